"""What can be moved: every lever with its word in the address, its limits as shown, and where it stands."""

from dataclasses import dataclass, fields, replace
from typing import Any

from qm.models.queueing.levers import NAMES, Levers
from qm.ui.whatif.centre import Centre, Kind

ALL: tuple[Kind, ...] = ("calls", "chat", "deferred")
WAITING: tuple[Kind, ...] = ("calls", "chat")


@dataclass(frozen=True)
class Control:
    """One lever as it is moved: its word in the address, the name of its number, and how that is shown.

    Shown values are the number times `factor` (100 for shares). `kinds` of queues that have it.
    """

    key: str
    name: str
    label: str
    step: float
    factor: float = 1.0
    unit: str = ""
    help: str = ""
    kinds: tuple[Kind, ...] = ALL

    @property
    def decimals(self) -> int:
        return 1 if self.step < 1 else 0

    def shown(self, value: float) -> str:
        """For reading: 6.1, 13.2 %."""
        return f"{value * self.factor:,.{self.decimals}f}{self.unit}"


CONTROLS = (
    Control("staff", "agents", "Agents present", 0.1, help="Mean over all intervals; every interval changes alike."),
    Control("volume", "fresh", "Fresh contacts a day", 1, help="Contacts that nobody's wait or handling caused."),
    Control(
        "aht",
        "handle_seconds",
        "Handle time",
        1,
        unit=" s",
        help="Of those who did not wait; of chats, one in hand alone.",
    ),
    Control(
        "repeats",
        "repeat_rate",
        "Repeat rate",
        0.1,
        100,
        " %",
        "Of those answered, the share that comes back in this queue, at today's waits.",
    ),
    Control(
        "chats",
        "at_once",
        "Chats at once",
        0.5,
        help="The most an agent has in hand; each further one makes all of them longer.",
        kinds=("chat",),
    ),
    Control(
        "waits",
        "wait_sensitivity",
        "Wait sensitivity",
        0.1,
        unit=" ×",
        kinds=WAITING,
        help="How strongly waiting makes customers come back and handling longer: 1 as fitted, 0 not at all.",
    ),
    Control(
        "patience",
        "patience_seconds",
        "Patience",
        1,
        unit=" s",
        help="Mean time until customers hang up.",
        kinds=WAITING,
    ),
    Control(
        "redials", "redial_share", "Redial share", 1, 100, " %", "Of those who hang up, how many try again.", WAITING
    ),
    Control(
        "delay",
        "redial_delay_seconds",
        "Redial delay",
        1,
        unit=" s",
        kinds=WAITING,
        help="Mean time from hanging up until the next try; quick tries meet the same queue.",
    ),
    Control(
        "scale",
        "wait_scale_seconds",
        "Wait scale",
        1,
        unit=" s",
        kinds=WAITING,
        help="Of all that waiting does to repeats and handle times, two thirds are done after so long a wait.",
    ),
    Control(
        "elsewhere",
        "from_elsewhere",
        "After other queues",
        0.1,
        100,
        " %",
        "Of the fresh contacts, the share that follows contacts of other queues; it moves with the repeat rate.",
        WAITING,
    ),
    Control("target", "target", "Target", 1, 100, " %", "The service level to reach."),
    Control(
        "within",
        "within_hours",
        "Promised within",
        1,
        unit=" h",
        help="An answer within so many hours of the clock, nights and weekends included.",
        kinds=("deferred",),
    ),
    Control(
        "chasers",
        "chasers",
        "Chasers",
        1,
        100,
        " %",
        "Of those who wait a whole day, how many write again before they are answered.",
        ("deferred",),
    ),
    Control(
        "open",
        "backlog",
        "Backlog at the start",
        1,
        help="Contacts already waiting when the weeks ahead begin.",
        kinds=("deferred",),
    ),
    Control(
        "cost",
        "cost",
        "Cost of an agent's hour",
        1,
        help="With all that belongs to it; 0 until it is set here, or cost.agent_hour on the page Data.",
    ),
    Control("coaching", "coaching", "Coaching and training", 1, unit=" h", help="Hours a week; a cost of prevention."),
    Control(
        "checking",
        "checking",
        "Evaluating and calibrating",
        1,
        unit=" h",
        help="Hours a week; a cost of appraisal. 20 minutes for each evaluation of these data unless set.",
    ),
    Control(
        "aim",
        "aim",
        "Repeat rate within reach",
        0.1,
        100,
        " %",
        "What poor quality is counted against: repeats above this rate should not have been necessary.",
    ),
)
BY_KEY = {c.key: c for c in CONTROLS}


def controls_of(kind: Kind) -> tuple[Control, ...]:
    """The levers of a kind of queue."""
    return tuple(c for c in CONTROLS if kind in c.kinds)


@dataclass(frozen=True)
class Setting:
    """Where everything stands: the levers of the model, shares, hours a week, and what an hour costs (0: not set)."""

    levers: Levers
    target: float
    cost: float
    within_hours: float = 24.0
    chasers: float = 0.0
    backlog: float = 0.0
    coaching: float = 0.0
    checking: float = 0.0
    aim: float = 0.0

    def value(self, name: str) -> float:
        return float(getattr(self.levers if name in NAMES else self, name))


OTHERS = tuple(f.name for f in fields(Setting) if f.name != "levers")


def today(centre: Centre) -> Setting:
    """Where everything stands in the data."""
    return Setting(centre.today, cost=centre.cost, **centre.standing)


def as_judged(centre: Centre, setting: Setting) -> Setting:
    """Today, at the prices and against the aims of a setting: those are of the viewer and not of the scenario."""
    return replace(today(centre), cost=setting.cost, aim=setting.aim)


def with_value(setting: Setting, name: str, value: float) -> Setting:
    """The same with one number elsewhere."""
    if name in OTHERS:
        changed: dict[str, Any] = {name: value}
        return replace(setting, **changed)
    return replace(setting, levers=replace(setting.levers, **{name: value}))


def setting_of(centre: Centre, numbers: dict[str, float]) -> Setting:
    """The setting that shown numbers stand for here, whatever else is as today; numbers of other levers are left."""
    setting = today(centre)
    for control in controls_of(centre.kind):
        if control.key in numbers:
            setting = with_value(setting, control.name, numbers[control.key] / control.factor)
    return setting
