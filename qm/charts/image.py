"""A chart as a picture, with a title and what it shows in its header."""

import math
from datetime import date, datetime
from typing import Any

import altair as alt
import vl_convert

WIDTH = 960
VEGA_LITE = "6.4"


def as_png(chart: alt.LayerChart, *, title: str, lines: list[str], palette: dict[str, Any]) -> bytes:
    """The chart as a PNG of twice its size; `lines` stand below the title, `palette` is Vega config."""
    return vl_convert.vegalite_to_png(_specification(chart, title, lines, palette), vl_version=VEGA_LITE, scale=2)


def as_svg(chart: alt.LayerChart, *, title: str, lines: list[str], palette: dict[str, Any]) -> bytes:
    """The same as SVG."""
    picture = vl_convert.vegalite_to_svg(_specification(chart, title, lines, palette), vl_version=VEGA_LITE)
    return picture.encode("utf-8")


def _specification(chart: alt.LayerChart, title: str, lines: list[str], palette: dict[str, Any]) -> dict[str, Any]:
    header = {"text": title, "subtitle": lines, "anchor": "start", "fontSize": 18, "subtitleFontSize": 12, "offset": 14}
    with alt.data_transformers.enable("default", max_rows=None):
        specification: dict[str, Any] = chart.properties(title=header, width=WIDTH).to_dict()
    config = {"background": "white", "padding": 20, "font": "sans-serif", "view": {"stroke": None}}
    specification.pop("padding", None)
    return _plain({**specification, "config": {**specification.get("config", {}), **config, **palette}})


def _plain(value: Any) -> Any:
    """Without anything JSON has no word for."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, datetime | date) else value
