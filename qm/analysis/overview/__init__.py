"""How are we doing, and what changed? `answer` gives everything the page Overview shows."""

from qm.analysis.overview.answer import OverviewAnswer, ToldEpisode, answer
from qm.analysis.overview.next_split import next_split
from qm.analysis.overview.rows_behind import RowsBehind, all_rows, rows_behind
from qm.analysis.overview.tiles import TILES, Tile

__all__ = [
    "TILES",
    "OverviewAnswer",
    "RowsBehind",
    "Tile",
    "ToldEpisode",
    "all_rows",
    "answer",
    "next_split",
    "rows_behind",
]
