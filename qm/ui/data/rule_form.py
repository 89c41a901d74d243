"""The details of one field's source: which columns, how they are written, which values mean what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from qm.intake import Rule
from qm.intake.rule_sources import BETWEEN, COLUMN, COLUMNS, JOIN, MINUS, ROW, SUM, VALUE, source_of
from qm.store import Field
from qm.store.tables import BOOLEAN, DATE, TIMESTAMP
from qm.ui.data.draft import Draft
from qm.ui.data.editing import edits
from qm.ui.data.rule_text import JOINS, UNITS
from qm.ui.markup import literal

FORMATS = (
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %I:%M %p",
    "%d.%m.%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%z",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%Y-%m-%d",
    "%d-%b-%y",
    "%y%m%d %H:%M:%S",
    "%H:%M",
    "%H:%M:%S",
)
EXAMPLE = datetime(2024, 12, 31, 18, 39, 5)
FOUND = "found"
WORDS, THESE, ABOVE = "words", "these", "above"


def details(draft: Draft, field: Field, rule: Rule) -> None:
    """The widgets for everything that can be said about one field."""
    mode = draft.modes.get(field.name) or source_of(field, rule)
    form = _Form(draft, field, rule)
    st.caption(literal(field.meaning[0].upper() + field.meaning[1:]) + ".")
    if mode in (JOIN, COLUMNS, SUM, MINUS):
        part = "columns" if mode in (JOIN, COLUMNS) else mode
        form.columns(part, {MINUS: "The first less the others", COLUMNS: "The questions' columns"}.get(mode, "Columns"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if mode == JOIN:
            form.join()
        if mode == BETWEEN:
            form.columns("start", "From")
            form.columns("end", "To")
        if mode == VALUE:
            form.value()
        if mode == BETWEEN or (field.type in (TIMESTAMP, DATE) and mode in (COLUMN, JOIN)):
            form.format()
        if field.name.endswith("_seconds") and mode in (COLUMN, SUM, MINUS):
            form.unit()
        if mode == COLUMNS:
            form.points()
    if field.type == BOOLEAN and mode == COLUMN:
        form.truth()
    if mode == COLUMNS:
        form.values("not_applicable", "Values that mean the question did not apply", "n/a, - and the like otherwise")
    if mode not in (VALUE, ROW, "none"):
        both = " (when both sides hold one)" if mode == BETWEEN else ""
        form.values("missing", f"Values that mean empty here{both}", "such as 0 or ANONYMOUS")


class _Form:
    """The widgets of one field; each writes its part of the rule back when it changes."""

    def __init__(self, draft: Draft, field: Field, rule: Rule) -> None:
        self.draft, self.field, self.rule = draft, field, rule
        self.header = list(dict.fromkeys((*draft.header, *rule.used)))

    def key(self, part: str) -> str:
        return f"rule.{self.draft.number}.{self.draft.version}.{self.field.name}.{part}"

    def change(self, part: str, read: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
        """The key and callback of the widget for one part of the rule; `read` makes the part from its value."""

        def put(value: Any) -> None:
            found = read(value)
            if part == "false" and not found:
                found = None
            before = self.draft.mapping.fields.get(self.field.name) or Rule()
            if found != getattr(before, part):
                self.draft.put(self.field.name, replace(before, **{part: found}))

        return edits(self.draft, self.key(part), put)

    def columns(self, part: str, label: str) -> None:
        st.multiselect(
            label,
            self.header,
            default=list(getattr(self.rule, part)),
            placeholder="Choose in order",
            **self.change(part, tuple),
        )

    def join(self) -> None:
        options = list(dict.fromkeys((*JOINS, self.rule.join)))
        st.selectbox(
            "Joined by",
            options,
            index=options.index(self.rule.join),
            accept_new_options=True,
            width=200,
            format_func=lambda text: JOINS.get(text, text),
            **self.change("join"),
        )

    def value(self) -> None:
        st.text_input("Value", self.rule.value or "", width=260, **self.change("value"))

    def format(self) -> None:
        seen = [fmt for name in self.rule.used if (c := self.draft.column(name)) for fmt in c.formats]
        chosen = [self.rule.format] if self.rule.format else []
        options = list(dict.fromkeys((*chosen, *seen, *FORMATS)))
        st.selectbox(
            "Times are written",
            [FOUND, *options],
            index=1 if self.rule.format else 0,
            accept_new_options=True,
            width=320,
            format_func=_format_text,
            help="%d day, %m month, %b month's name, %Y or %y year, %H:%M:%S clock, %p am/pm",
            **self.change("format", lambda value: None if value == FOUND else value),
        )

    def unit(self) -> None:
        options = list(UNITS)
        st.selectbox(
            "Written in",
            options,
            index=options.index(self.rule.unit or FOUND),
            format_func=UNITS.__getitem__,
            width=280,
            **self.change("unit", lambda value: None if value == FOUND else value),
        )

    def points(self) -> None:
        st.number_input(
            "Points possible for each",
            value=self.rule.points_possible,
            min_value=0.0,
            step=1.0,
            width=220,
            placeholder="the question's own",
            **self.change("points_possible"),
        )

    def values(self, part: str, label: str, placeholder: str) -> None:
        there = getattr(self.rule, part) or ()
        offered = [v for name in self.rule.used[:3] for v in self.draft.values(name)]
        st.multiselect(
            label,
            list(dict.fromkeys((*there, *offered))),
            default=list(there),
            accept_new_options=True,
            placeholder=placeholder,
            **self.change(part, tuple),
        )

    def truth(self) -> None:
        """Which values mean yes."""
        rule = self.rule
        how = ABOVE if rule.true_above is not None else THESE if rule.true is not None else WORDS
        st.segmented_control(
            "Yes is",
            (WORDS, THESE, ABOVE),
            default=how,
            required=True,
            format_func={WORDS: "As words: yes, true, 1 …", THESE: "These values", ABOVE: "Numbers above"}.__getitem__,
            **edits(self.draft, self.key("truth"), self.change_truth, unless=how),
        )
        if how == THESE:
            self.values("true", "Values that mean yes", "LOST, for instance")
            self.values("false", "Values that mean no", "Every other value, unless some are chosen here")
        if how == ABOVE:
            st.number_input("Yes above", value=float(rule.true_above or 0), width=200, **self.change("true_above"))

    def change_truth(self, how: str) -> None:
        rule = replace(self.draft.mapping.fields[self.field.name], true=None, false=None, true_above=None)
        chosen = replace(rule, true=() if how == THESE else None, true_above=0.0 if how == ABOVE else None)
        self.draft.put(self.field.name, chosen)


def _format_text(fmt: str) -> str:
    if fmt == FOUND:
        return "Found from all values"
    try:
        return f"{fmt}   ({EXAMPLE.strftime(fmt)})"
    except ValueError:
        return fmt
