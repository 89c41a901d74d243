"""What a centre answers to Python: the answer of the analysis, as a frame, as JSON's values, and drawn."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import altair as alt
import pandas as pd

from qm.analysis.json_values import json_value
from qm.analysis.repeats import RepeatsAnswer, ServiceFeedback
from qm.analysis.scorecard import ScorecardAnswer, SuggestionAnswer
from qm.errors import QMError

Asked = TypeVar("Asked")
Chart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart


class Result(Generic[Asked]):
    """An answer, ready for a notebook. Everything that `answer` has is here too, by the same names."""

    def __init__(self, answer: Asked, drawings: Mapping[str, Callable[[Asked], Chart]] | None = None) -> None:
        self.answer = answer
        self._drawings = dict(drawings or {})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "answer":  # while it is copied or pickled there is no answer yet
            raise AttributeError(name)
        return getattr(self.answer, name)

    def __repr__(self) -> str:
        return repr(self.answer)

    def _repr_html_(self) -> str:
        html: str = self.to_frame().to_html(index=False, na_rep="–")  # escapes what comes from data
        return html

    def to_frame(self) -> pd.DataFrame:
        """The answer's rows."""
        frame: pd.DataFrame = self.answer.to_frame()  # type: ignore[attr-defined]
        return frame

    def to_dict(self) -> Any:
        """What the command prints with --json: dicts, lists, texts, numbers and None."""
        return json_value(self.answer.to_dict())  # type: ignore[attr-defined]

    @property
    def charts(self) -> list[str]:
        """The names that `chart` knows for this answer."""
        return list(self._drawings)

    def chart(self, name: str | None = None) -> Chart:
        """A chart of the screen as Altair, the first of `charts` unless named."""
        if not self._drawings:
            raise QMError("This answer has no chart; to_frame() gives its rows.")
        if name is not None and name not in self._drawings:
            raise QMError(f"There is no chart called '{name}' here; there are {', '.join(self._drawings)}.")
        return self._drawings[name or next(iter(self._drawings))](self.answer)


class RepeatsResult(Result[RepeatsAnswer]):
    """Repeats, which can be asked whether waits make more of them."""

    def __init__(
        self,
        answer: RepeatsAnswer,
        drawings: Mapping[str, Callable[[RepeatsAnswer], Chart]],
        feedback: Callable[[], Result[ServiceFeedback]],
    ) -> None:
        super().__init__(answer, drawings)
        self._feedback = feedback

    def service_feedback(self) -> Result[ServiceFeedback]:
        """Does a worse service level feed on itself: longer handling, lower satisfaction, more repeats?

        Over the history before the period too, like compared with like; reads every contact of half a year.
        """
        return self._feedback()


class ScorecardResult(Result[ScorecardAnswer]):
    """A scorecard, which can be asked for better weights."""

    def suggest(
        self,
        floors: dict[str, float] | None = None,
        cap: float | None = None,
        locked: tuple[str, ...] | dict[str, float] = (),
    ) -> Result[SuggestionAnswer]:
        """Weights under which the score would follow what customers feel, judged on contacts they were not made from.

        `floors`: the least points (of 100) of some questions; `cap`: the most that any may move; `locked`: those that
        stay. Takes seconds.
        """
        return Result(self.answer.suggest(floors, cap, locked))
