"""Published tables of ratings, a line per rater and a dot for a gap, and what established packages make of them.

Coefficients and intervals by irrCAC 0.4 (K. Gwet), alpha also by the package krippendorff, Fleiss' kappa
also by statsmodels.
"""

import numpy as np

from qm.models.agreement.ratings import Ratings, nominal, numeric

# Gwet, Handbook of Inter-Rater Reliability: 4 raters, 12 units
FOUR_RATERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . .
. 3 3 3 2 3 4 2 2 5 1 3
1 2 3 3 2 4 4 1 2 5 1 .
"""
# Krippendorff 2011, Computing Krippendorff's alpha-reliability: 4 observers, 12 units
KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
# Gwet: 5 observers, 15 units
FIVE_OBSERVERS = """
1 1 2 . 0 0 1 1 2 2 . 0 1 3 1
1 1 3 0 0 0 0 . 2 1 1 0 2 3 1
2 0 3 0 0 0 2 2 2 1 0 0 2 2 1
. 1 3 . . . . 0 . 1 0 0 2 2 .
2 . . 0 0 0 1 . 2 . . . . 3 1
"""
# Gwet: 4 raters, 14 units of two groups
LETTERS = """
a b c c b a d a b . . . b b
a b c c b b d a b e . . b a
. c c c b c d b b e a c c c
a b c c b d d a b e a . b b
"""
# Gwet: Ben and Gerry, 12 units
BEN_AND_GERRY = """
a a b b d c c c e d d a
b a b b b c c c e . d d
"""
# Shrout and Fleiss 1979: 4 judges, 6 targets
SHROUT_FLEISS = """
9 6 8 7 10 6
2 1 4 1 5 2
5 3 6 2 6 4
8 2 8 6 9 7
"""
# Fleiss 1971: 6 psychiatrists, 30 patients
FLEISS_1971 = """
4 2 2 5 2 1 3 1 1 5 1 1 2 1 2 3 1 1 2 1 5 2 2 1 1 2 1 2 1 5
4 2 3 5 2 1 3 1 1 5 4 2 2 4 2 3 1 1 2 3 5 4 2 1 4 2 1 2 3 5
4 2 3 5 2 3 3 3 4 5 4 4 2 4 4 3 1 1 4 3 5 4 4 4 4 2 1 4 3 5
4 5 3 5 4 3 3 3 4 5 4 4 3 4 4 3 4 1 4 5 5 4 5 4 4 2 1 4 3 5
4 5 3 5 4 3 5 3 4 5 4 4 3 4 4 3 5 1 4 5 5 4 5 4 4 2 5 4 3 5
4 5 5 5 4 3 5 4 4 5 4 4 3 4 5 5 5 2 4 5 5 4 5 4 5 4 5 4 3 5
"""
# the example of Fleiss' kappa in Wikipedia: 14 raters, 10 subjects, counts by category
FLEISS_COUNTS = """
0 0 0 0 14
0 2 6 4 2
0 0 3 5 6
0 3 9 2 0
2 2 8 1 1
7 7 0 0 0
3 2 6 3 0
2 5 3 2 2
6 5 2 1 0
0 2 2 3 7
"""
# irrCAC's cont3x3abstractors and cont4x4diagnosis: rows one rater, columns the other
ABSTRACTORS = "13 0 0 / 0 20 7 / 0 4 56"
DIAGNOSIS = "40 4 4 17 / 6 25 2 13 / 4 1 21 12 / 15 5 9 45"
# the kappa paradox: both agree on most, kappa says nearly nothing (PMC7222679)
PARADOX = "130 56 / 9 5"

# table -> coefficient -> value, low, high
PUBLISHED = {
    "FOUR_RATERS": {
        "ac1": (0.77544, 0.46081, 1),
        "fleiss": (0.76117, 0.42438, 1),
        "alpha": (0.74342, 0.41906, 1),
        "conger": (0.76282, 0.4345, 1),
        "brennan": (0.77273, 0.45421, 1),
    },
    "FIVE_OBSERVERS": {
        "ac1": (0.49662, 0.23502, 0.75823),
        "fleiss": (0.45762, 0.19928, 0.71596),
        "alpha": (0.48053, 0.23708, 0.72398),
        "conger": (0.46927, 0.21906, 0.71949),
        "brennan": (0.48741, 0.22812, 0.74669),
    },
    "LETTERS": {
        "ac1": (0.6846, 0.39612, 0.97308),
        "fleiss": (0.65725, 0.33337, 0.98112),
        "alpha": (0.63181, 0.30564, 0.95797),
        "conger": (0.65859, 0.34318, 0.974),
        "brennan": (0.67949, 0.38516, 0.97381),
    },
    "BEN_AND_GERRY": {
        "ac1": (0.66144, 0.25654, 1),
        "fleiss": (0.64935, 0.22831, 1),
        "alpha": (0.66489, 0.26367, 1),
        "conger": (0.65714, 0.26222, 1),
        "brennan": (0.65909, 0.25131, 1),
    },
    "KRIPPENDORFF": {
        "ac1": (0.77544, 0.46081, 1),
        "fleiss": (0.76117, 0.42438, 1),
        "alpha": (0.74342, 0.41906, 1),
        "conger": (0.76207, 0.43168, 1),
        "brennan": (0.77273, 0.45421, 1),
    },
    "FLEISS_1971": {
        "ac1": (0.44788, 0.33404, 0.56173),
        "fleiss": (0.43024, 0.3194, 0.54109),
        "alpha": (0.43341, 0.32256, 0.54426),
        "conger": (0.44181, 0.33792, 0.54569),
        "brennan": (0.44444, 0.33171, 0.55718),
    },
}

# table -> metric -> alpha
ALPHAS = {
    "FOUR_RATERS": {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403},
    "KRIPPENDORFF": {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403},
    "FIVE_OBSERVERS": {"nominal": 0.48053, "ordinal": 0.768685, "interval": 0.771865, "ratio": 0.67924},
    "FLEISS_1971": {"nominal": 0.43341, "ordinal": 0.335858, "interval": 0.28805, "ratio": 0.24001},
}


def table(text: str) -> Ratings:
    """The ratings of a table above; letters are words without an order."""
    cells = [line.split() for line in text.strip().splitlines()]
    rater, item = np.indices((len(cells), len(cells[0])))
    given = np.array(cells)
    kept = given != "."
    item, rater, given = item[kept], rater[kept], given[kept]
    if all(cell.isdigit() for cell in given):
        return numeric(item, rater, given.astype(float))
    return nominal(item, rater, np.unique(given, return_inverse=True)[1])[0]


def crossed(text: str) -> Ratings:
    """Two raters whose categories are counted in a table."""
    counts = np.array([[int(n) for n in row.split()] for row in text.split("/")])
    one, other = (np.repeat(i.ravel(), counts.ravel()) for i in np.indices(counts.shape))
    n = len(one)
    return numeric(np.tile(np.arange(n), 2), np.repeat([0, 1], n), np.concatenate([one, other]))


def counted(text: str) -> Ratings:
    """Items whose ratings are counted by category."""
    counts = np.array([[int(n) for n in row.split()] for row in text.strip().splitlines()])
    item, category = (np.repeat(i.ravel(), counts.ravel()) for i in np.indices(counts.shape))
    rater = np.concatenate([np.arange(n) for n in counts.sum(axis=1)])
    return numeric(item, rater, category)
