"""The choice that belongs to a trend: by day, week or month. Drawn at the chart; the choice is shared by all pages."""

from qm.ui import state
from qm.ui.frame.filter_parameters import GRAIN


def pick_grain(drawn: str) -> None:
    """The list at a trend; `drawn` is the grain that it has now."""
    unit = f"{drawn} (automatic)" if state.value_of(GRAIN) == "automatic" else "week or day (automatic)"
    words = {"automatic": unit, "day": "day", "week": "week", "month": "month"}
    state.selectbox(
        GRAIN, "Trend by", label_visibility="collapsed", width=250, format_func=lambda grain: f"Trend by {words[grain]}"
    )
