"""What was understood of a file, and how to read it differently."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pandas as pd
import streamlit as st

from qm.intake import Rule
from qm.intake.mapping import ANSWERS
from qm.intake.sheets import sheets
from qm.ui.data.draft import Draft
from qm.ui.data.editing import edits
from qm.ui.data.uploads import guarded
from qm.ui.markup import literal
from qm.wording import counted, shortened

DELIMITERS = {",": "Comma  ,", ";": "Semicolon  ;", "\t": "Tab", "|": "Bar  |", " ": "Blank"}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252 (Western)",
    "latin-1": "Latin-1 (Western)",
    "iso8859-15": "Latin-9 (Western with €)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "shift_jis": "Shift JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850 (Western)",
}
DECIMALS = {".": "Point  1234.5", ",": "Comma  1234,5"}
FOUND = "found"


def reading_summary(draft: Draft) -> None:
    """Facts, notes, every column, the first rows, and the options of reading."""
    reading = draft.reading
    assert reading is not None
    st.markdown(_facts(draft))
    for note in reading.notes[:8]:
        st.caption(f":material/info: {literal(note)}")
    if len(reading.notes) > 8:
        st.caption(f":material/info: and {len(reading.notes) - 8:,} more of this kind.")
    _offer_missing(draft)
    st.dataframe(
        _columns_table(draft),
        hide_index=True,
        height=_height(len(draft.columns)),
        key=f"cols.{draft.number}",
        column_config={
            "Fills": st.column_config.TextColumn(width=140, help="The fields this column fills"),
            "Empty": st.column_config.NumberColumn(format="%d%%", width="small", help="Share of rows without a value"),
            "Different": st.column_config.NumberColumn(format="localized", width="small", help="Different values"),
            "Examples": st.column_config.TextColumn("Examples", width="large"),
        },
        alt=f"The columns of {draft.name}: type, share empty, different values, examples and the field each one fills",
    )
    rows = st.expander("The first rows as they were read", icon=":material/table_rows:", key=f"rows.{draft.number}")
    with rows:
        st.dataframe(
            pd.DataFrame(draft.rows),
            hide_index=True,
            height=_height(len(draft.rows)),
            alt=f"The first rows of {draft.name}",
        )
    options = st.expander("Read it differently", icon=":material/tune:", key=f"read.{draft.number}")
    with options:
        _options_form(draft)


def _height(rows: int) -> int | Literal["auto"]:
    return "auto" if rows <= 9 else 380


def _facts(draft: Draft) -> str:
    reading = draft.reading
    assert reading is not None
    parts = [f"**{counted(reading.rows, 'row')}**, {counted(len(reading.header), 'column')}"]
    if reading.sheet:
        parts.append(f"sheet {literal(reading.sheet)}")
    if reading.delimiter:
        parts.append(f"cut at {DELIMITERS.get(reading.delimiter, repr(reading.delimiter)).split('  ')[0].lower()}")
    if reading.encoding:
        parts.append(f"written in {literal(_encoding_text(reading.encoding).partition(' (')[0])}")
    return " · ".join(parts)


def _columns_table(draft: Draft) -> pd.DataFrame:
    used: dict[str, list[str]] = {}
    for name, rule in draft.mapping.fields.items():
        for column in rule.used:
            used.setdefault(column, []).append(name)
    return pd.DataFrame(
        {
            "Column": [c.name for c in draft.columns],
            "Type": [c.type if c.fitting > 0.9995 else f"{c.type} ({c.fitting:.0%})" for c in draft.columns],
            "Fills": [", ".join(used.get(c.name, [])) for c in draft.columns],
            "Empty": [_percent(c.missing) for c in draft.columns],
            "Different": [c.different for c in draft.columns],
            "Examples": [" · ".join(shortened(s, 40) for s in c.samples) for c in draft.columns],
        }
    )


def _percent(share: float) -> int:
    """Whole per cent, but 0 and 100 only where nothing and everything is meant."""
    return int(share * 100) if share in (0, 1) else min(99, max(1, round(share * 100)))


def _offer_missing(draft: Draft) -> None:
    """Values such as ? that often stand for nothing, one click away from counting as empty."""
    found: dict[str, int] = {}
    answers = draft.mapping.fields.get(ANSWERS, Rule()).columns  # n/a means something there
    for column in draft.columns:
        for value in column.placeholders if column.name not in answers else ():
            found[value] = found.get(value, 0) + 1
    if not found:
        return
    words = " and ".join(f"**{literal(v)}** in {counted(n, 'column')}" for v, n in list(found.items())[:4])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f":material/help: {words}: does that stand for nothing known?", width="content")
        st.button(
            "Count as empty",
            type="tertiary",
            icon=":material/backspace:",
            key=f"missing.{draft.number}",
            on_click=_read_as,
            args=(draft, {"missing": (*draft.mapping.missing, *found)}),
        )


def _options_form(draft: Draft) -> None:
    reading, mapping = draft.reading, draft.mapping
    assert reading is not None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if reading.delimiter is not None:
            _choice(draft, "delimiter", "Delimiter", list(DELIMITERS), _delimiter_text, reading.delimiter)
            _choice(draft, "encoding", "Encoding", list(ENCODINGS), _encoding_text, reading.encoding)
        if reading.sheet is not None:
            there = {s.name: f"{s.name} (hidden)" if s.hidden else s.name for s in sheets(draft.path)}
            _choice(draft, "sheet", "Sheet", list(there), lambda s: there.get(s, s), reading.sheet)
        _choice(draft, "decimal", "Decimal sign", list(DECIMALS), lambda d: DECIMALS.get(d, d), None)
    _layout_form(draft)
    key = f"read.missing.{draft.number}.{draft.version}"
    offered = list(dict.fromkeys((*mapping.missing, *(v for c in draft.columns for v in c.placeholders))))
    st.multiselect(
        "Values that mean empty, in every column",
        offered,
        default=list(mapping.missing),
        accept_new_options=True,
        placeholder="such as ? or n/a",
        **edits(draft, key, lambda values: draft.read_as(missing=tuple(values)), unless=list(mapping.missing)),
    )


def _layout_form(draft: Draft) -> None:
    """Which line holds the names, over how many lines, and how many lines at the end are none of the table."""
    layout = draft.mapping.layout
    labels = {
        "header_line": ("Line with the names", 1, "The line of the file, or row of the sheet, with the columns' names"),
        "header_rows": ("Lines of names", 0, "2 where sections stand over the names; 0 where the file has no names"),
        "skip_last": ("Lines to leave out at the end", 0, "Totals and notes below the table"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for part, (label, least, about) in labels.items():

            def reread(value: int | None, part: str = part) -> None:
                draft.read_as(layout=replace(layout, **{part: value}))

            st.number_input(
                label,
                min_value=least,
                value=getattr(layout, part),
                step=1,
                width=220,
                placeholder="Found",
                help=about,
                **edits(draft, f"read.{part}.{draft.number}.{draft.version}", reread, unless=getattr(layout, part)),
            )


def _choice(
    draft: Draft, part: str, label: str, options: list[str], shown: Callable[[str], str], there: str | None
) -> None:
    """One option of reading: found from the file unless chosen. A sheet or an encoding can be typed."""
    chosen = getattr(draft.mapping, part)
    if chosen is not None and chosen not in options:
        options = [chosen, *options]
    is_known = there is not None and chosen is None
    found = f"Found: {shown(str(there)).split('  ')[0]}" if is_known else "Found from the file"
    key = f"read.{part}.{draft.number}.{draft.version}"

    def reread(value: str) -> None:
        draft.read_as(**{part: None if value == FOUND else value})

    st.selectbox(
        label,
        [FOUND, *options],
        index=0 if chosen is None else 1 + options.index(chosen),
        width=220,
        format_func=lambda value: found if value == FOUND else shown(value),
        accept_new_options=part in ("encoding", "delimiter"),
        **edits(draft, key, reread, unless=FOUND if chosen is None else chosen),
    )


def _delimiter_text(delimiter: str) -> str:
    return DELIMITERS.get(delimiter, delimiter)


def _encoding_text(encoding: str) -> str:
    return ENCODINGS.get(encoding, encoding)


def _read_as(draft: Draft, parts: dict[str, object]) -> None:
    guarded(draft, lambda: draft.read_as(**parts))
