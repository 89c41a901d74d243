"""The whole way of one file: read, map, check, compare, load; or only look, with a dry run."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from qm import metrics
from qm.errors import QMError
from qm.intake import load, propose
from qm.intake.answer_columns import with_answers
from qm.intake.check import Checked, EveryRowRejected, check
from qm.intake.describe import describe
from qm.intake.layout import FIRST_LINE, FOUND, ReadOptions
from qm.intake.load import Counts, Part, Progress
from qm.intake.mapping import ANSWERS, Mapping, load_mapping
from qm.intake.merge import classify, own_columns
from qm.intake.reading import Reading, read_file, settle_reading
from qm.intake.references import reference_notes
from qm.intake.remembered import remember, remembered, remembered_for
from qm.intake.report import Report, problems_of, write_problems, write_rejects
from qm.intake.returned_rows import leave_returned_out
from qm.intake.undo import undo_in
from qm.store import TABLES, Cursor, Store, system_person

DEMO = "demo"


def silent(share: float, text: str) -> None:
    """No progress shown."""


@dataclass
class Intake:
    """One file on its way in, on a cursor of its own. Made by `intake`."""

    store: Store
    cursor: Cursor
    path: Path
    name: str
    folder: Path
    lazily: bool = False  # go without the table `raw` where a check can
    reading: Reading | None = None
    options: ReadOptions | None = None
    checked: Checked | None = None

    def read(self, options: ReadOptions | None = None) -> Reading:
        """Read the file, or read it again when something about reading was changed."""
        options = options or ReadOptions()
        if self.reading is None or options != self.options:
            self.reading = read_file(self.cursor, self.path, self.folder, options, self.name, lazily=self.lazily)
            leave_returned_out(self.cursor, self.reading)
            self.options = options
        return self.reading

    def read_for(self, mapping: Mapping) -> Reading:
        """Read the file as the mapping says. One that names the columns of the file's first record, made when nothing
        else was taken for a header, is read so still."""
        reading = self.read(mapping.options)
        first = reading.first_names
        if first is None or mapping.layout != FOUND or mapping.fits(reading.header) or not mapping.fits(first):
            return reading
        taken = self.read(replace(mapping.options, layout=FIRST_LINE))
        taken.notes += [note for note in reading.notes if note not in taken.notes]
        return taken

    def mapping_for(self, mapping: Mapping | str | Path | None, kind: str | None) -> Mapping:
        """The mapping to use: the one given (itself, a file, or a remembered name), remembered, or proposed."""
        if isinstance(mapping, Mapping):
            return mapping
        if mapping is not None:
            path = Path(mapping)
            if path.is_file() or path.suffix == ".toml":
                return load_mapping(path)
            return remembered(self.cursor, str(mapping))
        reading = self.read()
        known = remembered_for(self.cursor, reading.header, kind)
        if known is None and reading.first_names is not None:
            known = remembered_for(self.cursor, reading.first_names, kind)
        if known is not None:
            return known[1]
        settle_reading(self.cursor, reading)
        proposed = propose.propose(self.cursor, reading, kind)
        if proposed.kind != "evaluations":
            return proposed
        whole = with_answers(proposed, describe(self.cursor, reading))
        if ANSWERS in whole.fields:
            columns = ", ".join(whole.fields[ANSWERS].columns)
            reading.notes.append(f"Read as answers, a question for each column: {columns}.")
        return whole

    def check(self, mapping: Mapping, *, strict: bool = False) -> Checked:
        """Read as the mapping says and check every row; writes nothing to the store."""
        reading = self.read_for(mapping)
        zone = self.store.definitions().times.offset
        self.checked = check(self.cursor, reading, mapping, strict=strict, zone=None if zone == "as_written" else zone)
        return self.checked

    def preview(self) -> Report:
        """What loading would do, counted, nothing written."""
        _, counts = load.compare(self.cursor, self._checked)
        return self._report(None, counts)

    def load(self, *, by: str | None = None, progress: Progress = silent, without_demo: bool = False) -> Report:
        """Load the checked file in one transaction. A file that changes nothing leaves no batch."""
        progress(0.3, "Comparing with what is there")
        with self.store.write(self.cursor) as cursor:
            removed = without_demo and remove_demo(cursor)
            parts, counts = load.compare(cursor, self._checked)
            batch = None
            if counts.new or counts.updated:
                (batch,) = cursor.row("select nextval('batches')")
                load.write(cursor, parts, batch, progress, everything=removed)
            elif removed:
                metrics.refresh(cursor)
            report = self._report(batch, counts)
            if batch is not None:
                record(cursor, report, by)
        progress(1.0, "Done")
        return report

    def remember(self, name: str, mapping: Mapping, by: str | None = None) -> None:
        """Keep the mapping under `name` for the next file with this header."""
        with self.store.write(figures=False) as cursor:
            remember(cursor, name, mapping, self.read().header, by or system_person())

    def write_problems(self, path: Path, encoding: str = "utf-8") -> None:
        write_problems(self.cursor, path, encoding=encoding)

    def write_rejects(self, path: Path, encoding: str = "utf-8") -> None:
        reading = self.reading or self.read()  # as it was checked, which may be another sheet than is found by itself
        settle_reading(self.cursor, reading)
        write_rejects(self.cursor, reading.header, path, encoding=encoding)

    def write_lists(self, problems: Path | None, rejects: Path | None) -> None:
        """Both lists, where asked for; QMError when one cannot be written."""
        try:
            if problems is not None:
                self.write_problems(problems)
            if rejects is not None:
                self.write_rejects(rejects)
        except OSError as error:
            why = f"{error.filename} cannot be written ({error.strerror})"
            raise QMError(f"{why}, so nothing was imported; name another file.") from error

    @property
    def _checked(self) -> Checked:
        assert self.checked is not None, "check first"
        return self.checked

    def _report(self, batch: int | None, counts: Counts) -> Report:
        checked = self._checked
        return Report(
            batch,
            self.name,
            checked.mapping.kind,
            checked.reading.rows,
            accepted=counts.new + counts.updated,
            updated=counts.updated,
            unchanged=counts.same + checked.unchanged,
            excluded=checked.excluded + counts.older,
            rejected=checked.rejected,
            problems=problems_of(self.cursor),
            notes=checked.notes + reference_notes(self.cursor, checked),
        )


@contextmanager
def intake(store: Store, path: Path, name: str | None = None, *, lazily: bool = False) -> Iterator[Intake]:
    """A file on its way in; what it needed on disk is removed at the end."""
    folder = Path(tempfile.mkdtemp(dir=store.staging))
    cursor = store.cursor()
    try:
        yield Intake(store, cursor, path, name or path.name, folder, lazily)
    except QMError:
        raise
    except Exception as error:
        raise store.explained(error) from error
    finally:
        with suppress(Exception):
            cursor.close()
        shutil.rmtree(folder, ignore_errors=True)


def import_file(
    store: Store,
    path: Path,
    mapping: Mapping | str | Path | None = None,
    kind: str | None = None,
    *,
    dry_run: bool = False,
    strict: bool = False,
    by: str | None = None,
    progress: Progress = silent,
    rejects: Path | None = None,
    problems: Path | None = None,
) -> Report:
    """Import one file. QMError, with the store untouched, when it cannot be used as a whole."""
    with intake(store, path, lazily=True) as one:
        progress(0.05, "Reading")
        chosen = one.mapping_for(mapping, kind)
        if kind is not None and chosen.kind != kind:
            raise QMError(f"The mapping is for {chosen.kind}, not for {kind}; leave out --kind or the mapping.")
        progress(0.2, "Checking")
        try:
            one.check(chosen, strict=strict)
        except EveryRowRejected:
            one.write_lists(problems, rejects)
            raise
        one.write_lists(problems, rejects)
        report = one.preview() if dry_run else one.load(by=by, progress=progress)
        if not dry_run and mapping is not None and chosen.name:
            one.remember(chosen.name, chosen, by)
        return report


def record(cursor: Cursor, report: Report, by: str | None) -> None:
    """Keep the import in the history."""
    cursor.run(
        """
        insert into imports (batch, file, kind, imported_at, imported_by, rows, accepted, updated, unchanged, excluded,
                             rejected, report)
        values ($batch, $file, $kind, current_localtimestamp(), $by, $rows, $accepted, $updated,
                                    $unchanged, $excluded, $rejected, $report)
        """,
        {
            "batch": report.batch,
            "file": report.file,
            "kind": report.kind,
            "by": by or system_person() or None,
            "rows": report.rows,
            "accepted": report.accepted,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "excluded": report.excluded,
            "rejected": report.rejected,
            "report": json.dumps(report.as_dict()),
        },
    )


def load_frames(store: Store, frames: dict[str, pd.DataFrame], file: str, kind: str) -> int:
    """Load frames named after tables, columns named after fields, as one batch. The batch's number.

    For data that needs no checking, such as the demo centre's. A demo centre takes the place
    of an earlier one in the same transaction.
    """
    cursor = store.cursor()
    parts = []
    with store.write(cursor):
        removed = kind == DEMO and remove_demo(cursor)
        (batch,) = cursor.row("select nextval('batches')")
        for table, frame in frames.items():
            fields = tuple(n for n in own_columns(table) if n in frame.columns)
            cursor.load_frame(f"frame_{table}", frame)
            typed = ", ".join(f"cast({n} as {TABLES[table].field(n).type}) as {n}" for n in fields)
            cursor.run(f"""
                create or replace temp table source_{table} as
                select row_number() over () as line, {typed} from frame_{table}
            """)
            cursor.unload_frame(f"frame_{table}")
            classify(cursor, table, f"source_{table}", fields)
            parts.append(Part(table, f"source_{table}", fields))
        load.write(cursor, parts, batch, silent, everything=removed)
        rows = sum(len(frame) for frame in frames.values())
        record(cursor, Report(batch, file, kind, rows, rows, 0, 0, 0, 0), None)
    return batch


def demo_batch(cursor: Cursor) -> int | None:
    """The batch of the demo centre if it is in the store."""
    found = cursor.rows("select max(batch) from imports where kind = $1 and undone_at is null", [DEMO])
    return found[0][0]


def remove_demo(cursor: Cursor) -> bool:
    """Take the demo centre out, inside the caller's transaction; whether there was one.

    Derived tables are not brought up to date: what comes in its place does that, for everything.
    """
    batch = demo_batch(cursor)
    if batch is not None:
        undo_in(cursor, batch, derive=False)
    return batch is not None


def imports(store: Store) -> list[dict]:
    """The history, newest first."""
    names = (
        "batch",
        "file",
        "kind",
        "at",
        "by",
        "rows",
        "accepted",
        "updated",
        "unchanged",
        "excluded",
        "rejected",
        "undone",
    )
    rows = store.rows("""
        select batch, file, kind, imported_at, imported_by, rows, accepted, updated, unchanged, excluded, rejected,
               undone_at is not null
        from imports order by batch desc
    """)
    return [dict(zip(names, row, strict=True)) for row in rows]


def undone(store: Store, batch: int) -> tuple[datetime, str | None]:
    """When an import that was undone was so, and by whom; None where that is not known."""
    ((at, by),) = store.rows("select undone_at, undone_by from imports where batch = $1", [batch])
    return at, by


def import_report(store: Store, batch: int) -> dict[str, Any]:
    """What an import reported, as `Report.as_dict` gave it then."""
    ((text,),) = store.rows("select report from imports where batch = $1", [batch])
    report: dict[str, Any] = json.loads(text)
    return report
