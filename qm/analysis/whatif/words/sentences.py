"""What a scenario is worth, in one plain sentence."""

from dataclasses import dataclass

from qm.analysis.whatif.differences import agents_text
from qm.analysis.whatif.levers.lever_table import levers_of
from qm.analysis.whatif.levers.quality_moves import QUESTION, SCORE
from qm.analysis.whatif.levers.setting import Setting, todays_setting
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome, repeat_shares
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.levers import needed
from qm.wording import duration, listed

WITHOUT_EFFECT = ("target", "cost", "coaching", "checking", "aim")
"""Levers that change what is wished or counted, not what happens."""


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
            moved.append(f"{lever.label.lower()} from {lever.shown(a)} to {lever.shown(b)}")
    for name, points in setting.quality.points:
        what = "the quality score" if name == SCORE else f"the pass rate of {name.removeprefix(QUESTION)}"
        moved.append(f"{what} {'up' if points > 0 else 'down'} {abs(points):.1f} points")
    return moved


def _waiting(queue: PreparedQueue, today: WaitingOutcome, now: WaitingOutcome) -> Sentence:
    moved = moves(queue, now.setting)
    if not moved:
        return _as_things_stand(today)
    points = now.service_level - today.service_level
    agents = _agents_for_the_same(queue, today, now.service_level) - queue.today.agents
    gained = f"{abs(points) * 100:.1f} points"
    worth = f"{gained} of service level ({today.service_level:.1%} to {now.service_level:.1%})"
    emphasis: tuple[str, ...] = (gained,)
    only_people = len(moved) == 1 and moved[0].startswith("agents")
    if not only_people and agents == agents and abs(agents) >= 0.05:
        people = f"{abs(agents):.1f} agents"
        worth, emphasis = f"{people} or {worth}", (people, gained)
    money = (now.cost - today.cost) if abs(now.cost - today.cost) >= 0.5 else 0
    tail = f", at {money:+,.0f} {queue.currency} of agents' time a week".replace("-", "−") if money else ""
    return Sentence(f"Bringing {listed(moved)} {_verb(points)} {worth}{tail}.", emphasis)


def _as_things_stand(today: WaitingOutcome) -> Sentence:
    level = f"{today.service_level:.1%}"
    text = f"As things stand the model says {level} service level"
    if today.needed == today.needed:
        gap = today.needed - today.levers.agents
        more = f"{gap:.1f} more than now" if gap > 0.05 else f"{-gap:.1f} fewer than now" if gap < -0.05 else "as now"
        text += f"; {today.setting.target:.0%} takes {today.needed:.1f} agents, {more}"
    return Sentence(f"{text}. Move a lever to see what it does.", (level,))


def _agents_for_the_same(queue: PreparedQueue, today: WaitingOutcome, service_level: float) -> float:
    """The agents that alone would bring today to a service level."""
    shares = repeat_shares(queue, queue.today, [queue.today.repeat_rate])
    level = today.landscape.at(*shares)["service_level"][:, 0]
    return needed(today.landscape.scale * queue.today.agents, level, service_level)


def _deferred(queue: PreparedQueue, today: DeferredOutcome, now: DeferredOutcome) -> Sentence:
    moved, promised = moves(queue, now.setting), f"answered within {now.setting.within_hours:g} hours"
    if now.is_growing:
        grows = f"the backlog grows: {now.contacts_text(now.left)} are open at the end"
        begin = f"With {listed(moved)}" if moved else "As things stand"
        return Sentence(f"{begin} {grows}, and no promise holds.", (grows,))
    level = f"{today.service_level:.1%}"
    if not moved:
        return Sentence(
            f"As things stand the model says {level} {promised}, after {duration(today.response)} on average; "
            f"{today.setting.target:.0%} takes {agents_text(today.needed)} agents. Move a lever to see what it does.",
            (level,),
        )
    points = now.service_level - today.service_level
    gained = f"{abs(points) * 100:.1f} points"
    return Sentence(
        f"Bringing {listed(moved)} {_verb(points)} {gained} {promised} ({level} to {now.service_level:.1%}); "
        f"answers take {duration(now.response)} instead of {duration(today.response)}.",
        (gained,),
    )


def _verb(points: float) -> str:
    return "is worth" if points >= 0 else "costs"
