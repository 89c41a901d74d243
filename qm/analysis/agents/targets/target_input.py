"""Targets as people type them: 85%, 5:30, 4.2."""

import re

from qm.errors import QMError
from qm.wording import Scale

EXAMPLES = {"percent": "85%", "duration": "5:30 (minutes and seconds) or 330 s", "score": "4.2", "decimal": "4.2"}
_NUMBER = r"[-−]?\d+(?:[.,]\d+)?"


def parse_target(text: str, scale: Scale, highest: float | None = None) -> float:
    """The figure meant by `text`, as the metric is kept: shares from 0 to 1, times in seconds.

    Raises QMError with a sentence for what is no figure of the metric; `highest` is the top of
    a scale of grades.
    """
    plain = " ".join(text.split())
    if not plain:
        raise QMError(f"Type a target for {scale.label}, such as {EXAMPLES[scale.format]}.")
    value = _duration(plain) if scale.format == "duration" else _number(plain, scale)
    if value is None:
        raise QMError(f"'{plain[:40]}' is no value of {scale.label}; write it like {EXAMPLES[scale.format]}.")
    least, most = _range(scale, highest)
    if not least <= value <= most:
        reach = f"{scale.text(least)} to {scale.text(most)}" if most < float("inf") else "more than 0"
        raise QMError(f"{scale.label} cannot be {plain[:40]}; it is {reach}.")
    return value


def _number(text: str, scale: Scale) -> float | None:
    match = re.fullmatch(rf"({_NUMBER})\s*(%)?", text)
    if not match:
        return None
    value = float(match[1].replace(",", ".").replace("−", "-"))
    if scale.format != "percent":
        return None if match[2] else value
    return value / 100 if match[2] or abs(value) > 1 else value


def _duration(text: str) -> float | None:
    clock = re.fullmatch(r"(\d+):([0-5]\d)\s*(min|h)?", text)
    if clock:
        first, second = int(clock[1]), int(clock[2])
        return float(first * 3600 + second * 60 if clock[3] == "h" else first * 60 + second)
    match = re.fullmatch(rf"({_NUMBER})\s*(s|min|h)?", text)
    if not match:
        return None
    return float(match[1].replace(",", ".").replace("−", "-")) * {"min": 60, "h": 3600}.get(match[2] or "s", 1)


def _range(scale: Scale, highest: float | None) -> tuple[float, float]:
    if scale.format == "duration":
        return 1e-9, float("inf")
    if scale.kind == "net":
        return -1.0, 1.0
    if scale.format == "percent":
        return 0.0, 1.0
    return 1.0, highest or 10.0
