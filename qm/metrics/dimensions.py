"""The dimensions: every way to split figures and to narrow them, defined once."""

from dataclasses import dataclass
from datetime import date

from qm.errors import QMError
from qm.metrics.measures import CONTACT, EVALUATION, SURVEY


@dataclass(frozen=True)
class Dimension:
    """One way to split figures: `grains` says which rows know it, `kind` what its values look like."""

    name: str
    label: str
    meaning: str
    kind: str = "text"
    grains: tuple[str, ...] = (CONTACT, SURVEY, EVALUATION)

    def values(self, texts: tuple[str | None, ...]) -> list[object]:
        """Values as they are compared in SQL, without the unknown one; QMError for one that cannot be."""
        return [self._value(text) for text in texts if text is not None]

    def _value(self, text: str) -> object:
        try:
            if self.kind == "integer":
                return int(text)
            return date.fromisoformat(text) if self.kind == "date" else text
        except ValueError:
            raise QMError(f"{self.name} cannot be '{text}'; it is {self.meaning}.") from None


DIMENSIONS: dict[str, Dimension] = {
    d.name: d
    for d in (
        Dimension("day", "Day", "a day such as 2024-05-31", "date"),
        Dimension("week", "Week", "the Monday of a week, such as 2024-05-27", "date"),
        Dimension("month", "Month", "a month such as 2024-05"),
        Dimension("hour", "Hour", "an hour of the day, 0 to 23", "integer"),
        Dimension("weekday", "Weekday", "a day of the week, 1 (Monday) to 7", "integer"),
        Dimension("channel", "Channel", "the channel"),
        Dimension("queue", "Queue", "the queue"),
        Dimension("reason", "Reason", "the reason for contact"),
        Dimension("wait_band", "Wait", "how long the customer waited"),
        Dimension("agent", "Agent", "the agent's number"),
        Dimension("team", "Team", "the agent's team at the time"),
        Dimension("supervisor", "Supervisor", "the agent's supervisor at the time"),
        Dimension("manager", "Manager", "the agent's manager at the time"),
        Dimension("site", "Site", "the agent's site at the time"),
        Dimension("shift", "Shift", "the agent's shift at the time"),
        Dimension("tenure", "Tenure", "the agent's tenure at the time"),
        Dimension("evaluator", "Evaluator", "who evaluated", grains=(EVALUATION,)),
        Dimension("question", "Question", "the scorecard question", grains=(EVALUATION,)),
        Dimension("section", "Section", "the part of the scorecard", grains=(EVALUATION,)),
    )
}


def dimension(name: str) -> Dimension:
    """The dimension called `name`, or a QMError that lists the names."""
    if name not in DIMENSIONS:
        raise QMError(f"There is no dimension called '{name}'; there are {', '.join(DIMENSIONS)}.")
    return DIMENSIONS[name]
