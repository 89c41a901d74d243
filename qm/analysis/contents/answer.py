"""What is in the store: its tables with their days and what is known in them, its channels, and the last import."""

from dataclasses import dataclass
from datetime import date, datetime

from qm.analysis.cache import kept
from qm.analysis.contents.labels import FIELD_WORDS, TABLE_WORDS, TIMES
from qm.analysis.contents.whose import Whose, whose
from qm.store import Session
from qm.wording import Days, counted, days_text, listed, moment_text

EVERY, NONE = 0.995, 0.0005  # of the rows: as good as all, as good as none
MOST_CHANNELS = 6

CHANNELS = """
-- one row per channel
select channel, count(*) as contacts
from contacts
group by channel
order by contacts desc, channel
"""
LAST = """
select batch, file, kind, imported_at, imported_by, accepted
from imports
where undone_at is null and kind <> 'demo'
order by batch desc
limit 1
"""


@dataclass(frozen=True)
class TableContents:
    """One table: its rows, the days it covers, and of its fields the share of rows that tell them."""

    name: str
    rows: int
    days: Days | None
    shares: tuple[tuple[str, float], ...]

    @property
    def label(self) -> str:
        return TABLE_WORDS[self.name][0]

    @property
    def known(self) -> tuple[str, ...]:
        """Fields that as good as every row tells."""
        return tuple(field for field, share in self.shares if share >= EVERY)

    @property
    def partly(self) -> tuple[str, ...]:
        """Fields that some rows tell, by the share of them: '93% agent, handle time'."""
        told: dict[str, list[str]] = {}
        for field, share in sorted(self.shares, key=lambda one: -one[1]):
            if NONE <= share < EVERY:
                told.setdefault(_share_text(share), []).append(field)
        return tuple(f"{share} {', '.join(fields)}" for share, fields in told.items())

    @property
    def unknown(self) -> tuple[str, ...]:
        """Fields that no row tells."""
        return tuple(field for field, share in self.shares if share < NONE)


@dataclass(frozen=True)
class LastImport:
    batch: int
    file: str
    kind: str
    at: datetime
    by: str | None
    accepted: int

    @property
    def sentence(self) -> str:
        """'calls.csv, 2,310 rows, on 2 Jun 2026, 14:05 by Ann'."""
        by = f" by {self.by}" if self.by else ""
        return f"{self.file}, {counted(self.accepted, 'row')}, on {moment_text(self.at)}{by}"


@dataclass(frozen=True)
class Contents:
    """`tables` are those with rows; `channels` name (None: unknown), contacts and whether they are answered at once."""

    whose: Whose
    tables: tuple[TableContents, ...]
    channels: tuple[tuple[str | None, int, bool], ...]
    last_import: LastImport | None

    @property
    def is_empty(self) -> bool:
        return not self.tables

    @property
    def headline(self) -> str:
        """What is there, in one sentence."""
        if self.is_empty:
            return "Nothing is in the store yet."
        parts = {table.name: f"{counted(table.rows, TABLE_WORDS[table.name][1])}" for table in self.tables}
        main = [parts[name] for name in ("contacts", "evaluations", "surveys") if name in parts] or [*parts.values()]
        days = self.tables[0].days
        return f"{listed(main)}{f', {days_text(days)}' if days else ''}."

    @property
    def channels_sentence(self) -> str:
        """The channels with their contacts; empty without any."""
        named = [(channel, n, at_once) for channel, n, at_once in self.channels if channel is not None]
        if not named:
            return ""
        texts = [f"{channel} {n:,}{'' if at_once else ' (answered later)'}" for channel, n, at_once in named]
        return f"Channels: {listed(texts, MOST_CHANNELS)}."

    @property
    def absent_sentence(self) -> str:
        """What could be there and is not; empty when everything is."""
        there = {table.name for table in self.tables}
        absent = [words[0].lower() for name, words in TABLE_WORDS.items() if name not in there]
        return f"Not here: {listed(absent)}." if absent and not self.is_empty else ""


@kept(most=4)
def contents(session: Session) -> Contents:
    """What the store holds now."""
    there = tuple(table for table in (_table(session, name) for name in TABLE_WORDS) if table.rows)
    kinds = session.definitions().channels
    channels = tuple((name, int(n), kinds.is_immediate(name)) for name, n in session.rows(CHANNELS))
    last = session.rows(LAST)
    return Contents(whose(session), there, channels, LastImport(*last[0]) if last else None)


def _table(session: Session, name: str) -> TableContents:
    fields, time = FIELD_WORDS[name], TIMES.get(name)
    asked = ["count(*)", *(f"count({field})" for field in fields)]
    asked += [f"cast(min({time}) as date)", f"cast(max({time}) as date)"] if time else []
    ((rows, *found),) = session.rows(f"select {', '.join(asked)} from {name}")
    shares = tuple((word, n / rows if rows else 0.0) for word, n in zip(fields.values(), found, strict=False))
    return TableContents(name, rows, _days(*found[len(fields) :]), shares)


def _share_text(share: float) -> str:
    """A share that is neither none nor all, and is not written as either."""
    return "below 1%" if share < 0.01 else f"{min(share, 0.99):.0%}"


def _days(first: date | None = None, last: date | None = None) -> Days | None:
    return Days(first, last) if first and last else None
