"""Templates for every kind of file, and the mappings that are kept."""

from functools import cache
from pathlib import Path

import streamlit as st

from qm.intake import KINDS, forget_mapping, remembered_mappings
from qm.intake.remembered import RememberedMapping
from qm.store import Session, Store
from qm.ui.markup import literal
from qm.wording import moment_text

DATA = Path(__file__).resolve().parents[3] / "data"
WIDE = "evaluations_wide"


@cache
def examples() -> dict[str, str]:
    """The mapping files that come with qm: name and text."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((DATA / "mappings").glob("*.toml"))}


def templates() -> dict[str, Path]:
    """A template for every kind of file, and one for evaluations with a column for each question."""
    names = [name for kind in KINDS for name in ((kind, WIDE) if kind == "evaluations" else (kind,))]
    return {name: DATA / "templates" / f"{name}.csv" for name in names}


def shelf(session: Session) -> None:
    """Templates and mappings, to save and to delete."""
    st.markdown("#### Templates")
    st.caption("The columns qm knows, with a few rows as examples. Files in this form need no mapping.")
    with st.grid("auto", min_column_width=300, gap="small"):
        for name, path in templates().items():
            with st.container(border=True):
                _template(name, path)
    st.markdown("#### Remembered mappings")
    kept = remembered_mappings(session.store)
    if not kept:
        st.caption("None yet: a mapping is remembered under its name when a file is imported with it.")
    for mapping in kept:
        _mapping(session.store, mapping)
    st.markdown("#### Examples")
    for name, text in examples().items():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            first = text.partition("\n")[0].removeprefix("#").strip()
            st.markdown(f"**{literal(name)}** :gray[{literal(first)}]", width="stretch")
            _save(f"{name}.toml", text, f"example.{name}")


def _template(name: str, path: Path) -> None:
    kind = KINDS["evaluations" if name == WIDE else name]
    row = "an evaluation, with a column for each question" if name == WIDE else kind.row
    if name == "evaluations":
        row = "an answer of an evaluation"
    st.markdown(f"**{name.replace('_', ', ').capitalize()}**")
    st.caption(f"One row per {row.removeprefix('an ').removeprefix('a ')}. Needed: {', '.join(kind.required)}.")
    st.download_button(
        path.name,
        path.read_bytes,
        path.name,
        "text/csv",
        icon=":material/download:",
        key=f"template.{name}",
        on_click="ignore",
        type="tertiary",
    )


def _mapping(store: Store, mapping: RememberedMapping) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        by = f" by {literal(mapping.saved_by)}" if mapping.saved_by else ""
        saved = f"saved {moment_text(mapping.saved_at)}{by}"
        st.markdown(f"**{literal(mapping.name)}** :gray[{mapping.kind}, {saved}]", width="stretch")
        with st.container(horizontal=True, width="content"):
            _save(f"{mapping.name}.toml", mapping.text, f"mapping.{mapping.name}")
            with st.popover("Delete", icon=":material/delete:", type="tertiary", key=f"delete.{mapping.name}"):
                st.markdown(f"Forget the mapping **{literal(mapping.name)}**? Nothing that was imported changes.")
                key = f"forget.{mapping.name}"
                st.button("Forget it", type="primary", key=key, on_click=forget_mapping, args=(store, mapping.name))


def _save(file: str, text: str, key: str) -> None:
    st.download_button(
        "Save", text, file, "application/toml", icon=":material/download:", type="tertiary", on_click="ignore", key=key
    )
