"""A setting: where every lever stands, as today or as somebody asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from qm.analysis.whatif.levers.lever_table import BY_KEY, LEVERS, LIMITS, Lever, levers_of
from qm.analysis.whatif.levers.quality_moves import LINK, QUESTION, SCORE, QualityMoves, is_quality, moves_of
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.errors import QMError
from qm.models.queueing.levers import NAMES, Levers
from qm.models.queueing.scenario import ImpossibleError
from qm.wording import listed


@dataclass(frozen=True)
class Setting:
    """Where everything stands: the levers of the model, shares, hours a week, and what an hour costs (0: not set).

    `transfers` is the share of the answered who are passed on. What better quality moves on top is told by `quality`
    and not yet in the other numbers: `quality_effect.with_quality` adds it.
    """

    levers: Levers[float]
    target: float
    cost: float
    within_hours: float = 24.0
    chasers: float = 0.0
    backlog: float = 0.0
    coaching: float = 0.0
    checking: float = 0.0
    aim: float = 0.0
    transfers: float = 0.0
    quality: QualityMoves = field(default_factory=QualityMoves)

    def value(self, name: str) -> float:
        return float(getattr(self.levers if name in NAMES else self, name))

    def with_value(self, name: str, value: float) -> "Setting":
        """The same with one number elsewhere."""
        if name in NAMES:
            return replace(self, levers=replace(self.levers, **{name: value}))
        return replace(self, **{name: value})  # type: ignore[arg-type]


PER_INTERVAL, SCHEDULED = "fresh_per_interval", "scheduled"
"""Other ways to tell a lever: fresh contacts of an interval, heads on shift."""

OTHERS = tuple(f.name for f in fields(Setting) if f.name not in ("levers", "quality"))


def todays_setting(queue: PreparedQueue) -> Setting:
    """Where everything stands in the data."""
    return Setting(queue.today, cost=queue.cost, **queue.standing)  # type: ignore[arg-type]


def judged_alike(queue: PreparedQueue, setting: Setting) -> Setting:
    """Today, at the prices and against the aims of a setting: those are of the viewer and not of the scenario."""
    return replace(todays_setting(queue), cost=setting.cost, aim=setting.aim)


def setting_of(queue: PreparedQueue, shown: Mapping[str, float]) -> Setting:
    """The setting that numbers as shown stand for here, by a lever's word in the address; whatever else is as today,
    and numbers of levers that the queue does not have are left out."""
    setting = todays_setting(queue)
    for lever in levers_of(queue.kind):
        if lever.key in shown:
            setting = setting.with_value(lever.name, shown[lever.key] / lever.factor)
    return replace(setting, quality=moves_of(shown))


def changed_setting(queue: PreparedQueue, changes: Mapping[str, float | str]) -> Setting:
    """Today with levers elsewhere, each by its option, its name, or its word in the address.

    A number is where the lever stands, shares as 0.12. A text may be that, or "12%" of a share, or tell the
    difference from today: "+10%", "-5%" of where it stands, "+2", "-0.05". `fresh_per_interval` is the lever of fresh
    contacts told for an interval instead of a day, `scheduled` that of agents told in heads on shift. `quality`
    (average score) and `question.ID` (pass rate) are in points of 100, "+3" or where they are to stand;
    `quality-link.OUTCOME` sets a link by hand. Raises QMError with a sentence.
    """
    setting = todays_setting(queue)
    for name, asked in changes.items():
        if is_quality(named := name.replace("quality_link", "quality-link")):
            setting = replace(setting, quality=setting.quality.moved(named, _quality(queue, named, asked)))
            continue
        lever, scale = _lever_and_scale(queue, name)
        try:
            value = lever.check(_value(lever, setting.value(lever.name) * scale, asked) / scale)
        except ImpossibleError as error:
            raise QMError(str(error)) from error
        setting = setting.with_value(lever.name, value)
    return setting


def _lever_and_scale(queue: PreparedQueue, name: str) -> tuple[Lever, float]:
    """The lever of a name, and how many of what is asked for one of the lever is."""
    if name == PER_INTERVAL:
        return BY_KEY["volume"], queue.fresh_per_interval / queue.today.fresh
    if name == SCHEDULED:
        return BY_KEY["staff"], queue.scheduled(1.0)
    return _lever(queue, name), 1.0


def _lever(queue: PreparedQueue, name: str) -> Lever:
    named = name.replace("_", "-")
    for lever in LEVERS:
        if named == lever.option or name in (lever.name, lever.key):
            if queue.kind in lever.kinds and (lever.name != "transfers" or queue.quality.transfer_rate is not None):
                return lever
            if lever.name == "transfers" and queue.quality.transfer_rate is None:
                raise QMError(f"Transfers of {queue.selection.queue.name} are not known, so they can't be moved.")
            raise QMError(f"{queue.selection.queue.name} has no lever {name}; it works otherwise.")
    options = listed([*(lever.option for lever in levers_of(queue.kind)), SCORE, f"{QUESTION}ID"])
    raise QMError(f"There is no lever called '{name}'; there are {options}.")


def _value(lever: Lever, standing: float, asked: float | str) -> float:
    if lever.name == "patience_seconds" and str(asked) == "inf":  # nobody hangs up within a day
        return LIMITS[lever.name].most
    if not isinstance(asked, str):
        return float(asked)
    text = asked.strip().replace("−", "-")
    part = text.removesuffix("%").strip()
    try:
        number = float(part)
    except ValueError:
        raise QMError(f"'{asked}' is no number for the {lever.noun}; give {lever.good}, or a change as +10%.") from None
    is_change = part.startswith(("+", "-"))
    if text.endswith("%"):
        if is_change:
            return standing * (1 + number / 100)
        if lever.is_share:
            return number / 100
        raise QMError(f"The {lever.noun} can't be {asked}; give {lever.good}, or a change as +{text}.")
    return standing + number if is_change else number


def _quality(queue: PreparedQueue, name: str, asked: float | str) -> float:
    """Points more than today, or a link by hand; a plain number of points is where the lever is to stand."""
    text = str(asked).strip().replace("−", "-")
    part = text.removesuffix("%").strip()
    what = "link" if name.startswith(LINK) else "number of points"
    try:
        number = float(part)
    except ValueError:
        raise QMError(f"'{asked}' is no {what}; give points of 100, or a change as +3.") from None
    if not name.startswith(LINK):
        standing = _standing(queue, name)
        if not (isinstance(asked, str) and part.startswith(("+", "-"))):
            if standing is None:
                raise QMError(f"Where {name} stands in {queue.selection.queue.name} is not known; give a change as +3.")
            number -= standing
    return number


def _standing(queue: PreparedQueue, name: str) -> float | None:
    """Where the score or a question's pass rate stands, in points of 100; QMError for an unknown question."""
    if name == SCORE:
        return queue.quality.score
    question = queue.quality.question(name.removeprefix(QUESTION))
    if question is None:
        known = listed([one.question_id for one in queue.quality.questions]) or "none"
        raise QMError(f"No question '{name.removeprefix(QUESTION)}' was rated in this queue; there are {known}.")
    return question.pass_rate
