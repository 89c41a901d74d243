"""What is looked at: which contacts, and what counts as coming back."""

from dataclasses import dataclass

from qm.analysis.resolved_filters import View
from qm.metrics import METRICS, Metric
from qm.store import Definitions
from qm.wording import Scale


@dataclass(frozen=True)
class RepeatSetting:
    """The filters, and the definitions with the window (days) and the scope looked at."""

    view: View
    definitions: Definitions

    @property
    def window(self) -> float:
        """Days within which a further contact counts as coming back."""
        return self.definitions.repeat.window_days

    @property
    def within(self) -> str:
        return window_text(self.window)

    @property
    def metric(self) -> Metric:
        return METRICS["repeat_rate"].under(self.definitions)

    @property
    def scale(self) -> Scale:
        return Scale.of(self.metric)

    @property
    def lines(self) -> list[str]:
        """What is shown, for the head of everything that is saved."""
        return [self.view.lines[0], self.metric.meaning]


def window_text(days: float) -> str:
    """A window for reading: 7 days."""
    return "1 day" if days == 1 else f"{days:g} days"
