"""A control chart drawn for paper: a plain SVG, without what a screen needs."""

import pandas as pd

from qm.wording import written

WIDTH, HEIGHT, LEFT, FOOT = 760, 112, 44, 16


def trend_svg(frame: pd.DataFrame, events: pd.DataFrame) -> str:
    """The line, its limits, a mark for every signal, and a line for every coaching; shares as percent."""
    known = frame[["value", "lower", "upper"]]
    low, high = max(float(known.min().min()), 0.0), min(float(known.max().max()), 1.0)
    room = (high - low) * 0.1 or 0.05
    low, high = low - room, high + room
    first, last = frame["start"].iloc[0], frame["end"].iloc[-1]
    span = (last - first).total_seconds()

    def x(at: pd.Timestamp) -> float:
        return LEFT + (at - first).total_seconds() / span * (WIDTH - LEFT - 8)

    def y(value: float) -> float:
        return (HEIGHT - FOOT) * (1 - (value - low) / (high - low))

    middle = [x(s + (e - s) / 2) for s, e in zip(frame["start"], frame["end"], strict=True)]
    parts = []
    if frame["lower"].notna().any():
        upper = [f"{px:.1f},{y(min(v, high)):.1f}" for px, v in zip(middle, frame["upper"], strict=True) if v == v]
        lower = [f"{px:.1f},{y(max(v, low)):.1f}" for px, v in zip(middle, frame["lower"], strict=True) if v == v]
        parts.append(f'<polygon points="{" ".join(upper + lower[::-1])}" fill="#7a868b" opacity=".15"/>')
        centre = [f"{px:.1f},{y(v):.1f}" for px, v in zip(middle, frame["centre"], strict=True) if v == v]
        parts.append(f'<polyline points="{" ".join(centre)}" fill="none" stroke="#7a868b" stroke-dasharray="3 3"/>')
    for at, kind in zip(events["at"], events["kind"], strict=True):
        if kind == "coaching":
            ends = f'x1="{x(at):.1f}" x2="{x(at):.1f}" y1="0" y2="{HEIGHT - FOOT}"'
            parts.append(f'<line {ends} stroke="#8a60d2" stroke-width="2"/>')
    line = " ".join(f"{px:.1f},{y(v):.1f}" for px, v in zip(middle, frame["value"], strict=True))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#17607a" stroke-width="2"/>')
    for px, value, direction in zip(middle, frame["value"], frame["direction"], strict=True):
        size, colour = (2.5, "#17607a") if direction == "within" else (4.5, "#d9601a")
        parts.append(f'<circle cx="{px:.1f}" cy="{y(value):.1f}" r="{size}" fill="{colour}"/>')
    for value in (low + room, high - room):
        parts.append(_text(LEFT - 6, y(value) + 3, "end", written(value, "percent")))
    for at, anchor in ((first, "start"), (last - pd.Timedelta(days=1), "end")):
        parts.append(_text(x(at), HEIGHT - 3, anchor, f"{at:%d %b %Y}"))
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{"".join(parts)}</svg>'


def _text(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="10">{words}</text>'
