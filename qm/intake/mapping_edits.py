"""A mapping changed step by step: fitted to a file, a rule exchanged, dates settled, checked for what is missing.

Mappings are frozen: each gives another one.
"""

from dataclasses import replace

from qm.errors import QMError
from qm.intake.mapping import ANSWERS, Columns, Mapping, Rule


def fitted_to(mapping: Mapping, header: list[str], file: str) -> Mapping:
    """The mapping with its columns named as this file's header does; those that are not there stay as they are."""
    columns = Columns(header, file)

    def in_file(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_in_file(columns, name) for name in names)

    rules = {
        name: replace(
            rule,
            columns=in_file(rule.columns),
            start=in_file(rule.start),
            end=in_file(rule.end),
            sum=in_file(rule.sum),
            minus=in_file(rule.minus),
        )
        for name, rule in mapping.fields.items()
    }
    exclude = tuple({_in_file(columns, c): v for c, v in table.items()} for table in mapping.exclude)
    latest_by = tuple(replace(order, column=_in_file(columns, order.column)) for order in mapping.latest_by)
    return replace(mapping, fields=rules, exclude=exclude, latest_by=latest_by)


def _in_file(columns: Columns, name: str) -> str:
    try:
        return columns.header[columns.index(name, "")]
    except QMError:
        return name


def with_rule(mapping: Mapping, name: str, rule: Rule | None) -> Mapping:
    """Another rule for one field, fields in the order of their kind; None takes the field out."""
    fields = {**mapping.fields, name: rule}
    order = {n: i for i, n in enumerate((*mapping.of_kind.fields, ANSWERS))}
    kept = {n: r for n, r in sorted(fields.items(), key=lambda item: order[item[0]]) if r is not None}
    return replace(mapping, fields=kept, first=tuple(n for n in mapping.first if n in kept))


def with_date_format(mapping: Mapping, column: str, fmt: str) -> Mapping:
    """Dates of a column read in one format, wherever the mapping uses it and says no other."""
    fields = dict(mapping.fields)
    for name, rule in fields.items():
        if rule.format is None and column in (" ".join(rule.columns), " ".join(rule.start), " ".join(rule.end)):
            fields[name] = replace(rule, format=fmt)
    latest_by = tuple(
        replace(order, format=fmt) if order.column == column and order.format is None else order
        for order in mapping.latest_by
    )
    return replace(mapping, fields=fields, latest_by=latest_by)


def read_like(mapping: Mapping, other: Mapping | None) -> Mapping:
    """The mapping with the options of reading (delimiter, encoding, decimal, sheet, layout, missing) of another."""
    parts = ("delimiter", "encoding", "decimal", "sheet", "layout", "missing")
    return replace(mapping, **{part: getattr(other, part) for part in parts}) if other else mapping


def check_complete(mapping: Mapping) -> None:
    """QMError for what was begun and not finished: a field without a column, or without a value that means yes."""
    for name, rule in mapping.fields.items():
        if rule.true == ():
            raise QMError(f"{name} has no value that means yes yet; choose at least one in its details.")
        if rule == replace(Rule(), join=rule.join) or bool(rule.start) != bool(rule.end):
            raise QMError(f"{name} has no column yet; choose what fills it, or take it out.")
