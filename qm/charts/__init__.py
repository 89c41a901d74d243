"""Tidy frame in, Altair chart out. Colours of the theme unless a colour has a meaning."""

from qm.charts.breakdown import breakdown
from qm.charts.heatmap import heatmap
from qm.charts.image import as_png, as_svg
from qm.charts.moves import moves
from qm.charts.trend import trend

__all__ = ["as_png", "as_svg", "breakdown", "heatmap", "moves", "trend"]
