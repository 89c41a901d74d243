"""What can be moved: every lever with its word in the address, its name as an option, and how it is shown."""

from dataclasses import dataclass

from qm.analysis.whatif.queue.queue_kinds import Kind
from qm.models.queueing import levers as model
from qm.models.queueing.levers import Limits
from qm.models.queueing.scenario import ImpossibleError, written

ALL: tuple[Kind, ...] = ("calls", "chat", "deferred")
AGENTS: dict[Kind, str] = {"calls": "Agents on the phone", "chat": "Agents on chat", "deferred": "Agents at work"}
"""What agents that are there for contacts are called."""

WAITING: tuple[Kind, ...] = ("calls", "chat")

LIMITS = model.LIMITS | {
    "target": Limits(0.9991),
    "within_hours": Limits(1000),
    "chasers": Limits(0.9, zero=True),
    "backlog": Limits(1e8, zero=True),
    "coaching": Limits(1e6, zero=True),
    "checking": Limits(1e6, zero=True),
    "aim": Limits(0.9, zero=True),
    "transfers": Limits(0.9, zero=True),
    "cost": Limits(1e5, zero=True),
}
"""Between which values each lever may stand: those of the model, and those of what is counted beside it."""


@dataclass(frozen=True)
class Lever:
    """One lever as it is moved.

    key      its word in the address
    name     the field of `Levers` or of `Setting` that it moves
    option   its name on the command line
    label    its name on the screen, `noun` in a sentence, `good` what may be given
    step     by how much it moves, of what is shown; `unit` behind it
    factor   shown values are the number times this: 100 for shares
    kinds    the kinds of queues that have it
    """

    key: str
    name: str
    option: str
    label: str
    step: float
    noun: str
    good: str
    factor: float = 1.0
    unit: str = ""
    help: str = ""
    kinds: tuple[Kind, ...] = ALL

    def label_of(self, kind: Kind) -> str:
        """Its name on the screen in a queue of this kind."""
        return AGENTS[kind] if self.name == "agents" else self.label

    @property
    def decimals(self) -> int:
        return 1 if self.step < 1 else 0

    @property
    def is_share(self) -> bool:
        return self.factor == 100

    def shown(self, value: float) -> str:
        """For reading: 6.1, 13.2%."""
        return f"{value * self.factor:,.{self.decimals}f}{self.unit}"

    def check(self, value: float | None, *, percent: bool = False) -> float:
        """The value itself; ImpossibleError, one sentence, when the lever can't stand there. `percent`: the sentence
        names a share as it is shown."""
        if value is None or value != value:
            raise ImpossibleError(f"The {self.noun} is empty; give {self.good}.")
        limits, good = LIMITS[self.name], self.good
        if not limits.hold(value):
            shown = f"{value * 100:.6g}%" if percent else written(value)
            if value > limits.most and not percent:
                good = f"at most {written(limits.most)}"
            raise ImpossibleError(f"The {self.noun} can't be {shown}; give {good}.")
        return float(value)


LEVERS = (
    Lever(
        "staff",
        "agents",
        "agents",
        "Agents on the phone",
        0.1,
        "number of agents",
        "a number above 0",
        help="Average over the open hours; every hour changes in proportion.",
    ),
    Lever(
        "volume",
        "fresh",
        "fresh",
        "New contacts a day",
        1,
        "number of fresh contacts",
        "a number above 0",
        help="Contacts that are neither redials nor repeats.",
    ),
    Lever(
        "aht",
        "handle_seconds",
        "aht",
        "Average handle time",
        1,
        "handle time",
        "seconds above 0, such as 300",
        unit=" s",
        help="Of contacts that did not wait; of a chat handled alone.",
    ),
    Lever(
        "repeats",
        "repeat_rate",
        "repeat",
        "Repeat rate",
        0.1,
        "repeat rate",
        "a share from 0 to 90%",
        factor=100,
        unit="%",
        help="Share of answered contacts that come back to this queue, at today's waits.",
    ),
    Lever(
        "transfers",
        "transfers",
        "transfers",
        "Transfer rate",
        0.1,
        "transfer rate",
        "a share from 0 to 90 %",
        factor=100,
        unit=" %",
        help="Of those answered, the share passed on. Each is handled a second time by somebody: those hours are "
        "counted beside the queue and do not change its waits.",
    ),
    Lever(
        "chats",
        "at_once",
        "chats-at-once",
        "Chats at once",
        0.5,
        "number of chats at once",
        "a number from 1 to 20",
        help="The most an agent handles at once; each further chat makes all of them longer.",
        kinds=("chat",),
    ),
    Lever(
        "waits",
        "wait_sensitivity",
        "wait-sensitivity",
        "Effect of waiting",
        0.1,
        "wait sensitivity",
        "a factor from 0 to 10; 1 is as today",
        unit=" ×",
        help="How strongly waits bring customers back and lengthen contacts: 1 as in your data, 0 not at all.",
        kinds=WAITING,
    ),
    Lever(
        "patience",
        "patience_seconds",
        "patience",
        "Patience",
        1,
        "patience",
        "seconds above 0, such as 180",
        unit=" s",
        help="Average time until customers hang up.",
        kinds=WAITING,
    ),
    Lever(
        "redials",
        "redial_share",
        "redial",
        "Redials",
        1,
        "redial share",
        "a share from 0 to 100%",
        factor=100,
        unit="%",
        help="Share of customers who hang up and try again.",
        kinds=WAITING,
    ),
    Lever(
        "delay",
        "redial_delay_seconds",
        "redial-delay",
        "Time until a redial",
        1,
        "redial delay",
        "seconds above 0, such as 600",
        unit=" s",
        help="Average time from hanging up to the next try; quick tries meet the same queue.",
        kinds=WAITING,
    ),
    Lever(
        "scale",
        "wait_scale_seconds",
        "repeat-wait-scale",
        "Wait that matters",
        1,
        "wait scale",
        "seconds above 0, such as 120",
        unit=" s",
        help="After a wait this long, two thirds of the effect of waiting has set in.",
        kinds=WAITING,
    ),
    Lever(
        "elsewhere",
        "from_elsewhere",
        "after-other-queues",
        "From other queues",
        0.1,
        "share from other queues",
        "a share from 0 to 90%",
        factor=100,
        unit="%",
        help="Share of new contacts that follow contacts in other queues; it moves with the repeat rate.",
        kinds=WAITING,
    ),
    Lever(
        "target",
        "target",
        "target",
        "Goal",
        1,
        "target",
        "a share above 0 and below 100%",
        factor=100,
        unit="%",
        help="The service level to reach.",
    ),
    Lever(
        "within",
        "within_hours",
        "within-hours",
        "Answer within",
        1,
        "promised time",
        "hours above 0, such as 24",
        unit=" h",
        help="Hours by the clock, nights and weekends included.",
        kinds=("deferred",),
    ),
    Lever(
        "chasers",
        "chasers",
        "writing-again",
        "Write again",
        1,
        "share that writes again",
        "a share from 0 to 90%",
        factor=100,
        unit="%",
        help="Share of customers waiting a whole day who write again before they are answered.",
        kinds=("deferred",),
    ),
    Lever(
        "open",
        "backlog",
        "backlog",
        "Backlog at the start",
        1,
        "number of open contacts",
        "a number of 0 or more",
        help="Contacts already open when the weeks ahead begin.",
        kinds=("deferred",),
    ),
    Lever(
        "cost",
        "cost",
        "cost",
        "Cost of an agent hour",
        1,
        "cost of an hour",
        "an amount of 0 or more",
        help="Full cost; 0 until set here or under Data → Definitions.",
    ),
    Lever(
        "coaching",
        "coaching",
        "coaching",
        "Coaching and training",
        1,
        "number of coaching hours",
        "hours a week of 0 or more",
        unit=" h",
        help="Hours a week: the cost of preventing poor quality.",
    ),
    Lever(
        "checking",
        "checking",
        "evaluating",
        "Evaluation and calibration",
        1,
        "number of evaluating hours",
        "hours a week of 0 or more",
        unit=" h",
        help="Hours a week: the cost of checking quality; 20 minutes an evaluation unless set.",
    ),
    Lever(
        "aim",
        "aim",
        "within-reach",
        "Achievable repeat rate",
        0.1,
        "repeat rate within reach",
        "a share from 0 to 90%",
        factor=100,
        unit="%",
        help="Repeats above this rate count as a cost of poor quality.",
    ),
)
WITHOUT_EFFECT = ("target", "cost", "coaching", "checking", "aim")
"""Levers that change what is wished or counted, not what happens."""

BY_KEY = {lever.key: lever for lever in LEVERS}


def levers_of(kind: Kind) -> tuple[Lever, ...]:
    """The levers of a kind of queue."""
    return tuple(lever for lever in LEVERS if kind in lever.kinds)
