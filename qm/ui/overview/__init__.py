"""The sections of the page Overview, each drawn by one function."""

from qm.ui.overview.breakdown import breakdown_section
from qm.ui.overview.figures import TILES, Figures, ask
from qm.ui.overview.heatmap import heatmap_section
from qm.ui.overview.moves import moves_section
from qm.ui.overview.picking import chosen_dimension, chosen_metric, pick_dimension, pick_metric
from qm.ui.overview.rows import rows_section
from qm.ui.overview.tiles import tiles
from qm.ui.overview.trend import trend_section

__all__ = [
    "TILES",
    "Figures",
    "ask",
    "breakdown_section",
    "chosen_dimension",
    "chosen_metric",
    "heatmap_section",
    "moves_section",
    "pick_dimension",
    "pick_metric",
    "rows_section",
    "tiles",
    "trend_section",
]
