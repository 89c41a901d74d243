"""What a scenario is worth: the verdict first, then what it takes."""

from dataclasses import dataclass

from qm.analysis.whatif.differences import AGENTS, COUNTS, SHARES, agents_text
from qm.analysis.whatif.levers.lever_table import WITHOUT_EFFECT, levers_of
from qm.analysis.whatif.levers.quality_moves import QUESTION, SCORE
from qm.analysis.whatif.levers.setting import Setting, todays_setting
from qm.analysis.whatif.outcomes.agents_needed import agents_needed
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.wording import duration, listed

INVITATION = "Move a lever to see what it does."


@dataclass(frozen=True)
class Sentence:
    """Plain text, and in order the parts of it that carry the answer, for those who can emphasise them."""

    text: str
    emphasis: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


def worth(queue: PreparedQueue, today: Outcome, scenario: Outcome) -> Sentence:
    """What the scenario is worth; with no lever moved, how things stand."""
    if isinstance(today, DeferredOutcome) and isinstance(scenario, DeferredOutcome):
        return _deferred(queue, today, scenario)
    assert isinstance(today, WaitingOutcome)
    assert isinstance(scenario, WaitingOutcome)
    return _waiting(queue, today, scenario)


def moves(queue: PreparedQueue, setting: Setting) -> list[str]:
    """The levers that moved, in words: those that change what happens."""
    standing, moved = todays_setting(queue), []
    for lever in levers_of(queue.kind):
        if lever.name in WITHOUT_EFFECT:
            continue
        a, b = standing.value(lever.name), setting.value(lever.name)
        if abs(a - b) * lever.factor >= 10**-lever.decimals / 2:
            label = lever.label_of(queue.kind)
            moved.append(f"{label[0].lower()}{label[1:]} at {lever.shown(b)} instead of {lever.shown(a)}")
    for name, points in setting.quality.points:
        what = "the quality score" if name == SCORE else f"the pass rate of {name.removeprefix(QUESTION)}"
        moved.append(f"{what} {'up' if points > 0 else 'down'} {abs(points):.1f} points")
    return moved


def _waiting(queue: PreparedQueue, today: WaitingOutcome, now: WaitingOutcome) -> Sentence:
    moved, level = moves(queue, now.setting), f"{today.service_level:.1%}"
    if not moved:
        return Sentence(f"Today: {level} service level (model). {_takes(today)} {INVITATION}", (level,))
    verdict = _change("Service level", today.service_level, now.service_level)
    parts = [f"{verdict}, with {listed(moved)}."]
    agents = AGENTS.between(now.levers.agents, agents_needed(queue, now.levers, today.service_level))
    only_agents = now.levers == _with_agents_of(today, now)
    if not only_agents and abs(agents) >= 0.05:
        parts.append(f"Today's {level} would then take {abs(agents):.1f} agents {'fewer' if agents < 0 else 'more'}.")
    money = COUNTS.between(today.cost, now.cost)
    if money:
        parts.append(f"Agents' time costs {queue.currency} {abs(money):,.0f} a week {'more' if money > 0 else 'less'}.")
    return Sentence(" ".join(parts), (verdict,))


def _with_agents_of(today: WaitingOutcome, now: WaitingOutcome) -> object:
    """The levers of today with the scenario's agents."""
    return today.setting.with_value("agents", now.levers.agents).levers


def _change(what: str, before: float, after: float) -> str:
    points = SHARES.between(before, after) * 100
    if abs(points) < 0.05:
        return f"{what} stays at {before:.1%}"
    return f"{what} {'rises' if points > 0 else 'falls'} {abs(points):.1f} points, from {before:.1%} to {after:.1%}"


def _takes(today: WaitingOutcome) -> str:
    goal, gap = f"{today.setting.target:.0%}", AGENTS.between(today.levers.agents, today.needed)
    if gap != gap:
        return f"{goal} is out of reach of four times today's agents."
    than = f", {gap:.1f} more than now" if gap > 0.05 else f", {-gap:.1f} fewer than now" if gap < -0.05 else ", as now"
    return f"{goal} takes {agents_text(today.needed)} agents{than}."


def _deferred(queue: PreparedQueue, today: DeferredOutcome, now: DeferredOutcome) -> Sentence:
    moved, within = moves(queue, now.setting), f"within {now.setting.within_hours:g} hours"
    if now.is_growing:
        grows = f"The backlog grows: {now.contacts_text(now.left)} are open at the end"
        return Sentence(f"{grows}{', with ' + listed(moved) if moved else ''}. No answer time holds.", (grows,))
    level = f"{today.service_level:.1%}"
    if not moved:
        takes = f"{today.setting.target:.0%} takes {agents_text(today.needed)} agents."
        if today.needed != today.needed:
            takes = f"{today.setting.target:.0%} is out of reach of the agents looked at."
        return Sentence(
            f"Today: {level} answered {within}, after {duration(today.response)} on average (model). {takes} "
            f"{INVITATION}",
            (level,),
        )
    verdict = _change(f"Answered {within}", today.service_level, now.service_level)
    return Sentence(
        f"{verdict}, with {listed(moved)}. Answers take {duration(now.response)} on average instead of "
        f"{duration(today.response)}.",
        (verdict,),
    )
