"""A mapping's rules as SQL: for each field its text, its value, and what is wrong with it.

Values from the file and the mapping reach the SQL as bound parameters only.
"""

from dataclasses import dataclass, field, replace

from qm.intake.dates import Times, instant, parsed
from qm.intake.mapping import Rule
from qm.intake.numbers import duration, number
from qm.intake.yes_and_no import NO, YES
from qm.store import Field
from qm.store.tables import BOOLEAN, DATE, INTEGER, NUMBER, TIMESTAMP

# What can be wrong with a value: code, rule as shown, what to do about it.
FAULTS: dict[str, str] = {
    "missing": "fill it in, or leave the row out with exclude",
    "not a number": "check the column chosen, the decimal sign in [read], and for a duration its unit",
    "not a whole number": "check the column chosen",
    "not a date or time": "give the format in the mapping, such as %d/%m/%Y %H:%M; months are read in English, "
    "German, French, Spanish, Italian, Portuguese and Dutch",
    "end before start": "check that from and to are the right way round",
    "not true or false": "say in the mapping which values are true and which are false",
    "not one of the allowed values": "use one of the allowed values",
    "damaged by a spreadsheet": "format the column as text in the spreadsheet and export again",
    "negative": "check which column is subtracted from which",
    "out of range": "check the scale of the answers",
    "same id, different content": "keep one row of each id, or use latest_by for event logs",
    "too few cells": "the missing cells at the end of the row count as empty",
    "too many cells": "put values that hold the delimiter in quotes",
}

MOST_SECONDS = 315_360_000  # ten years: longer waits or calls are slips, and would break times
MOST_COUNT = 1_000_000_000


@dataclass
class Binder:
    """Collects bound parameters while SQL is written."""

    values: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def among(self, texts: tuple[str, ...]) -> str:
        return "(" + ", ".join(self.bind(t) for t in texts) + ")"


@dataclass(frozen=True)
class Read:
    """One field as SQL over `raw`'s cleaned texts: value, the fault's name or null, and the text it came from."""

    value: str
    fault: str
    text: str  # SQL for what stands in the file, for reports
    columns: tuple[int, ...]
    midnight: str | None = None  # SQL: the duration was read as running over midnight
    possible: str | None = None  # SQL: the points possible that an answer tells itself


def cleaned(index: int) -> str:
    """SQL: the cell, which `raw` holds without surrounding blanks and null when empty."""
    return f"c{index}"


def field_texts(rule: Rule, indexes: dict[str, int], missing: tuple[str, ...], binder: Binder) -> dict[str, str]:
    """The texts a rule reads, by a short label: one for columns, several for from/to, sum and minus."""
    file_missing = missing

    def text_of(names: tuple[str, ...], extra: tuple[str, ...]) -> str:
        gone = file_missing + extra
        cells = [cleaned(indexes[name]) for name in names]
        if file_missing and len(cells) > 1:
            cells = [_without(cell, file_missing, binder) for cell in cells]
        joined = cells[0]
        if len(cells) > 1:
            parts = f" || {binder.bind(rule.join)} || ".join(f"coalesce({cell}, '')" for cell in cells)
            joined = f"case when coalesce({', '.join(cells)}) is not null then {parts} end"
        return _without(joined, gone, binder) if gone else joined

    if rule.columns:
        return {"": text_of(rule.columns, rule.missing)}
    if rule.start:
        start, end = text_of(rule.start, ()), text_of(rule.end, ())
        if rule.missing:  # counts only when both sides hold a listed value
            listed = binder.among(rule.missing)
            both = f"({start}) in {listed} and ({end}) in {listed}"
            start, end = (f"case when {both} then null else {side} end" for side in (start, end))
        return {"start": start, "end": end}
    return {str(i): text_of((name,), rule.missing) for i, name in enumerate(rule.sum or rule.minus)}


def _without(text: str, gone: tuple[str, ...], binder: Binder) -> str:
    return f"case when ({text}) in {binder.among(gone)} then null else {text} end"


def read_field(
    target: Field,
    rule: Rule,
    texts: dict[str, str],
    times: dict[str, Times],
    decimal: str,
    zone: str | None,
    binder: Binder,
    columns: tuple[int, ...],
) -> Read:
    """The SQL for one field. `texts` are column names of the cleaned texts by label."""
    if rule.value is not None:
        text = binder.bind(rule.value)
        return Read(*_typed(target, rule, text, times.get("", Times(("%Y-%m-%d",))), ".", zone, binder), text, ())
    if rule.start:
        return _between(texts["start"], texts["end"], times, zone, columns)
    if rule.sum or rule.minus:
        return _combined(rule, list(texts.values()), decimal, columns)
    text = texts[""]
    value, fault = _typed(target, rule, text, times.get("", Times(())), decimal, zone, binder)
    return Read(value, fault, text, columns)


def _typed(
    target: Field, rule: Rule, text: str, times: Times, decimal: str, zone: str | None, binder: Binder
) -> tuple[str, str]:
    """(value, fault) for one text and the field's type."""
    if target.type == BOOLEAN:
        return _boolean(rule, text, decimal, binder)
    if target.type in (TIMESTAMP, DATE):
        moment = parsed(text, times if times.has_date else Times(()), zone)
        value = f"cast({moment} as date)" if target.type == DATE else moment
        serial = f"regexp_full_match({text}, '\\d{{5}}([.,]\\d+)?')"
        return value, _fault(
            text, value, f"case when {serial} then 'damaged by a spreadsheet' else 'not a date or time' end"
        )
    if target.type in (NUMBER, INTEGER):
        seconds = target.name.endswith("_seconds") or rule.unit is not None
        amount = duration(text, rule.unit, decimal) if seconds else number(text, decimal)
        if rule.grades:
            amount = _graded(rule, text, amount, binder)
        if target.type == INTEGER:
            whole = f"{amount} between 0 and {MOST_COUNT} and {amount} = floor({amount})"
            value = f"(case when {whole} then cast({amount} as integer) end)"
            return value, _fault(
                text,
                value,
                f"case when {amount} < 0 then 'negative' when {amount} is not null "
                "then 'not a whole number' else 'not a number' end",
            )
        if seconds:
            value = f"(case when {amount} between 0 and {MOST_SECONDS} then {amount} end)"
            return value, _fault(
                text,
                value,
                f"case when {amount} < 0 then 'negative' when {amount} is not null "
                "then 'out of range' else 'not a number' end",
            )
        if target.name in ("points_possible", "weight", "minutes", "agents", "csat_max"):
            value = f"(case when {amount} >= 0 then {amount} end)"
            return value, _fault(text, value, f"case when {amount} < 0 then 'negative' else 'not a number' end")
        if target.name == "nps":
            value = f"(case when {amount} between 0 and 10 then {amount} end)"
            return value, _fault(
                text, value, f"case when {amount} is not null then 'out of range' else 'not a number' end"
            )
        return amount, _fault(text, amount, "'not a number'")
    if target.allowed:
        value = f"(case when lower({text}) in {binder.among(target.allowed)} then lower({text}) end)"
        return value, _fault(text, value, "'not one of the allowed values'")
    if target.is_identifier:
        # 8.41207E+11: the digits behind it are gone, and all such ids look alike.
        power = f"contains({text}, '+') and regexp_full_match({text}, '[-+]?\\d+([.,]\\d+)?[eE]\\+\\d+')"
        value = f"(case when {power} then null else {text} end)"
        return value, _fault(text, value, "'damaged by a spreadsheet'")
    return text, "cast(null as varchar)"


def _graded(rule: Rule, text: str, amount: str, binder: Binder) -> str:
    """SQL: the grade that a word stands for, whatever its case; a number stands for itself."""
    words = " ".join(f"when {binder.bind(word.lower())} then {grade!r}" for word, grade in rule.grades)
    return f"(case lower({text}) {words} else {amount} end)"


def within_scale(read: Read, most: str) -> Read:
    """A satisfaction grade that its scale has: 1 to `most` (SQL; 5 where that is null)."""
    value = f"(case when {read.value} between 1 and coalesce({most}, 5) then {read.value} end)"
    fault = f"coalesce({read.fault}, case when {read.value} is not null and {value} is null then 'out of range' end)"
    return replace(read, value=value, fault=fault)


def _fault(text: str, value: str, name: str) -> str:
    return f"case when {text} is not null and {value} is null then {name} end"


def _boolean(rule: Rule, text: str, decimal: str, binder: Binder) -> tuple[str, str]:
    if rule.true_above is not None:
        amount = number(text, decimal)
        value = f"({amount} > {binder.bind(float(rule.true_above))})"
        return value, _fault(text, value, "'not a number'")
    if rule.true is not None:
        yes = f"{text} in {binder.among(rule.true)}"
        if rule.false is None:
            return f"(case when {text} is not null then {yes} end)", "cast(null as varchar)"
        no = f"{text} in {binder.among(rule.false)}"
    else:
        yes, no = f"lower({text}) in {binder.among(YES)}", f"lower({text}) in {binder.among(NO)}"
    value = f"(case when {yes} then true when {no} then false end)"
    return value, _fault(text, value, "'not true or false'")


def _between(start: str, end: str, times: dict[str, Times], zone: str | None, columns: tuple[int, ...]) -> Read:
    """Seconds from one time to another; clock times without a date may run over midnight."""
    opened, closed = instant(start, times["start"], zone), instant(end, times["end"], zone)
    seconds = f"((epoch_us({closed}) - epoch_us({opened})) / 1e6)"
    both = f"{start} is not null and {end} is not null"
    over = "false"
    if not (times["start"].has_date and times["end"].has_date):
        # Less than twelve hours after midnight's turn it was a night; more, and the times are swapped.
        over = f"({seconds} < 0 and {seconds} + 86400 < 43200)"
        value = f"(case when {seconds} >= 0 then {seconds} when {over} then {seconds} + 86400 end)"
    else:
        value = f"(case when {seconds} between 0 and {MOST_SECONDS} then {seconds} end)"
    unread = f"({start} is not null and {opened} is null) or ({end} is not null and {closed} is null)"
    fault = f"case when {unread} then 'not a date or time' when {both} and {value} is null then 'end before start' end"
    text = f"concat_ws(' → ', {start}, {end})"
    return Read(value, fault, text, columns, over)


def _combined(rule: Rule, texts: list[str], decimal: str, columns: tuple[int, ...]) -> Read:
    """A sum, or the first less the others; an empty part counts 0, all empty is missing."""
    amounts = [duration(text, rule.unit, decimal) for text in texts]
    sign = " + " if rule.sum else " - "
    total = sign.join(f"coalesce({amount}, 0)" for amount in amounts)
    wrong = " or ".join(f"({t} is not null and {a} is null)" for t, a in zip(texts, amounts, strict=True))
    some = f"coalesce({', '.join(texts)}) is not null"
    value = f"(case when {some} and not ({wrong}) and {total} between 0 and {MOST_SECONDS} then {total} end)"
    fault = f"case when {wrong} then 'not a number' when {some} and {total} < 0 then 'negative' "
    fault += f"when {total} > {MOST_SECONDS} then 'out of range' end"
    text = "concat_ws(' | ', " + ", ".join(texts) + ")"
    return Read(value, fault, text, columns)
