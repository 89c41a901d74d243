"""What a rule says, in words."""

from qm.intake import Rule
from qm.intake.rule_sources import COLUMNS
from qm.ui.markup import literal
from qm.wording import shortened

UNITS = {
    "found": "Seconds, or h:mm:ss where written so",
    "s": "Seconds",
    "min": "Minutes",
    "h": "Hours",
    "clock": "h:mm:ss",
}
JOINS = {" ": "a blank", "": "nothing", "-": "a hyphen -", "_": "an underscore _", "/": "a slash /", "T": "a T"}


def rule_parts(rule: Rule, source: str) -> list[str]:
    """What a rule says beyond its column, in words."""
    parts = []
    if len(rule.columns) > 1 and source == COLUMNS:
        parts.append(_values(rule.columns, 8))
    elif len(rule.columns) > 1:
        parts.append(f"{_names(rule.columns)} joined by {JOINS.get(rule.join, literal(repr(rule.join)))}")
    if rule.start or rule.end:
        parts.append(f"from {_names(rule.start)} to {_names(rule.end)}")
    if rule.sum:
        parts.append(" + ".join(literal(name) for name in rule.sum))
    if rule.minus:
        parts.append(" − ".join(literal(name) for name in rule.minus))
    if rule.value is not None:
        parts.append(f"always {literal(rule.value)}")
    if rule.row:
        parts.append("equal rows get equal numbers")
    if rule.format:
        parts.append(f"written {literal(rule.format)}")
    if rule.unit:
        parts.append(f"in {UNITS[rule.unit].lower()}")
    if rule.true is not None:
        parts.append(f"yes: {_values(rule.true)}" + (f", no: {_values(rule.false)}" if rule.false else ""))
    if rule.true_above is not None:
        parts.append(f"yes above {rule.true_above:g}")
    if rule.missing:
        parts.append(f"empty: {_values(rule.missing)}")
    if rule.points_possible is not None:
        parts.append(f"out of {rule.points_possible:g}")
    return parts


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(literal(name) for name in names) or "…"


def _values(values: tuple[str, ...], most: int = 4) -> str:
    shown = ", ".join(literal(shortened(v, 24)) for v in values[:most])
    return (shown or "none chosen yet") + (f" and {len(values) - most} more" if len(values) > most else "")
