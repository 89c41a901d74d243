"""Resampling by clusters: rows of one agent are alike, so agents are drawn, not rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]

LEAST = 10
"""With fewer clusters than this their own variation cannot be seen; rows are drawn instead."""

MOST_GROUPS = 400


@dataclass(frozen=True)
class Clusters:
    """The cluster of each row, from 0. `by_name`: clusters are those that were asked for; else rows are taken as
    independent, gathered at random into groups so that drawing is quick."""

    code: Integers
    count: int
    by_name: bool

    def sums(self, columns: Numbers) -> Numbers:
        """Per cluster the sums of `columns` (rows × k)."""
        found = np.empty((self.count, columns.shape[1]))
        for j in range(columns.shape[1]):
            found[:, j] = np.bincount(self.code, weights=columns[:, j], minlength=self.count)
        return found

    def moments(self, columns: Numbers) -> Numbers:
        """Per cluster the cross products of 1 and `columns`: clusters × (k + 1) × (k + 1)."""
        order = np.argsort(self.code, kind="stable")
        table = np.column_stack([np.ones(len(columns)), columns])[order]
        ends = np.cumsum(np.bincount(self.code, minlength=self.count))
        found = np.empty((self.count, table.shape[1], table.shape[1]))
        start = 0
        for i, end in enumerate(ends):
            found[i] = table[start:end].T @ table[start:end]
            start = end
        return found

    def draws(self, times: int, seed: int) -> Numbers:
        """How often each cluster is drawn: times × clusters."""
        rng = np.random.default_rng(seed)
        return rng.multinomial(self.count, np.full(self.count, 1 / self.count), size=times).astype(float)

    def folds(self, k: int, seed: int) -> Integers:
        """The fold of each cluster, about equal in rows: in random order, each to the emptiest fold."""
        sizes = np.bincount(self.code, minlength=self.count)
        fold = np.empty(self.count, dtype=np.int64)
        filled = np.zeros(k)
        for cluster in np.random.default_rng(seed).permutation(self.count):
            emptiest = int(np.argmin(filled))
            fold[cluster] = emptiest
            filled[emptiest] += sizes[cluster]
        return fold


def clusters(names: ArrayLike | None, rows: int, seed: int = 5) -> Clusters:
    """Clusters by `names` (None or a missing value: the row stands alone); too few of them, and rows stand alone."""
    if names is not None:
        labels = np.asarray(names, dtype=object)
        known = np.array([label is not None and label == label for label in labels], dtype=bool)
        _, found = np.unique(labels[known].astype(str), return_inverse=True)
        different = int(found.max(initial=-1)) + 1
        if different >= LEAST:
            code = np.empty(rows, dtype=np.int64)
            code[known] = found
            code[~known] = different + np.arange(rows - int(known.sum()))
            return Clusters(code, int(code.max()) + 1, True)
    groups = min(rows, MOST_GROUPS)
    code = np.random.default_rng(seed).permutation(rows) % max(groups, 1)
    return Clusters(code.astype(np.int64), groups, False)


def covariance(moments: Numbers) -> Numbers:
    """The covariance (k × k) of columns from the sum of their moments."""
    n = moments[0, 0]
    mean = moments[0, 1:] / n
    products: Numbers = moments[1:, 1:] / n - np.outer(mean, mean)
    return products
