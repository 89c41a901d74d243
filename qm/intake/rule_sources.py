"""Where a field's values come from: a column, several joined or added up, two times, the same in every row …"""

from dataclasses import replace

from qm.intake.mapping import ANSWERS, Mapping, Rule
from qm.store import Field
from qm.store.tables import BOOLEAN, INTEGER, NUMBER

COLUMN, JOIN, BETWEEN, SUM, MINUS, VALUE, ROW, COLUMNS = (
    "column",
    "join",
    "between",
    "sum",
    "minus",
    "value",
    "row",
    "columns",
)
SOURCES = {
    JOIN: "several columns joined",
    BETWEEN: "from one time to another",
    SUM: "several columns added up",
    MINUS: "one column less others",
    VALUE: "the same in every row",
    ROW: "a number made from the row",
    COLUMNS: "one column for each question",
}


def sources_for(mapping: Mapping, field: Field) -> list[str]:
    """The kinds of source that make sense for a field."""
    if field.name == ANSWERS:
        return [COLUMNS]
    sources = [JOIN] if field.type not in (NUMBER, INTEGER, BOOLEAN) else []
    if field.name.endswith("_seconds"):
        sources.append(BETWEEN)
    if field.type in (NUMBER, INTEGER):
        sources += [SUM, MINUS]
    sources.append(VALUE)
    if field.is_identifier and mapping.of_kind.required[0] == field.name:
        sources.append(ROW)
    return sources


def source_of(field: Field, rule: Rule | None) -> str:
    """The kind of source a rule has; `none` without one."""
    if rule is None:
        return "none"
    if field.name == ANSWERS:
        return COLUMNS
    if rule.start or rule.end:
        return BETWEEN
    if rule.sum or rule.minus:
        return SUM if rule.sum else MINUS
    if rule.value is not None:
        return VALUE
    if rule.row:
        return ROW
    return JOIN if len(rule.columns) > 1 else COLUMN


def with_source(source: str, rule: Rule) -> Rule:
    """The rule without its sources, keeping what also makes sense with another kind of source."""
    used = rule.used
    kept = replace(rule, columns=(), start=(), end=(), sum=(), minus=(), value=None, row=source == ROW)
    if source in (JOIN, COLUMN):
        return replace(kept, columns=used[:1])
    if source in (SUM, MINUS):
        return replace(kept, sum=used if source == SUM else (), minus=used if source == MINUS else (), format=None)
    if source == BETWEEN:
        return replace(kept, start=used[:1], unit=None)
    return replace(kept, format=None, unit=None, missing=()) if source in (VALUE, ROW) else kept
