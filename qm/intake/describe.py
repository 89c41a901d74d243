"""What a file holds, column by column, before anybody says what it means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qm.intake import dates, numbers
from qm.intake.reading import Reading
from qm.intake.values import Binder, cleaned
from qm.intake.yes_and_no import NO, YES
from qm.store import Cursor

EMPTY, TEXT, NUMBER, WHOLE, YES_NO, CLOCK, DAY, MOMENT = (
    "empty",
    "text",
    "number",
    "whole number",
    "yes or no",
    "clock",
    "date",
    "date and time",
)

MOSTLY = 0.9  # a column is of a type when that share of its values is; the rest shows when it is checked
RARELY = 0.02  # a word such as none in so few of the values is a word and not an empty cell
COUNTED_EXACTLY = 200_000  # rows up to which different values are counted one by one
FEW = 30  # values that are worth listing by how often they occur
HEAD, HEAD_CELLS = 2000, 400_000  # first rows that are looked at for everything
COLUMNS_PER_QUERY = 40  # columns counted in one query; more make it slow to plan
TESTS = (CLOCK, YES_NO, WHOLE, NUMBER, DAY)
PLACEHOLDERS = ("?", "-", "--", "n/a", "na", "#n/a", "null", "(null)", "none", "nan", "unknown", "\\n")
MONTHS = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATE_LIKE = (
    r"(?i)^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(19|20)\d{6}([ t]|$)|\d{1,2}:\d{1,2}"
    rf"|([a-z]{{3}},? )?\d{{1,2}}[-/. ]*{MONTHS}|([a-z]{{3}} )?{MONTHS}[,.]? *\d{{1,2}}\b)"
)


@dataclass(frozen=True)
class Column:
    """One column of a file as it was understood.

    `type` is what nine in ten of its values are; `fitting` their share. `values` counts the
    cells that are not empty, `missing` the share that is. `different` is exact in files of up
    to 200,000 rows. `samples` are its most frequent values where there are few, else its first.
    `placeholders` are values among them that often stand for nothing, such as ? or n/a.
    `formats` are the ways its dates can be written, empty for other types.
    """

    name: str
    index: int
    type: str
    fitting: float
    values: int
    missing: float
    different: int
    exact: bool
    samples: tuple[str, ...]
    placeholders: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def is_time(self) -> bool:
        return self.type in (DAY, MOMENT, CLOCK)


def describe(
    cursor: Cursor, reading: Reading, missing: tuple[str, ...] = (), only: Sequence[int] | None = None
) -> list[Column]:
    """Every column of the file that stands in `raw`, or those in `only`, from all of its rows.

    `missing` values count as empty.
    """
    indexes = range(len(reading.header)) if only is None else only
    return _Describer(cursor, reading, missing).columns(indexes) if indexes else []


def distinct_values(cursor: Cursor, index: int, most: int = 200) -> list[tuple[str, int]]:
    """(value, rows) of a column of `raw`, the most frequent first, at most `most` of them."""
    text = cleaned(index)
    return [
        (value, rows)
        for value, rows in cursor.rows(f"""
            select {text} as value, count(*) as rows from raw
            where {text} is not null
            group by {text} order by rows desc, value limit {int(most)}
        """)
    ]


def first_rows(cursor: Cursor, reading: Reading, most: int = 20) -> list[dict[str, str | int]]:
    """The first records as they were read: line, and each column's text."""
    cells = ", ".join(f"c{i}" for i in range(len(reading.header)))
    rows = cursor.rows(f"select line, {cells} from raw order by line limit {int(most)}")
    return [dict(zip(("line", *reading.header), row, strict=True)) for row in rows]


class _Describer:
    """Looks at some columns of `raw`: at their first rows for everything, then at all rows for what is likely."""

    def __init__(self, cursor: Cursor, reading: Reading, missing: tuple[str, ...]) -> None:
        self.cursor, self.reading, self.missing = cursor, reading, missing
        self.exact = reading.rows <= COUNTED_EXACTLY

    def columns(self, indexes: Sequence[int]) -> list[Column]:
        is_whole = self.take_head(indexes)
        head = self.head_counts()
        samples = self.head_samples()
        counted = {i: head[i]["counted"] for i in head}
        if not is_whole:
            counted = {i: count for part in _parts(indexes) for i, count in self.counted(part).items()}
        wanted = {}
        for i in indexes:
            seen = head[i]["values"] if i in head else 0
            known = counted.get(i, (0, 0, 0))[0]
            wanted[i] = tuple(kind for kind in TESTS if (head[i][kind] > seen / 2 if seen else known))
        exact = {i: tuple(kind for kind in kinds if kind != DAY) for i, kinds in wanted.items()}
        typed = head
        if not is_whole:
            asked = [i for i, kinds in exact.items() if kinds]
            typed = {i: fit for part in _parts(asked) for i, fit in self.typed({i: exact[i] for i in part}).items()}
        found = []
        for i in indexes:
            known, different, nothing = counted.get(i, (0, 0, 0))
            shown = samples.get(i) or (self.first_values(i) if known else ())
            found.append(self.column(i, known, different, nothing, typed.get(i, {}), DAY in wanted[i], shown))
        return found

    def take_head(self, indexes: Sequence[int]) -> bool:
        """`cells`: one row per cell with a value among the first records; whether those are all records."""
        most = max(100, min(HEAD, HEAD_CELLS // len(indexes)))
        names = ", ".join(f"c{i}" for i in indexes)
        binder = Binder()
        kept = f"where value not in {binder.among(self.missing)}" if self.missing else ""
        self.cursor.run(
            f"""
            create or replace temp table cells as
            with head as (select line, {names} from raw limit {most})
            select line, cast(substr(name, 2) as integer) as i, value
            from head unpivot (value for name in ({names}))
            {kept}
            """,
            binder.values,
        )
        return self.reading.rows <= most

    def head_counts(self) -> dict[int, dict[str, Any]]:
        """For each column with cells: how many fit each type, and (values, different, placeholders)."""
        binder = Binder()
        nothing = binder.among(PLACEHOLDERS)
        tests = self.tests("value", binder.among(YES + NO), binder.bind(DATE_LIKE))
        sql = f"""
            select i, count(*), count(distinct value), count(*) filter (where lower(value) in {nothing}),
                   {", ".join(tests.values())}
            from cells group by i
        """
        rows = self.cursor.rows(sql, binder.values)
        return {
            i: {"values": known, "counted": (known, different, nothing), **dict(zip(tests, fitting, strict=True))}
            for i, known, different, nothing, *fitting in rows
        }

    def head_samples(self) -> dict[int, tuple[str, ...]]:
        """Each column's most frequent values where they are few, else its first."""
        rows = self.cursor.rows(f"""
            with counted as (select i, value, count(*) as rows, min(line) as first from cells group by i, value),
            ranked as (
                select i, value, count(*) over (partition by i) as different,
                       row_number() over (partition by i order by rows desc, first) as by_rows,
                       row_number() over (partition by i order by first) as by_place
                from counted
            )
            select i, value from ranked
            where case when different <= {FEW} then by_rows <= 5 else by_place <= 4 end
            order by i, case when different <= {FEW} then by_rows else by_place end
        """)
        found: dict[int, tuple[str, ...]] = {}
        for i, value in rows:
            found[i] = (*found.get(i, ()), value)
        return found

    def text(self, index: int, binder: Binder) -> str:
        text = cleaned(index)
        return f"case when {text} not in {binder.among(self.missing)} then {text} end" if self.missing else text

    def counted(self, indexes: Sequence[int]) -> dict[int, tuple[int, int, int]]:
        """For each column: cells with a value, different values, and cells with what often stands for nothing."""
        binder = Binder()
        nothing = binder.among(PLACEHOLDERS)
        parts = []
        for i in indexes:
            text = self.text(i, binder)
            different = f"count(distinct {text})" if self.exact else f"approx_count_distinct({text})"
            parts += [f"count({text})", different, f"count(*) filter (where lower({text}) in {nothing})"]
        found = self.cursor.row(f"select {', '.join(parts)} from raw", binder.values)
        return {i: (found[3 * k], found[3 * k + 1], found[3 * k + 2]) for k, i in enumerate(indexes)}

    def tests(self, text: str, yes_no: str, like: str = "''") -> dict[str, str]:
        """SQL for each type: how many values of `text` fit it."""
        return {
            CLOCK: f"count({numbers.clock_seconds(text)})",
            YES_NO: f"count(*) filter (where lower({text}) in {yes_no})",
            WHOLE: f"count(*) filter (where regexp_full_match({text}, '[-+]?[0-9]+'))",
            NUMBER: f"greatest(count({numbers.number(text, '.')}), count({numbers.number(text, ',')}))",
            DAY: f"count(*) filter (where regexp_matches({text}, {like}))",
        }

    def typed(self, wanted: dict[int, tuple[str, ...]]) -> dict[int, dict[str, int]]:
        """For each column how many of all its values fit each of the types asked for."""
        if not wanted:
            return {}
        binder = Binder()
        yes_no = binder.among(YES + NO) if any(YES_NO in kinds for kinds in wanted.values()) else ""
        parts: list[str] = []
        names = []
        for i, kinds in wanted.items():
            tests = self.tests(self.text(i, binder), yes_no)
            parts += [tests[kind] for kind in kinds]
            names += [(i, kind) for kind in kinds]
        answer: dict[int, dict[str, int]] = {i: {} for i in wanted}
        found = self.cursor.row(f"select {', '.join(parts)} from raw", binder.values)
        for (i, kind), count in zip(names, found, strict=True):
            answer[i][kind] = count
        return answer

    def column(
        self,
        i: int,
        known: int,
        different: int,
        nothing: int,
        typed: dict[str, int],
        dated: bool,
        samples: tuple[str, ...],
    ) -> Column:
        name, rows = self.reading.header[i], self.reading.rows
        placeholders = self.placeholders(i) if nothing > RARELY * known else ()
        missing = (rows - known) / rows if rows else 0.0
        rest = (known, missing, different, self.exact, samples, placeholders)
        if not known:
            return Column(name, i, EMPTY, 1.0, *rest)
        if dated and (times := self.dated(i, known)):
            kind, share, formats = times
            return Column(name, i, kind, share, *rest, formats)
        for kind in (CLOCK, YES_NO, WHOLE, NUMBER):
            if typed.get(kind, 0) >= MOSTLY * known and (kind != YES_NO or different <= 4):
                return Column(name, i, kind, typed[kind] / known, *rest)
        return Column(name, i, TEXT, 1.0, *rest)

    def placeholders(self, i: int) -> tuple[str, ...]:
        """The values of the column that often stand for nothing, as they are written."""
        binder = Binder()
        text = self.text(i, binder)
        rows = self.cursor.rows(
            f"select distinct {text} from raw where lower({text}) in {binder.among(PLACEHOLDERS)} order by 1",
            binder.values,
        )
        return tuple(value for (value,) in rows)

    def first_values(self, i: int) -> tuple[str, ...]:
        """The first values of a column that is empty at the top."""
        binder = Binder()
        text = self.text(i, binder)
        query = f"""
            with first_rows as (
                select line, {text} as value from raw where {text} is not null order by line limit 200
            )
            select value from first_rows group by value order by min(line) limit 4
        """
        return tuple(value for (value,) in self.cursor.rows(query, binder.values))

    def dated(self, i: int, known: int) -> tuple[str, float, tuple[str, ...]] | None:
        """(type, share that fits, formats) when the column holds dates or times."""
        binder = Binder()
        text = self.text(i, binder)
        found = dates.look(self.cursor, "raw", text, binder.values)
        times = found.times(dates.MONTH if found.order == dates.MONTH else dates.DAY)
        if not times.formats or not times.has_date:
            return None
        (read,) = self.cursor.row(f"select count({dates.parsed(text, times, None)}) from raw", binder.values)
        if read < MOSTLY * known:
            return None
        doubtful = {dates.MONTH: found.month_first, dates.EITHER: found.day_first + found.month_first}
        formats = found.neutral + doubtful.get(found.order or dates.DAY, found.day_first)
        has_clock = any(":" in fmt for fmt in times.formats)
        return (MOMENT if has_clock else DAY), read / known, formats


def _parts(indexes: Sequence[int]) -> Iterator[Sequence[int]]:
    return (indexes[start : start + COLUMNS_PER_QUERY] for start in range(0, len(indexes), COLUMNS_PER_QUERY))
