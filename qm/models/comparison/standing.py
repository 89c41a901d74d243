"""What a verdict means to a reader: better or worse where the metric has a better side, else higher or lower.

A difference too small to act on is only that, whatever its side.
"""

from qm.models.comparison.fair_comparison import ABOVE, BELOW

BETTER, WORSE, MIXED, HIGHER, LOWER = "better", "worse", "mixed", "higher", "lower"
SMALL, EXPECTED = "small difference", "as expected"


def standing(verdict: str, better: str) -> str:
    """The standing of a unit with this verdict on a metric whose `better` is up, down or neither."""
    if verdict not in (ABOVE, BELOW):
        return EXPECTED
    if better == "neither":
        return HIGHER if verdict == ABOVE else LOWER
    return BETTER if (verdict == ABOVE) == (better == "up") else WORSE


def combined_standing(first: str, second: str) -> str:
    """The standing on two metrics at once; better or worse counts before merely higher or lower."""
    told = {first, second} & {BETTER, WORSE}
    if len(told) == 2:
        return MIXED
    rest = {first, second} & {HIGHER, LOWER}
    if told:
        return told.pop()
    return rest.pop() if len(rest) == 1 else SMALL if SMALL in (first, second) else EXPECTED
