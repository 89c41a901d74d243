"""The sections of the page Overview, each drawn by one function."""

from qm.ui.overview.headline import headline
from qm.ui.overview.picking import chosen_dimension, chosen_metric, pick_dimension, pick_trend
from qm.ui.overview.rows import rows_section
from qm.ui.overview.sections import breakdown_section, change_section, trend_section, week_section
from qm.ui.overview.tiles import tiles

__all__ = [
    "breakdown_section",
    "change_section",
    "chosen_dimension",
    "chosen_metric",
    "headline",
    "pick_dimension",
    "pick_trend",
    "rows_section",
    "tiles",
    "trend_section",
    "week_section",
]
