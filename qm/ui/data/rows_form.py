"""Which rows of the file count: those left out, and the last event of each contact."""

import streamlit as st

from qm.intake.mapping import Order
from qm.store import Field
from qm.ui.data.draft import Draft
from qm.ui.data.editing import edits
from qm.ui.markup import literal
from qm.wording import counted


def rows_form(draft: Draft, fields: dict[str, Field]) -> None:
    """Conditions for leaving rows out, and how an event log is brought down to one row each."""
    mapping = draft.mapping
    hint = _several_rows(draft)
    in_use = bool(hint or draft.conditions or mapping.latest_by or mapping.first)
    key = f"rows.form.{draft.number}"
    with st.expander("Which rows count", icon=":material/filter_alt:", expanded=in_use, key=key):
        _exclusions(draft)
        if hint:
            st.caption(f":orange[:material/help:] {hint}")
        if mapping.kind == "contacts" or mapping.latest_by:
            _events(draft, fields)


def _exclusions(draft: Draft) -> None:
    st.markdown("**Leave out rows where**" if draft.conditions else "Every row counts.")
    for i, table in enumerate(draft.conditions):
        if i:
            st.markdown(":gray[or where]")
        for j, (column, values) in enumerate(table):
            _condition(draft, i, j, column, values)
        with st.container(horizontal=True):
            _adder(draft, "and …", i)
            if i == len(draft.conditions) - 1:
                _adder(draft, "or …", None)
    if not draft.conditions:
        _adder(draft, "Leave out rows where …", None)


def _adder(draft: Draft, label: str, i: int | None) -> None:
    key = _key(draft, f"add.{i}.{sum(len(table) for table in draft.conditions)}")
    st.button(label, icon=":material/add:", type="tertiary", key=key, on_click=_append, args=(draft, i))


def _condition(draft: Draft, i: int, j: int, column: str, values: tuple[str, ...]) -> None:
    which, what, away = st.columns([1, 2.4, 0.25], vertical_alignment="bottom", gap="small")
    header = list(dict.fromkeys((*draft.header, *([column] if column else []))))
    key = _key(draft, f"where.{i}.{j}")
    which.selectbox(
        "Column",
        header,
        index=header.index(column) if column else None,
        placeholder="Column",
        label_visibility="collapsed",
        **edits(draft, key, lambda chosen: _set(draft, i, j, chosen or "", ()), unless=column or None),
    )
    key = _key(draft, f"is.{i}.{j}.{column}")
    offered = list(dict.fromkeys((*values, *draft.values(column)))) if column else list(values)
    what.multiselect(
        "is one of",
        offered,
        default=list(values),
        accept_new_options=True,
        placeholder="is one of …",
        label_visibility="collapsed",
        **edits(draft, key, lambda chosen: _set(draft, i, j, column, tuple(chosen)), unless=list(values)),
    )
    away.button(
        "",
        icon=":material/close:",
        type="tertiary",
        key=_key(draft, f"away.{i}.{j}"),
        help="Remove this condition",
        on_click=_remove,
        args=(draft, i, j),
    )


def _events(draft: Draft, fields: dict[str, Field]) -> None:
    mapping = draft.mapping
    orders = {order.column: order for order in mapping.latest_by}
    key = _key(draft, "latest")
    st.multiselect(
        "Event log: keep only the last row of each contact, by",
        list(dict.fromkeys((*orders, *draft.header))),
        default=list(orders),
        placeholder="Choose the column that tells which event is later, then the next",
        **edits(draft, key, lambda chosen: _set_latest(draft, chosen), unless=list(orders)),
        help="Rows that a later one replaces are counted as left out.",
    )
    if not orders:
        return
    key = _key(draft, "first")
    st.multiselect(
        "From the first row instead, keep",
        list(mapping.fields),
        default=list(mapping.first),
        placeholder="Fields whose earliest value counts, such as arrived_at",
        **edits(draft, key, lambda chosen: draft.alter(first=tuple(chosen)), unless=list(mapping.first)),
    )


def _several_rows(draft: Draft) -> str | None:
    """A hint when the id stands on several rows: the file may be an event log."""
    main = draft.mapping.of_kind.required[0]
    rule = draft.mapping.fields.get(main)
    if draft.mapping.kind != "contacts" or draft.mapping.latest_by or rule is None or len(rule.columns) != 1:
        return None
    column = draft.column(rule.columns[0])
    if column is None or not column.exact or not 0 < column.different < 0.8 * column.values:
        return None
    return (
        f"{counted(column.values, 'row')} hold only {counted(column.different, 'different value')} of "
        f"{literal(column.name)}: if this is an event log, say below which event is the last."
    )


def _key(draft: Draft, part: str) -> str:
    return f"rows.{draft.number}.{draft.version}.{part}"


def _append(draft: Draft, i: int | None) -> None:
    if i is None:
        draft.conditions.append([("", ())])
    else:
        draft.conditions[i].append(("", ()))


def _set(draft: Draft, i: int, j: int, column: str, values: tuple[str, ...]) -> None:
    draft.conditions[i][j] = (column, values)
    _settle(draft)


def _remove(draft: Draft, i: int, j: int) -> None:
    del draft.conditions[i][j]
    if not draft.conditions[i]:
        del draft.conditions[i]
    draft.version += 1
    _settle(draft)


def _settle(draft: Draft) -> None:
    """Only complete conditions count."""
    whole = ({c: values for c, values in table if c and values} for table in draft.conditions)
    draft.alter(exclude=tuple(table for table in whole if table))


def _set_latest(draft: Draft, chosen: list[str]) -> None:
    known = {order.column: order for order in draft.mapping.latest_by}
    draft.alter(latest_by=tuple(known.get(c, Order(c)) for c in chosen), first=draft.mapping.first if chosen else ())
