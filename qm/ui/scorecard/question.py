"""What the page is about: which scorecard, under which filters, and what was found out about it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import streamlit as st

from qm.analysis.scorecard.alignment import Alignment
from qm.analysis.scorecard.weight_comparison import Ground
from qm.analysis.view import View
from qm.models.scorecard.drivers import Drivers
from qm.store import Store
from qm.ui.address import check_choice
from qm.ui.errors import nothing
from qm.ui.lookup import version
from qm.ui.scorecard import answers

NAMELESS = "(no scorecard named)"


@dataclass(frozen=True)
class Question:
    """One scorecard under the filters. `key` tells one state of the data and filters from another.

    `known` has one row per question, `found` what each accounts for in grades, `top` how well today's
    score follows them; `others` are all scorecards with evaluations.
    """

    key: Hashable
    view: View
    scorecard: str | None
    others: tuple[str | None, ...]
    on: Ground = field(repr=False)
    known: pd.DataFrame = field(repr=False)
    found: Drivers = field(repr=False)
    top: Alignment = field(repr=False)

    @cached_property
    def names(self) -> list[str]:
        return self.on.sheet.names

    @property
    def title(self) -> str:
        return self.scorecard or NAMELESS

    @cached_property
    def texts(self) -> list[str]:
        """The questions as asked; their number where no text is known."""
        return [
            text if isinstance(text, str) and text else name
            for name, text in zip(self.names, self.known["text"], strict=True)
        ]

    @property
    def lines(self) -> list[str]:
        """What is shown, in words, for the head of everything that is saved."""
        return [f"Scorecard {self.title} · {self.view.lines[0]}"]


def ask(store: Store, view: View) -> Question:
    """The scorecard looked at, with a choice where there are several; without evaluations the run ends here."""
    state, filters = version(store), view.current
    found = answers.listed(state, store, filters)
    if found.empty:
        _nothing(store, view)
    names: list[str | None] = [None if pd.isna(name) else str(name) for name in found["scorecard"]]
    chosen = _choose(names, found)
    key = (state, filters, chosen)
    on = answers.prepared(state, store, filters, chosen)
    if not on.sheet.names:
        nothing(
            "questions on this scorecard", "None of its evaluations has an answer: import answers on the page Data."
        )
    return Question(
        key,
        view,
        chosen,
        tuple(names),
        on,
        answers.known(state, filters, on, chosen),
        answers.importance(key, on),
        answers.top_line(state, filters, on, chosen),
    )


def _nothing(store: Store, view: View) -> None:
    (anywhere,) = store.rows("select exists (select 1 from evaluations)")[0]
    if anywhere:
        nothing("evaluations in this selection", "Choose All days as the period, or take a filter away.")
    nothing("evaluations", "Import evaluations with their answers on the page Data; a template for them lies there.")


def _choose(names: list[str | None], found: pd.DataFrame) -> str | None:
    if len(names) == 1:
        return names[0]
    shown = [name or NAMELESS for name in names]
    check_choice("scorecard", {name: name for name in shown})
    counts = dict(zip(shown, zip(found["evaluations"], found["pairs"], strict=True), strict=True))
    picked = st.selectbox(
        "Scorecard",
        shown,
        key="scorecard",
        bind="query-params",
        width=420,
        format_func=lambda name: f"{name} · {counts[name][0]:,} evaluations, {counts[name][1]:,} with a grade",
        help="A scorecard has questions and weights of its own; the one with most graded evaluations comes first.",
    )
    return names[shown.index(picked)]
