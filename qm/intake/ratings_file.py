"""A file of ratings (item, rater, score) read by itself, without the centre's store."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from qm.errors import QMError
from qm.intake.kinds import plain
from qm.intake.layout import ReadOptions
from qm.intake.numbers import number
from qm.intake.reading import read_file
from qm.intake.yes_and_no import NOT_APPLICABLE
from qm.store import open_store

MOSTLY = 0.8
"""From this share of numbers on, a column of scores is numbers with slips, else it is words."""


@dataclass(frozen=True)
class RatingsFile:
    """One entry per rating. `item` and `rater` are numbers from 0, `raters` the names behind the latter.

    `score` is a number, or `word` the number of a word in `words`: one of the two is None. `dropped`
    counts rows left out by reason.
    """

    item: np.ndarray
    rater: np.ndarray
    raters: list[str]
    score: np.ndarray | None
    word: np.ndarray | None
    words: list[str]
    dropped: dict[str, int]


def read_ratings(
    path: Path, item: str, rater: str, score: str, *, scale: tuple[float | None, float | None] = (None, None)
) -> RatingsFile:
    """Read three columns of any file the intake can read; what delimiter, encoding and decimal sign is found out.

    Scores are numbers, or words where fewer than four of five are numbers and no scale was given. Blank
    ones, those that are no numbers among numbers, and those outside `scale` are dropped and counted.
    QMError if the file is no table, lacks a column, or holds no rating.
    """
    if not path.is_file():
        raise QMError(f"There is no file {path}; check the name.")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "ratings.duckdb")
        try:
            cursor = store.cursor()
            header = read_file(cursor, path, store.staging, ReadOptions()).header
            cells = [f"c{_index(header, name, path)}" for name in (item, rater, score)]
            table = cursor.frame(f"""
                select {cells[0]} as item, {cells[1]} as rater, {cells[2]} as score,
                       {number(cells[2], ".")} as point, {number(cells[2], ",")} as comma
                from raw order by line
            """)
            cursor.close()
        finally:
            store.close()
    return _settled(table, path, scale)


def _index(header: Sequence[str], name: str, path: Path) -> int:
    if name in header:
        return list(header).index(name)
    found = [i for i, column in enumerate(header) if plain(column) == plain(name)]
    if not found:
        raise QMError(f"{path.name} has no column '{name}'; it has {', '.join(list(header)[:30])}.")
    return found[0]


def _settled(table: pd.DataFrame, path: Path, scale: tuple[float | None, float | None]) -> RatingsFile:
    blank = table["score"].isna() | table["score"].str.lower().isin(NOT_APPLICABLE)
    nobody = table["item"].isna() | table["rater"].isna()
    values = table["point"] if table["point"].count() >= table["comma"].count() else table["comma"]
    kept = ~blank & ~nobody
    dropped = {"blank": int((blank & ~nobody).sum()), "without item or rater": int(nobody.sum())}
    numeric = scale != (None, None) or bool(values[kept].notna().mean() >= MOSTLY)
    if numeric:
        wrong = kept & values.isna()
        outside = kept & ((values < _end(scale[0], -np.inf)) | (values > _end(scale[1], np.inf)))
        dropped |= {"not a number": int(wrong.sum()), "outside the scale": int(outside.sum())}
        kept &= ~wrong & ~outside
    if not kept.any():
        raise QMError(f"{path.name} holds no rating that can be used; check which column holds the scores.")
    chosen = table[kept]
    raters, names = pd.factorize(chosen["rater"], sort=True)
    words, known = pd.factorize(chosen["score"], sort=True)
    return RatingsFile(
        pd.factorize(chosen["item"])[0],
        raters,
        [str(n) for n in names],
        values[kept].to_numpy(dtype=float) if numeric else None,
        None if numeric else words,
        [] if numeric else [str(w) for w in known],
        {reason: rows for reason, rows in dropped.items() if rows},
    )


def _end(given: float | None, otherwise: float) -> float:
    return otherwise if given is None else given
