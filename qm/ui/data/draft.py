"""One dropped file on its way in, kept between the runs of the page."""

import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import BinaryIO

from qm.errors import QMError
from qm.intake import (
    Intake,
    Mapping,
    Reading,
    ReadOptions,
    Report,
    Rule,
    demo_batch,
    intake,
    parse_mapping,
    propose,
    remembered_for,
    to_toml,
)
from qm.intake.answer_columns import with_answers
from qm.intake.describe import Column, describe, distinct_values, first_rows
from qm.intake.doubts import Doubtful, DoubtfulDates
from qm.intake.layout import FOUND
from qm.intake.mapping_edits import check_complete, fitted_to, read_like, with_date_format, with_rule
from qm.store import Store
from qm.ui.data.job import Job
from qm.wording import file_name

PROPOSED, OWN = "proposed", "own"
CHUNK = 4 * 2**20
SHOWN_ROWS = 20

_numbers = count(1)


class Draft:
    """A file, how it is read, how it is mapped, what checking it said, and its import.

    Everything on disk and the cursor are freed by `close`, at the latest when the browser
    session ends. Sentences for the reader are kept in `trouble` (the file cannot go on as it
    is) and `hint`.
    """

    def __init__(self, store: Store, name: str, content: BinaryIO) -> None:
        self.number = next(_numbers)
        self.store = store
        self.folder = Path(tempfile.mkdtemp(prefix="upload-", dir=store.staging))
        self.path = self.folder / file_name(name)
        self.name = self.path.name
        self._stack = ExitStack()
        self._close = weakref.finalize(self, _release, self._stack, self.folder)
        with self.path.open("wb") as kept:
            shutil.copyfileobj(content, kept, CHUNK)
        self.size = self.path.stat().st_size
        self.lock = threading.Lock()  # its cursor serves one at a time: the page, a download, the import
        self.intake: Intake = self._stack.enter_context(intake(store, self.path, self.name))
        self.reading: Reading | None = None
        self.columns: list[Column] = []
        self.rows: list[dict[str, str | int]] = []
        self.mapping = Mapping("contacts")
        self.origin = PROPOSED
        self.version = 0  # goes into the keys of the form: another number, another form
        self.modes: dict[str, str] = {}  # fields whose kind of source was chosen before its columns
        self.conditions: list[list[tuple[str, tuple[str, ...]]]] = []  # rows to leave out, as they are typed
        self.opened: str | None = None  # the field whose details are open
        self.save_as = Path(self.name).name.split(".")[0]
        self.strict = False
        self.without_demo = True
        self.report: Report | None = None  # what checking said; None when it no longer holds
        self.trouble: str | None = None
        self.hint: str | None = None
        self.doubt: Doubtful | None = None
        self.job: Job | None = None
        self._values: dict[str, list[str]] = {}
        self._described: tuple[str, ...] = ()  # values that counted as empty when the columns were described

    @property
    def imported(self) -> Report | None:
        """The report of the import once it is done."""
        return self.job.report if self.job and self.job.done.is_set() else None

    @property
    def running(self) -> bool:
        return self.job is not None and not self.job.done.is_set()

    @property
    def is_open(self) -> bool:
        """Whether anything about it can still be changed: it is neither imported nor put away."""
        return self._close.alive and (self.job is None or self.job.error is not None)

    @property
    def header(self) -> list[str]:
        return self.reading.header if self.reading else []

    def column(self, name: str) -> Column | None:
        """What is known of the column called `name`; None when the file has no such column."""
        return next((column for column in self.columns if column.name == name), None)

    def values(self, name: str) -> list[str]:
        """The values of a column, the most frequent first."""
        column = self.column(name)
        if column is None:
            return []
        if name not in self._values:
            with self.lock:
                self._values[name] = [value for value, _ in distinct_values(self.intake.cursor, column.index)]
        return self._values[name]

    # Reading

    def read(self) -> None:
        """Read the file and propose a mapping; `trouble` says why when it cannot be read."""
        self.trouble = None
        try:
            self._read(ReadOptions())
            self.start_from(None)
        except QMError as error:
            self.trouble = str(error)

    def _read(self, options: ReadOptions) -> None:
        with self.lock:
            before = self.reading
            self.reading = self.intake.read(options)
            cursor, missing = self.intake.cursor, self.mapping.missing
            if self.reading is before:  # only what counts as empty is new
                for column in describe(cursor, self.reading, missing, self._holding(missing)):
                    self.columns[column.index] = column
            else:
                self.columns = describe(cursor, self.reading, missing)
                self.rows = first_rows(cursor, self.reading, SHOWN_ROWS)
        self._described = missing
        self._values = {}
        self.changed()

    def _holding(self, missing: tuple[str, ...]) -> list[int]:
        """The columns that look different now that `missing` counts as empty: those that can hold such a value."""
        news = set(missing) ^ set(self._described)
        usual = {value for column in self.columns for value in column.placeholders}
        if news <= usual and set(self._described) <= set(missing):
            return [column.index for column in self.columns if news & set(column.placeholders)]
        return list(range(len(self.header)))

    def read_as(self, **parts: object) -> None:
        """Read the file anew with other options (delimiter, encoding, sheet) or missing values."""
        before = self.mapping
        header = list(self.header)
        self.mapping = replace(self.mapping, **parts)  # type: ignore[arg-type]
        try:
            self._read(self.mapping.options)
            self.trouble = None
            if self.header != header:
                self.start_from(None, reading=self.mapping)
        except QMError as error:
            self.mapping = before
            self.intake.reading = None  # what stands there now may be half of the other way
            self._read(before.options)
            self.trouble = str(error)
        self.version += 1

    # Mapping

    def start_from(self, kind: str | None, reading: Mapping | None = None) -> None:
        """The mapping remembered for this header, else a proposed one; `reading` says how the file is read."""
        with self.lock:
            known = remembered_for(self.intake.cursor, self.header, kind)
        if known is None:
            self.propose(kind, reading)
            return
        self.hint = None
        self.save_as = known[0]
        self.use(read_like(known[1], reading), f"remembered {known[0]}")

    def propose(self, kind: str | None = None, reading: Mapping | None = None) -> None:
        """A mapping from the names and values of the columns; `hint` says so where they tell nothing."""
        assert self.reading is not None
        self.hint = None
        try:
            with self.lock:
                mapping = propose(self.intake.cursor, self.reading, kind)
        except QMError:
            mapping = propose(self.intake.cursor, self.reading, "contacts")
            self.hint = (
                "The names of the columns do not tell what this file is. Choose what it holds and which column is what."
            )
        self.use(read_like(with_answers(mapping, self.columns), reading), PROPOSED)

    def use(self, mapping: Mapping, origin: str = OWN) -> None:
        """Take a whole mapping; the columns it names are found in this file as an import finds them."""
        self.mapping = fitted_to(mapping, self.header, self.name)
        self.origin = origin
        self.version += 1
        self.modes, self.opened = {}, None
        self.conditions = [list(table.items()) for table in self.mapping.exclude]
        self.changed()
        assert self.reading is not None
        options = self.mapping.options
        wanted = (options.delimiter, options.encoding, options.sheet)
        there = (self.reading.delimiter, self.reading.encoding, self.reading.sheet)
        is_told = options.layout not in (FOUND, self.intake.options.layout if self.intake.options else FOUND)
        if is_told or any(w is not None and w != t for w, t in zip(wanted, there, strict=True)):
            self._read(options)
        else:  # the same as was found: no need to read again
            self.intake.options = options

    def put(self, name: str, rule: Rule | None) -> None:
        """Change the rule of one field; None takes the field out."""
        self.mapping = with_rule(self.mapping, name, rule)
        self.changed()

    def alter(self, **parts: object) -> None:
        """Change anything else in the mapping."""
        self.mapping = replace(self.mapping, **parts)  # type: ignore[arg-type]
        self.changed()

    def changed(self) -> None:
        """What checking said no longer holds."""
        self.report = self.doubt = None
        self.trouble = None

    def settle(self, reading: str) -> None:
        """Read what was in doubt as the analyst chose: dates in a format wherever the mapping uses their column,
        numbers with a decimal sign in the whole file."""
        if self.doubt is None:
            return
        if isinstance(self.doubt, DoubtfulDates):
            self.mapping = with_date_format(self.mapping, self.doubt.column, reading)
        else:
            self.mapping = replace(self.mapping, decimal=reading)
        self.version += 1
        self.check()

    # Checking and importing

    def check(self) -> None:
        """Check every row and count what an import would do; writes nothing to the store."""
        self.changed()
        try:
            check_complete(self.mapping)
            mapping = parse_mapping(to_toml(self.mapping), "the mapping")
            with self.lock:
                self.intake.check(mapping, strict=self.strict)
                self.report = self.intake.preview()
        except Doubtful as doubt:
            self.doubt = doubt
        except QMError as error:
            self.trouble = str(error)

    def start_import(self, by: str | None) -> None:
        """Begin the import, by somebody, once; asked again while it runs or after it is done, nothing happens."""
        if self.report is None or (self.job is not None and self.job.error is None):
            return
        name, mapping = self.save_as.strip(), self.mapping
        without_demo = self.without_demo and self.demo_is_there

        def work(progress: Callable[[float, str], None]) -> Report:
            with self.lock:
                report = self.intake.load(by=by, progress=progress, without_demo=without_demo)
                if name:
                    self.intake.remember(name, mapping, by)
                self._keep_lists(report)
            return report

        self.job = Job()
        self.job.start(work)

    def _keep_lists(self, report: Report) -> None:
        """Write what can be saved afterwards, then let go of the file."""
        if report.problems:
            self.intake.write_problems(self.folder / "problems.csv")
        if report.rejected:
            self.intake.write_rejects(self.folder / "rejects.csv")
        self._stack.close()
        self.path.unlink(missing_ok=True)

    @property
    def demo_is_there(self) -> bool:
        return demo_batch(self.store.cursor()) is not None

    def remember(self, by: str | None = None) -> None:
        """Keep the mapping under `save_as` now, saved by somebody, without importing."""
        mapping = parse_mapping(to_toml(self.mapping), "the mapping")
        with self.lock:
            self.intake.remember(self.save_as.strip(), mapping, by)

    def problems_csv(self) -> bytes:
        """Every problem as CSV."""
        return self._list("problems.csv", lambda path: self.intake.write_problems(path))

    def rejects_csv(self) -> bytes:
        """The rejected rows as they were, with line and reason."""
        return self._list("rejects.csv", lambda path: self.intake.write_rejects(path))

    def _list(self, name: str, write: Callable[[Path], None]) -> bytes:
        kept = self.folder / name
        if self.imported is None:
            with self.lock:
                write(kept)
        return kept.read_bytes()

    def close(self) -> None:
        """Free the cursor and everything on disk; an import that runs is left to end."""
        if not self.running:
            self._close()


def _release(stack: ExitStack, folder: Path) -> None:
    stack.close()
    shutil.rmtree(folder, ignore_errors=True)
