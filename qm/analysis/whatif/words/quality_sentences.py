"""The quality lever in words: the chain from better quality to agents, what is to be said below it, and its links."""

from dataclasses import dataclass

from qm.analysis.whatif.levers.quality_moves import QUESTION, SCORE
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.quality_worth import Worth
from qm.analysis.whatif.quality.quality_effect import QualityEffect
from qm.analysis.whatif.quality.quality_links import QualityLink, QualityLinks
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.wording import counted, listed

NAMES = {"repeat": "repeats", "transfers": "transfers", "aht": "handle time"}
CAUSE = "This counts on quality being the cause. Your data show only that the two go together."
HALF = 0.5
"""Fewer agents than this are told as hours."""

LEAST_SHOWN = {"repeat": 0.0005, "transfers": 0.0005, "aht": 0.05}
"""Changes below this would read as none."""


@dataclass(frozen=True)
class MovedMeasure:
    """A measure that is moved: its lever, what it is called, where it stands in points of 100 (None: not known), and
    how many points more are asked for."""

    lever: str
    label: str
    today: float | None
    points: float


def per_point(link: QualityLink) -> str:
    """What goes with one point more, in words."""
    return "–" if link.slope is None else _change(link.outcome, link.slope, 2)


def chain(
    queue: PreparedQueue,
    moved: tuple[MovedMeasure, ...],
    links: QualityLinks,
    found: tuple[QualityEffect, ...],
    worth: Worth,
    second_handling: float,
) -> str:
    if not moved:
        told = [link for link in links.links if link.is_told]
        if all(link.slope is None for link in links.links):
            return "Too few evaluated contacts to tell what better quality brings."
        if not told:
            return f"Your data show no clear link of quality with {_either(list(NAMES.values()))}."
        return f"One point more goes with {listed([_change(link.outcome, link.slope or 0.0, 2) for link in told])}."
    asked = listed([f"{_points(one.points)} on {one.label}" for one in moved])
    felt = [one for one in found if one.is_told and abs(one.change) >= LEAST_SHOWN[one.outcome]]
    if not felt:
        untold = [NAMES[one.outcome] for one in found if not one.is_told]
        if not untold:
            return f"{asked} → hardly any change."
        if all(link.slope is None for link in links.links):
            return f"{asked} → too few evaluated contacts to tell."
        return f"{asked} → no clear link with {_either(untold)} in your data."
    parts = [_change(one.outcome, one.change) + (" (assumption)" if one.is_assumed else "") for one in felt]
    if {one.outcome for one in felt} == {"transfers"}:
        word = "fewer" if second_handling <= 0 else "more"
        end = f"{abs(second_handling):,.1f} {word} hours of second handling a week"
    else:
        end = _saved(queue, worth)
    return " → ".join([asked, listed(parts), end])


def _saved(queue: PreparedQueue, worth: Worth) -> str:
    """The agents that are spared; where they are parts of one, their hours."""
    if worth.agents is None:
        return "more agents than were looked at"
    word = "fewer" if worth.agents >= 0 else "more"
    if abs(worth.agents) >= HALF:
        return f"{abs(worth.agents):.1f} {word} agents"
    return f"{abs(worth.agents) * queue.hours_a_week:.1f} {word} agent hours a week"


def below(queue: PreparedQueue, found: tuple[QualityEffect, ...], worth: Worth) -> str:
    if not any(one.is_told and one.change for one in found):
        return ""
    told = []
    if worth.agents is not None and worth.low is not None and worth.high is not None and worth.high - worth.low > 1e-9:
        if abs(worth.agents) >= HALF:
            likely = f"{_between(worth.low, worth.high)} agents"
        else:
            hours = queue.hours_a_week
            likely = f"{_between(worth.low * hours, worth.high * hours)} agent hours a week"
        told.append(f"Likely range: {likely}, at today's service level.")
    if any(one.is_assumed for one in found):
        told.append("What is marked as an assumption was set by hand.")
    if any(one.is_told and not one.is_assumed for one in found):
        told.append(CAUSE)
    return " ".join(told)


def missing(outcomes: list[str]) -> str:
    """What has no link in the data, and where one can be set."""
    if not outcomes:
        return ""
    return f"Your data tell no link with {_either([NAMES[one] for one in outcomes])}. You can set one here."


def second_handling_hours(today: Outcome, scenario: Outcome) -> float:
    """Hours a week more than today that transferred contacts take of those who receive them; 0 where not known."""
    more = scenario.transfer_hours - today.transfer_hours
    return 0.0 if more != more else more


def transfers_text(today: Outcome, scenario: Outcome) -> str:
    """What fewer or more transfers come to, by better quality or by their own lever."""
    fewer = today.transfers - scenario.transfers
    if fewer != fewer or abs(today.effective.transfers - scenario.effective.transfers) < 1e-9:
        return ""
    word, hours = "fewer" if fewer >= 0 else "more", abs(second_handling_hours(today, scenario))
    return (
        f"{abs(fewer):,.0f} {word} transfers a week: {hours:,.1f} {word} hours of second handling, wherever they go. "
        "They are not in the agents."
    )


def _between(low: float, high: float) -> str:
    """A range of what is spared, in words: 0.8 to 3.4 fewer, 0.2 more to 1.1 fewer."""
    least, most = f"{abs(low):.1f}", f"{abs(high):.1f}"
    if low >= 0 or least == "0.0":
        return f"{least} to {most} fewer"
    if high <= 0 or most == "0.0":
        return f"{most} to {least} more"
    return f"{least} more to {most} fewer"


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _change(outcome: str, change: float, decimals: int = 1) -> str:
    """A change in words: 1.2 points fewer repeats, 4 s shorter handle time."""
    word = "fewer" if change < 0 else "more"
    if outcome == "aht":
        return f"{abs(change):.{decimals}f} s {'shorter' if change < 0 else 'longer'} handle time"
    return f"{abs(change) * 100:.{decimals}f} points {word} {NAMES[outcome]}"


def _points(points: float) -> str:
    number = f"{abs(points):.1f}".removesuffix(".0")
    return f"{number} {'point' if number == '1' else 'points'} {'more' if points >= 0 else 'fewer'}"


def link_row(link: QualityLink) -> dict[str, str]:
    known = link.low is not None and link.high is not None
    unit = " s" if link.outcome == "aht" else " points"
    likely = f"{_number(link, link.low or 0.0)} to {_number(link, link.high or 0.0)}{unit}" if known else "–"
    return {
        "Quality": "Average score" if link.measure == SCORE else link.measure.removeprefix(QUESTION),
        "Goes with": NAMES[link.outcome].capitalize(),
        "Verdict": "clear link" if link.is_told else link.verdict,
        "For each point": per_point(link),
        "Likely range": likely,
        "Contacts": f"{link.n:,}",
        "Agents": f"{link.agents:,}",
        "Why": link.why,
    }


def _number(link: QualityLink, value: float) -> str:
    return f"{value * (1 if link.outcome == 'aht' else 100):+.2f}".replace("-", "−")


def how_sure(links: QualityLinks) -> tuple[str, ...]:
    told = [
        "Compared are contacts of one agent about the same reason in the same queue, each week at its own level. "
        "So hard work and good agents are not mistaken for quality.",
        "All queues count together; the result is told for this queue.",
        "Contacts that several people evaluated count once.",
    ]
    if links.compared:
        told.append(
            "Evaluators differ about the same contact. That is allowed for, from "
            f"{counted(links.compared, 'contact')} that several evaluated."
        )
    else:
        told.append(
            "Evaluators differ about the same contact, which hides part of a link. By how much is not known here: the "
            "true links are probably stronger."
        )
    told.append("A link that is not clear moves nothing, unless you set it yourself.")
    return tuple(told)
