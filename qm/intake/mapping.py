"""Mapping files: how the columns of one kind of export become fields. TOML in, TOML out."""

import tomllib
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import tomli_w

from qm.errors import QMError
from qm.intake.kinds import KINDS, Kind, kind_called, plain
from qm.intake.layout import FOUND, Layout, ReadOptions
from qm.intake.numbers import UNITS
from qm.store.tables import BOOLEAN

ANSWERS = "answers"  # evaluations in wide form: one column per question
LAYOUT = ("header_line", "header_rows", "header", "skip_last")
GRADED = ("csat", "nps", "effort", "points")
"""Fields whose values may be written in words that stand for grades."""
ALIASES = {"agent_name": "name"}


@dataclass(frozen=True)
class Rule:
    """Where one field comes from. Exactly one source: columns, from/to, sum, minus, value or row."""

    columns: tuple[str, ...] = ()
    join: str = " "
    format: str | None = None
    missing: tuple[str, ...] = ()
    start: tuple[str, ...] = ()  # `from` in the file
    end: tuple[str, ...] = ()  # `to` in the file
    sum: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    unit: str | None = None
    true: tuple[str, ...] | None = None
    false: tuple[str, ...] | None = None
    true_above: float | None = None
    value: str | None = None
    row: bool = False
    not_applicable: tuple[str, ...] = ()
    points_possible: float | None = None
    grades: tuple[tuple[str, float], ...] = ()  # words and the grades they stand for

    @property
    def used(self) -> tuple[str, ...]:
        """All columns the rule reads."""
        return self.columns + self.start + self.end + self.sum + self.minus


@dataclass(frozen=True)
class Order:
    """One column that tells which event of a contact is the later one."""

    column: str
    format: str | None = None


@dataclass(frozen=True)
class Mapping:
    """A whole mapping: kind, how to read, which rows, and a rule for each field."""

    kind: str
    fields: dict[str, Rule] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    layout: Layout = FOUND
    missing: tuple[str, ...] = ()
    exclude: tuple[dict[str, tuple[str, ...]], ...] = ()
    latest_by: tuple[Order, ...] = ()
    first: tuple[str, ...] = ()
    name: str | None = None

    def __hash__(self) -> int:
        return hash(to_toml(self))

    @property
    def of_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def options(self) -> ReadOptions:
        """How the file is to be read."""
        return ReadOptions(self.delimiter, self.encoding, self.sheet, self.layout)

    def fits(self, header: list[str]) -> bool:
        """Whether a file with this header has every column that the mapping names."""
        columns = Columns(header, "")
        named = {name for rule in self.fields.values() for name in rule.used}
        named |= {name for table in self.exclude for name in table} | {order.column for order in self.latest_by}
        return all(columns.has(name) for name in named)


def load_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file; QMError says which part of it is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QMError(f"The mapping {path} cannot be read ({error}); check the file.") from error
    return replace(parse_mapping(text, path.name), name=path.stem)


def parse_mapping(text: str, name: str = "the mapping") -> Mapping:
    """The mapping in TOML text; QMError says which part of it is wrong."""
    try:
        return _Parser(name).mapping(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise QMError(f"{name} is not valid TOML: {error}.") from error


class _Parser:
    """Turns parsed TOML into a Mapping, naming the place of anything that does not belong."""

    def __init__(self, name: str) -> None:
        self.name = name

    def wrong(self, what: str) -> QMError:
        return QMError(f"In {self.name}, {what}.")

    def mapping(self, found: dict[str, Any]) -> Mapping:
        self.only(found, "the file", ("kind", "name", "read", "rows", "fields"))
        if "kind" not in found:
            raise self.wrong(f'the line kind = "…" is missing; it is one of {", ".join(KINDS)}')
        kind = kind_called(str(found["kind"]))
        read, rows, fields = (self.table(found, part) for part in ("read", "rows", "fields"))
        self.only(read, "[read]", ("delimiter", "encoding", "decimal", "sheet", "missing", *LAYOUT))
        self.only(rows, "[rows]", ("exclude", "latest_by", "first"))
        decimal = self.text_or_none(read, "decimal")
        if decimal not in (None, ".", ","):
            raise self.wrong(f'decimal is \'{decimal}\'; it is "." or ","')
        delimiter = self.text_or_none(read, "delimiter")
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
            raise self.wrong(f"delimiter is {delimiter!r}; it is one character, and no quote or line end")
        rules = {}
        for field_name, given in fields.items():
            known = ALIASES.get(field_name, field_name)
            if known not in kind.fields and not (known == ANSWERS and kind.name == "evaluations"):
                close = get_close_matches(known, list(kind.fields), 1)
                hint = f"; did you mean {close[0]}?" if close else f"; there are {', '.join(kind.fields)}"
                raise self.wrong(f"a file of {kind.name} has no field '{field_name}'{hint}")
            rules[known] = self.rule(known, given)
            self.fits_field(kind, known, rules[known])
        first = self.texts(rows.get("first", []), "first")
        for name in first:
            if name not in rules:
                raise self.wrong(f"first names '{name}', which is not among the fields")
        return Mapping(
            kind.name,
            rules,
            delimiter,
            self.text_or_none(read, "encoding"),
            decimal,
            self.text_or_none(read, "sheet"),
            self.layout(read),
            self.texts(read.get("missing", []), "missing"),
            self.exclude(rows.get("exclude", [])),
            self.latest_by(rows.get("latest_by", [])),
            first,
            self.text_or_none(found, "name"),
        )

    def layout(self, read: dict[str, Any]) -> Layout:
        """Where the table stands: header_line, header_rows, header = false, skip_last."""
        header = read.get("header")
        if header is not None and not isinstance(header, bool):
            raise self.wrong(f"header is {header!r}; it is true or false")
        least = {"header_line": 1, "header_rows": 1, "skip_last": 0}
        for key, low in least.items():
            number = read.get(key, low)
            if isinstance(number, bool) or not isinstance(number, int) or number < low:
                raise self.wrong(f"{key} is {number!r}; it is a whole number from {low} on")
        rows = read.get("header_rows")
        if header is False:
            if rows is not None or "header_line" in read:
                raise self.wrong("header = false says that no line holds names; leave out header_line and header_rows")
            rows = 0
        elif header and rows is None and "header_line" not in read:
            return Layout(1, 1, read.get("skip_last"))
        return Layout(read.get("header_line"), rows, read.get("skip_last"))

    def rule(self, name: str, given: Any) -> Rule:
        if isinstance(given, str):  # short for {column = "…"}
            given = {"column": given}
        if not isinstance(given, dict):
            raise self.wrong(f'{name} is {given!r}; write {name} = {{column = "…"}}')
        self.only(
            given,
            name,
            (
                "column",
                "columns",
                "join",
                "format",
                "missing",
                "from",
                "to",
                "sum",
                "minus",
                "unit",
                "true",
                "false",
                "true_above",
                "value",
                "row",
                "not_applicable",
                "points_possible",
                "grades",
            ),
        )
        columns = self.texts(given.get("columns", given.get("column", [])), name)
        start, end = self.texts(given.get("from", []), name), self.texts(given.get("to", []), name)
        total, minus = self.texts(given.get("sum", []), name), self.texts(given.get("minus", []), name)
        value, row = given.get("value"), given.get("row", False)
        if isinstance(value, dict | list):
            raise self.wrong(f"the value of {name} is {value!r}; it is one text, number, true or false")
        if bool(start) != bool(end):
            raise self.wrong(f"{name} has only one of from and to; a duration needs both")
        twice = {"column", "columns"} <= given.keys()
        sources = [bool(columns), twice, bool(start), bool(total), bool(minus), value is not None, row is True]
        if sum(sources) != 1:
            raise self.wrong(f"{name} needs exactly one source: column, columns, from and to, sum, minus, value or row")
        if given.get("unit") not in (None, *UNITS):
            raise self.wrong(f"the unit of {name} is '{given['unit']}'; it is one of {', '.join(UNITS)}")
        for key in ("true_above", "points_possible"):
            number = given.get(key, 0)
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise self.wrong(f"{key} of {name} is '{number}'; it is a number")
        for part in ("true", "false"):
            if given.get(part) == []:
                raise self.wrong(f"{part} of {name} is an empty list; say which values mean {part}, or leave it out")
        if "false" in given and "true" not in given:
            raise self.wrong(f'{name} says what is false but not what is true; add true = ["…"]')
        return Rule(
            columns=columns,
            join=self.text_or_none({"join": " "} | given, "join") or "",
            format=self.text_or_none(given, "format"),
            missing=self.texts(given.get("missing", []), name),
            start=start,
            end=end,
            sum=total,
            minus=minus,
            unit=given.get("unit"),
            true=self.texts(given["true"], name) if "true" in given else None,
            false=self.texts(given["false"], name) if "false" in given else None,
            true_above=given.get("true_above"),
            value=None if value is None else _as_text(value),
            row=bool(row),
            not_applicable=self.texts(given.get("not_applicable", []), name),
            points_possible=given.get("points_possible"),
            grades=self.grades(name, given.get("grades", {})),
        )

    def fits_field(self, kind: Kind, name: str, rule: Rule) -> None:
        """Lists that mean nothing on a field would be passed over without a word."""
        yes_or_no = name == ANSWERS or kind.fields[name].type == BOOLEAN
        if not yes_or_no and (rule.true is not None or rule.true_above is not None):
            part = "true_above" if rule.true_above is not None else "true"
            instead = "; give grades = {Good = 2, Bad = 1}" if name in GRADED else ""
            raise self.wrong(f"{name} has {part}, which means nothing there, as it is not a yes or no{instead}")
        if rule.grades and name not in GRADED:
            raise self.wrong(f"{name} has grades, which means something on {', '.join(GRADED)} only")
        if rule.not_applicable and name != ANSWERS:
            raise self.wrong(f"{name} has not_applicable, which means something on answers only; write missing = […]")

    def grades(self, name: str, given: Any) -> tuple[tuple[str, float], ...]:
        """Words and the grades they stand for."""
        if not isinstance(given, dict) or not all(type(grade) in (int, float) for grade in given.values()):
            raise self.wrong(f"grades of {name} is {given!r}; write grades = {{Good = 2, Bad = 1}}")
        return tuple((str(word), float(grade)) for word, grade in given.items())

    def exclude(self, given: Any) -> tuple[dict[str, tuple[str, ...]], ...]:
        tables = [given] if isinstance(given, dict) else given
        if not isinstance(tables, list) or not all(isinstance(t, dict) and t for t in tables):
            raise self.wrong('exclude is a table or a list of tables such as [{status = ["TEST"]}]')
        if any(listed == [] for table in tables for listed in table.values()):
            raise self.wrong("exclude holds an empty list; say which values leave a row out")
        found = tuple({str(c): self.texts(values, "exclude") for c, values in t.items()} for t in tables)
        for column in (c for table in found for c, values in table.items() if not values):
            raise self.wrong(f"exclude has an empty list for '{column}'; say which of its values leave a row out")
        return found

    def latest_by(self, given: Any) -> tuple[Order, ...]:
        items = given if isinstance(given, list) else [given]
        orders = []
        for item in items:
            if isinstance(item, str):
                orders.append(Order(item))
            elif isinstance(item, dict) and "column" in item:
                self.only(item, "latest_by", ("column", "format"))
                orders.append(Order(str(item["column"]), self.text_or_none(item, "format")))
            else:
                raise self.wrong(f'latest_by has {item!r}; write "column" or {{column = "…", format = "…"}}')
        return tuple(orders)

    def only(self, given: dict, where: str, names: tuple[str, ...]) -> None:
        for name in given:
            if name not in names:
                raise self.wrong(f"{where} has '{name}', which is not known there; it may have {', '.join(names)}")

    def table(self, found: dict, name: str) -> dict:
        if not isinstance(found.get(name, {}), dict):
            raise self.wrong(f"{name} is not a table; write [{name}] on a line of its own")
        return found.get(name, {})

    def texts(self, given: Any, where: str) -> tuple[str, ...]:
        items = given if isinstance(given, list) else [given]
        if any(isinstance(item, dict | list) for item in items):
            raise self.wrong(f"{where} holds {given!r} where a text or a list of texts belongs")
        return tuple(_as_text(item) for item in items)

    def text_or_none(self, given: dict, name: str) -> str | None:
        if name in given and not isinstance(given[name], str):
            raise self.wrong(f"{name} is {given[name]!r}; it is a text in quotes")
        return given.get(name)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def to_toml(mapping: Mapping) -> str:
    """The mapping as the TOML people edit; `parse_mapping` reads it back equal."""
    read: dict[str, Any] = {
        key: value for key in ("delimiter", "encoding", "decimal", "sheet") if (value := getattr(mapping, key))
    }
    if mapping.layout.header_rows == 0:
        read["header"] = False
    read |= {
        key: value
        for key in ("header_line", "header_rows", "skip_last")
        if (value := getattr(mapping.layout, key)) is not None and (key != "header_rows" or value)
    }
    if mapping.missing:
        read["missing"] = list(mapping.missing)
    rows: dict[str, Any] = {}
    if mapping.exclude:
        rows["exclude"] = [{c: list(v) for c, v in table.items()} for table in mapping.exclude]
    if mapping.latest_by:
        rows["latest_by"] = [
            {"column": o.column, "format": o.format} if o.format else o.column for o in mapping.latest_by
        ]
    if mapping.first:
        rows["first"] = list(mapping.first)
    found: dict[str, Any] = {"kind": mapping.kind}
    if read:
        found["read"] = read
    if rows:
        found["rows"] = rows
    found["fields"] = {name: _rule_table(rule) for name, rule in mapping.fields.items()}
    return tomli_w.dumps(found)


def _rule_table(rule: Rule) -> dict[str, Any]:
    one_or_many = {"from": rule.start, "to": rule.end}
    table: dict[str, Any] = {}
    if len(rule.columns) == 1:
        table["column"] = rule.columns[0]
    elif rule.columns:
        table["columns"] = list(rule.columns)
    table |= {name: c[0] if len(c) == 1 else list(c) for name, c in one_or_many.items() if c}
    table |= {name: list(c) for name in ("sum", "minus", "missing", "not_applicable") if (c := getattr(rule, name))}
    if rule.join != " ":
        table["join"] = rule.join
    table |= {
        name: v
        for name in ("format", "unit", "true_above", "value", "points_possible")
        if (v := getattr(rule, name)) is not None
    }
    table |= {name: list(v) for name in ("true", "false") if (v := getattr(rule, name)) is not None}
    if rule.grades:
        table["grades"] = dict(rule.grades)
    if rule.row:
        table["row"] = True
    return table


class Columns:
    """Finds a file's columns by name, without case, surrounding blanks or accents."""

    def __init__(self, header: list[str], file: str) -> None:
        self.header, self.file = header, file
        self._exact = {name: i for i, name in enumerate(header)}
        self._loose: dict[str, int] = {}
        for i, name in enumerate(header):
            if plain(name):  # a name of signs alone is like no other
                self._loose.setdefault(plain(name), i)

    def has(self, name: str) -> bool:
        return name in self._exact or plain(name) in self._loose

    def index(self, name: str, wanted_for: str) -> int:
        """The position of the column, or a QMError that says what the file has instead."""
        found = self._exact.get(name, self._loose.get(plain(name)))
        if found is None:
            close = get_close_matches(name, self.header, 1, 0.7)
            hint = f"did you mean {close[0]}?" if close else f"it has {_listed(self.header)}."
            raise QMError(f"The mapping takes {wanted_for} from the column '{name}', which {self.file} has not; {hint}")
        return found


def _listed(names: list[str], most: int = 30) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
