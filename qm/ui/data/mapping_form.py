"""Which column fills which field: a row for each field, and the whole as text."""

from dataclasses import replace

import streamlit as st

from qm.errors import QMError
from qm.intake import KINDS, Mapping, Rule, parse_mapping, remembered_mappings, to_toml
from qm.intake.mapping import ANSWERS
from qm.intake.rule_sources import SOURCES, source_of, sources_for, with_source
from qm.store import Field
from qm.ui.data.draft import OWN, PROPOSED, Draft
from qm.ui.data.editing import edits
from qm.ui.data.rows_form import rows_form
from qm.ui.data.rule_form import details
from qm.ui.data.rule_text import rule_parts
from qm.ui.data.shelf import examples
from qm.ui.data.uploads import guarded
from qm.ui.markup import literal
from qm.wording import shortened

FORM, TEXT = "Form", "Text"
NONE = "none"
WIDE = Field(ANSWERS, "double", "one column for each question: its points, yes or no, or n/a")


def mapping_form(draft: Draft, person: str) -> None:
    """What the file is, where its mapping starts from, and each field's source; `person` is who keeps it."""
    if draft.hint:
        st.info(literal(draft.hint), icon=":material/help:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _kind(draft)
        _origin(draft)
        key = f"how.{draft.number}"
        how = st.segmented_control("Edit as", (FORM, TEXT), default=FORM, key=key, required=True)
    if how == TEXT:
        _text(draft)
    else:
        _fields(draft)
    _name(draft, person)


def _fields(draft: Draft) -> None:
    """A row for each field that is filled or required, the others to add, and the rows that count."""
    fields = fields_of(draft)
    shown = [name for name in fields if name in draft.mapping.fields or name in draft.modes or fields[name].required]
    for name in sorted(shown, key=lambda n: not fields[n].required):
        _row(draft, fields[name])
    _more(draft, {name: field for name, field in fields.items() if name not in shown})
    rows_form(draft, fields)


def _name(draft: Draft, person: str) -> None:
    """The name under which the mapping is kept."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"save_as.{draft.number}.{draft.version}"
        st.text_input(
            "Remember this mapping as",
            draft.save_as,
            width=320,
            placeholder="empty: not remembered",
            **edits(draft, key, lambda name: setattr(draft, "save_as", name), unless=draft.save_as),
            help="The next file with this header finds it. It is kept when the file is imported, or now; "
            "one of the same name is replaced.",
        )
        if st.button(
            "Remember now",
            icon=":material/bookmark:",
            type="tertiary",
            key=f"remember.{draft.number}",
            disabled=not draft.save_as.strip(),
        ):
            guarded(draft, lambda: draft.remember(person))
            if not draft.trouble:
                st.toast(f"The mapping {literal(draft.save_as)} is remembered.", icon=":material/bookmark:")


def fields_of(draft: Draft) -> dict[str, Field]:
    """The fields a file of this kind may fill; a wide evaluation has a column for each question instead of answers."""
    kind = draft.mapping.of_kind
    fields = dict(kind.fields)
    if kind.name == "evaluations":
        answers = [name for name in kind.fields_of("answers") if name not in kind.fields_of("evaluations")]
        if ANSWERS in draft.mapping.fields:
            fields = {name: field for name, field in fields.items() if name not in answers}
        if "question_id" not in draft.mapping.fields:
            fields[ANSWERS] = WIDE
    return fields


def _kind(draft: Draft) -> None:
    key = f"kind.{draft.number}.{draft.version}"
    kinds = list(KINDS)
    st.selectbox(
        "This file holds",
        kinds,
        index=kinds.index(draft.mapping.kind),
        width=320,
        format_func=lambda name: f"{name.capitalize()}: a row is {_a(KINDS[name].row)}",
        **edits(draft, key, lambda kind: draft.start_from(kind, reading=draft.mapping), unless=draft.mapping.kind),
    )


def _a(words: str) -> str:
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _origin(draft: Draft) -> None:
    there = {PROPOSED: "Proposed from names and values"}
    there |= {f"remembered {m.name}": f"Remembered: {m.name}" for m in remembered_mappings(draft.store)}
    there |= {f"example {name}": f"Example: {name}" for name in examples()}
    if draft.origin not in there:
        there[draft.origin] = "As given here" if draft.origin == OWN else f"From {draft.origin}"
    key = f"origin.{draft.number}.{draft.version}"
    st.selectbox(
        "Mapping",
        list(there),
        index=list(there).index(draft.origin),
        width=320,
        format_func=there.__getitem__,
        **edits(draft, key, lambda chosen: _start_from(draft, chosen), unless=draft.origin),
        help="Remembered mappings are found again by the file's header. A mapping file (.toml) can be dropped above.",
    )


def _start_from(draft: Draft, chosen: str) -> None:
    """Begin anew with a proposed, a remembered or an example mapping."""
    where, _, name = chosen.partition(" ")
    if where == "remembered":
        kept = next(m for m in remembered_mappings(draft.store) if m.name == name)
        draft.use(parse_mapping(kept.text, f"the mapping {name}"), chosen)
        draft.save_as = name
    elif where == "example":
        draft.use(parse_mapping(examples()[name], name), chosen)
    elif chosen == PROPOSED:
        draft.propose()


def _row(draft: Draft, field: Field) -> None:
    """One field: its name, its source, what that looks like, and the way to its details."""
    rule = draft.mapping.fields.get(field.name)
    row = st.container(key=f"field.{field.name}")
    name, source, sample, tune = row.columns([1.25, 1.6, 2.05, 0.6], vertical_alignment="center", gap="small")
    mark = " :red[*]" if field.required else ""
    name.markdown(f"**{field.name}**{mark}", help=field.meaning + (" (required)" if field.required else ""))
    with source:
        _source(draft, field, rule)
    sample.caption(_looks(draft, field, rule))
    is_open = draft.opened == field.name
    if rule is not None or field.name in draft.modes:
        tune.button(
            "Close" if is_open else "Details",
            icon=":material/expand_less:" if is_open else ":material/tune:",
            type="tertiary",
            key=f"tune.{draft.number}.{draft.version}.{field.name}",
            on_click=_open,
            args=(draft, field.name),
        )
    if is_open:
        with row.container(border=True, key=f"details.{field.name}"):
            details(draft, field, rule or Rule())


def _open(draft: Draft, name: str) -> None:
    draft.opened = None if draft.opened == name else name


def _source(draft: Draft, field: Field, rule: Rule | None) -> None:
    """The column that fills the field, or another kind of source."""
    mode = draft.modes.get(field.name) or source_of(field, rule)
    columns = list(draft.header)
    chosen = f"column {rule.columns[0]}" if mode == "column" and rule and rule.columns else mode
    if rule and mode == "column" and rule.columns and rule.columns[0] not in columns:
        columns.insert(0, rule.columns[0])
    options = [NONE, *sources_for(draft.mapping, field), *(f"column {c}" for c in columns)]
    key = f"source.{draft.number}.{draft.version}.{field.name}.{mode}"
    st.selectbox(
        f"Source of {field.name}",
        options,
        index=options.index(chosen) if chosen in options else 0,
        label_visibility="collapsed",
        format_func=lambda option: _source_text(draft, option),
        **edits(draft, key, lambda option: _change_source(draft, field, option), unless=chosen),
    )


def _source_text(draft: Draft, option: str) -> str:
    if option == NONE:
        return "–"
    if option in SOURCES:
        return f"… {SOURCES[option]}"
    name = option.removeprefix("column ")
    return name if name in draft.header else f"{name} (not in this file)"


def _change_source(draft: Draft, field: Field, chosen: str) -> None:
    before = draft.mapping.fields.get(field.name) or Rule()
    draft.modes.pop(field.name, None)
    if chosen == NONE:
        draft.put(field.name, None)
        draft.opened = None if draft.opened == field.name else draft.opened
    elif chosen in SOURCES:
        draft.modes[field.name] = chosen
        draft.opened = field.name
        draft.put(field.name, with_source(chosen, before))
    else:
        name = chosen.removeprefix("column ")
        rule = replace(with_source("column", before), columns=(name,))
        column = draft.column(name)
        if field.type == "boolean" and column and column.type != "yes or no" and rule.true_above is None:
            rule = replace(rule, true=())  # its values have to be chosen
            draft.opened = field.name
        draft.put(field.name, rule)


def _looks(draft: Draft, field: Field, rule: Rule | None) -> str:
    """Examples of what stands in the source, what the rule says, and what looks wrong."""
    if rule is None:
        return ":orange[:material/priority_high: required]" if field.required else ""
    missing = [name for name in rule.used if name not in draft.header]
    if missing:
        return f":red[:material/error: {literal(', '.join(missing))} is not in this file]"
    parts = []
    if len(rule.used) == 1 and (column := draft.column(rule.used[0])):
        parts.append(literal(" · ".join(shortened(s, 26) for s in column.samples[:3])))
        if warning := _unlike(field, rule, column.type):
            parts.append(f":orange[{warning}]")
    parts += rule_parts(rule, source_of(field, rule))
    return " — ".join(part for part in parts if part)


def _unlike(field: Field, rule: Rule, type_: str) -> str | None:
    """A word of warning where the column does not look like the field."""
    if type_ == "empty":
        return "empty in this file"
    if field.type in ("timestamp", "date") and type_ not in ("date", "date and time") and not rule.format:
        return f"looks like {type_}, not like dates"
    if field.type in ("double", "integer") and type_ in ("text", "date", "date and time") and field.name != ANSWERS:
        return f"looks like {type_}, not like numbers"
    if field.type == "boolean" and type_ != "yes or no" and rule.true is None and rule.true_above is None:
        return "say in the details which values mean yes"
    return None


def _more(draft: Draft, fields: dict[str, Field]) -> None:
    """Fields that nothing fills yet."""
    if not fields:
        return
    key = f"more.{draft.number}.{draft.version}.{len(fields)}"
    st.pills(
        "Not filled; click to add",
        list(fields),
        selection_mode="single",
        wrap=True,
        help="  \n".join(f"**{n}**: {f.meaning}" for n, f in fields.items()),
        **edits(draft, key, lambda name: _add(draft, name)),
    )


def _add(draft: Draft, name: str) -> None:
    if name not in draft.mapping.fields and name not in draft.modes:
        draft.modes[name] = "columns" if name == ANSWERS else "column"
        draft.opened = name if name == ANSWERS else draft.opened


def _text(draft: Draft) -> None:
    """The whole mapping as the text that files and the command line take."""
    with st.form(f"text.{draft.number}.{draft.version}", border=False):
        text = st.text_area(
            "The mapping as text (TOML)",
            to_toml(draft.mapping),
            height=420,
            help="The same as a mapping file; share it, keep it, use it with --mapping on the command line.",
        )
        taken = st.form_submit_button("Use this text", icon=":material/check:")
    st.download_button(
        "Save as file",
        to_toml(draft.mapping),
        f"{draft.save_as or 'mapping'}.toml",
        "application/toml",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"toml.{draft.number}",
    )
    if taken:
        try:
            mapping: Mapping = parse_mapping(text, "the text")
        except QMError as error:
            st.error(literal(error), icon=":material/error:")
            return
        guarded(draft, lambda: draft.use(mapping))
        st.rerun()
