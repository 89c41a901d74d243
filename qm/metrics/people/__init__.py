"""Fair comparison of people: case mix, sample size, and what can be told from what."""

from qm.metrics.people.comparison import CONTROLLABLE, Compared, compare, compare_all

__all__ = ["CONTROLLABLE", "Compared", "compare", "compare_all"]
