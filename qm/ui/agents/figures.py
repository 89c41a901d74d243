"""The figures that several sections of the page share."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from qm.models.comparison.changes import Changes, changes
from qm.models.comparison.fair_comparison import FEW, FEWEST
from qm.store import Store
from qm.ui.agents import answers
from qm.ui.agents.answers import Answer
from qm.ui.agents.question import Question
from qm.ui.lookup import version

SEEN_TOGETHER = ("quality_score", "aht", "csat")


@dataclass(frozen=True)
class Figures:
    """The answers to a question.

    `metrics`: everybody on quality, productivity, satisfaction and the metric asked for, as far as the
    filters fit them; `before`: on the metric asked for in the period compared with, None without
    one. `names`: what each unit is called; `roster`: every agent with team and supervisor.
    """

    question: Question
    metrics: dict[str, Answer] = field(repr=False)
    before: Answer | None = field(repr=False)
    names: dict[str, str] = field(repr=False)
    roster: pd.DataFrame = field(repr=False)

    @property
    def answer(self) -> Answer | None:
        """Everybody on the metric asked for; None when the filters do not fit it."""
        return self.metrics.get(self.question.name)

    def named(self, units: pd.Series) -> list[str]:
        """Names for reading."""
        return [self.names.get(unit, unit) for unit in units]

    @cached_property
    def changed(self) -> pd.DataFrame:
        """By unit, where both periods have ten cases: change, low, high (95 %) and sign, apart from a change of mix."""
        if self.answer is None or self.before is None:
            return pd.DataFrame(columns=["agent", "change", "low", "high", "sign"])
        both = self.answer.enough.merge(self.before.enough, on="agent", suffixes=("", "_before"))
        found: Changes = changes(
            *(both[c].to_numpy(dtype=float) for c in ("difference", "error", "difference_before", "error_before"))
        )
        return pd.DataFrame(
            {"agent": both["agent"], "change": found.change, "low": found.low, "high": found.high, "sign": found.sign}
        )

    @cached_property
    def can_rank(self) -> bool:
        """Whether places would say anything: half of those with enough cases have thirty or more."""
        if self.answer is None:
            return False
        enough = self.answer.enough
        return len(enough) > 1 and float(self.answer.frame["n"].median()) >= FEW

    @property
    def few(self) -> int:
        """How many have fewer than ten cases."""
        return int((self.answer.frame["n"] < FEWEST).sum()) if self.answer else 0


def find(store: Store, question: Question) -> Figures:
    """Ask for everything that several sections share."""
    kept, view = version(store), question.view
    names = tuple(n for n in dict.fromkeys((*SEEN_TOGETHER, question.name)) if question.fits(n))
    asked = [(view.current, names)]
    if view.comparison and question.name in names:
        asked.append((view.comparison, (question.name,)))
    metrics, *others = answers.compared(kept, store, question.definitions, question.by, asked)
    before = others[0].get(question.name) if others else None
    roster = answers.roster(kept, store)
    return Figures(question, metrics, before, _names(roster) if question.by == "agent" else {}, roster)


def _names(roster: pd.DataFrame) -> dict[str, str]:
    """What each agent is called: the name, with the number where two share one; the number where there is none."""
    name = roster["name"].where(roster["name"].notna(), roster["agent"])
    shared = name.duplicated(keep=False) & (name != roster["agent"])
    called = np.where(shared, name + " (" + roster["agent"] + ")", name)
    return dict(zip(roster["agent"], called, strict=True))
