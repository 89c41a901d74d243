"""Workbooks: which sheets there are, and one of them as records of text."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from qm.errors import QMError


@dataclass(frozen=True)
class Sheet:
    """A sheet that can be chosen."""

    name: str
    hidden: bool


def sheets(path: Path) -> list[Sheet]:
    """All sheets of a workbook in order, hidden ones too; QMError if it cannot be opened."""
    book = _opened(path)
    return [
        Sheet(sheet.name, sheet.visible != SheetVisibleEnum.Visible)
        for sheet in book.sheets_metadata
        if "sheet" in str(sheet.typ).lower()
    ]


def sheet_records(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """(row number in the sheet, cells as text) for each row that is not blank.

    Times are written h:mm:ss, durations too, days as ISO dates, whole numbers without a point,
    so that what follows reads a sheet like a CSV.
    """
    book = _opened(path)
    try:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise QMError(f"The sheet {name} of {path.name} cannot be read ({error}); save the workbook again.") from error
    for number, row in enumerate(rows, start=1):
        cells = [_written(cell) for cell in row]
        if any(cells):
            yield number, cells


def choose_sheet(path: Path, wanted: str | None) -> tuple[str, list[str]]:
    """The sheet to read and notes about it: the one asked for, else the first visible one with rows.

    QMError naming the sheets when the one asked for is not there or none has a row.
    """
    there = sheets(path)
    names = [sheet.name for sheet in there]
    if wanted is not None:
        for name in names:
            if name.strip().casefold() == wanted.strip().casefold():
                return name, []
        raise QMError(f"{path.name} has no sheet '{wanted}'; it has {', '.join(names)}.")
    for sheet in sorted(there, key=lambda s: s.hidden):
        if any(True for _ in sheet_records(path, sheet.name)):
            others = [f"{s.name} (hidden)" if s.hidden else s.name for s in there if s.name != sheet.name]
            hidden = ", which is hidden" if sheet.hidden else ""
            note = f"Read from the sheet {sheet.name}{hidden}; the workbook also has {', '.join(others)}."
            return sheet.name, [note] if others else []
    raise QMError(f"{path.name} has no sheet with a row; export it again with at least a header and one row.")


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise QMError(f"{path.name} cannot be opened as a workbook ({error}); save it again as .xlsx.") from error


def _written(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        cell = _to_the_second(cell)
        return (
            cell.strftime("%Y-%m-%d %H:%M:%S")
            if (cell.hour, cell.minute, cell.second) != (0, 0, 0)
            else (cell.strftime("%Y-%m-%d"))
        )
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        seconds = cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
        return _clock(seconds)
    if isinstance(cell, dt.timedelta):
        return _clock(cell.total_seconds())
    return "" if cell is None else str(cell)


def _to_the_second(moment: dt.datetime) -> dt.datetime:
    """Spreadsheets keep times as fractions of days, a hair off the second."""
    return (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)


def _clock(seconds: float) -> str:
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 else ""
    return f"{sign}{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
