"""What some points of a series would have come to, had they been as usual."""

import numpy as np
from numpy.typing import NDArray

from qm.models.signals.verdicts import Grain

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


def usual_sums(values: Numbers, start: NDArray[np.datetime64], inside: Mask, usual: Mask, grain: Grain) -> Numbers:
    """The sum of each row of `values` (rows × points) over the points `inside`, at the mean of the points `usual`.

    Days are taken at the mean of their own weekday, where there are usual ones. `start` is the first day of each point.
    """
    label = (start.astype("datetime64[D]").astype(int) + 3) % 7 if grain == "day" else np.zeros(len(start), dtype=int)
    total = np.zeros(len(values))
    for one in np.unique(label[inside]):
        alike = usual & (label == one)
        of_these = values[:, alike if alike.any() else usual]
        total += of_these.mean(axis=1) * int((inside & (label == one)).sum())
    return total
