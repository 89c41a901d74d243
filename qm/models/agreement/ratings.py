"""Ratings: who gave what to which item. Gaps are simply absent."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]

MOST_PAIRS = 6_000_000
"""Pairs of ratings of the same item beyond which statistics over pairs are not worked out."""

MOST_WHOLE = 200
"""A scale of whole numbers up to this many steps has all of them as categories."""


@dataclass(frozen=True)
class Pairs:
    """Two ratings of one item by different raters, `left` the rater with the smaller number.

    `item`, `left`, `right` are numbers of items and raters, `a` and `b` the categories they gave,
    `pair` numbers the pairs of raters from 0.
    """

    item: Integers
    left: Integers
    right: Integers
    a: Integers
    b: Integers
    pair: Integers

    @property
    def count(self) -> int:
        """How many pairs of raters have an item in common."""
        return int(self.pair.max()) + 1 if len(self.pair) else 0


@dataclass(frozen=True)
class Ratings:
    """One entry per rating, sorted by item; each rater rates an item once.

    `item` and `rater` are numbers from 0; `code` is the category, a row of `values`: the
    scores in rising order, or None where the categories are words without an order.
    `averaged` entries stand for several scores of one rater for one item.
    """

    item: Integers
    rater: Integers
    code: Integers
    values: Numbers | None
    items: int
    raters: int
    categories: int
    averaged: int = 0

    @cached_property
    def per_item(self) -> Integers:
        """How many ratings each item has."""
        return np.bincount(self.item, minlength=self.items)

    @cached_property
    def score(self) -> Numbers:
        """The score of each rating; only where categories are numbers."""
        assert self.values is not None
        return self.values[self.code]

    @property
    def enough(self) -> str | None:
        """Why agreement cannot be asked of these ratings, or None if it can."""
        if len(self.item) == 0:
            return "there are no ratings"
        if self.raters < 2:
            return "only one rater"
        return None if (self.per_item >= 2).any() else "no item was rated by two raters"

    def shared(self) -> "Ratings":
        """Only the items with two ratings or more, renumbered."""
        kept = self.per_item >= 2
        if kept.all():
            return self
        chosen = kept[self.item]
        number = np.cumsum(kept) - 1
        return Ratings(
            number[self.item[chosen]],
            self.rater[chosen],
            self.code[chosen],
            self.values,
            int(kept.sum()),
            self.raters,
            self.categories,
            self.averaged,
        )

    @cached_property
    def pairs(self) -> Pairs | None:
        """Every two ratings of the same item; None where there would be too many to handle."""
        sizes = self.per_item
        if int((sizes * (sizes - 1) // 2).sum()) > MOST_PAIRS:
            return None
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        firsts, seconds = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for size in np.unique(sizes[sizes >= 2]).tolist():
            one, other = np.triu_indices(size, 1)
            start = starts[sizes == size][:, None]
            firsts.append((start + one).ravel())
            seconds.append((start + other).ravel())
        first, second = np.concatenate(firsts), np.concatenate(seconds)
        left, right = self.rater[first], self.rater[second]
        _, pair = np.unique(left * self.raters + right, return_inverse=True)
        return Pairs(self.item[first], left, right, self.code[first], self.code[second], pair)

    def matrix(self) -> Numbers:
        """Items × raters, NaN where there is no rating."""
        table = np.full((self.items, self.raters), np.nan)
        table[self.item, self.rater] = self.score
        return table


def numeric(
    item: ArrayLike,
    rater: ArrayLike,
    score: ArrayLike,
    scale: tuple[float, float] | None = None,
    possible: ArrayLike | None = None,
) -> Ratings:
    """Ratings on a scale of numbers. Several scores of one rater for one item are averaged; NaN scores are left out.

    `scale` gives the ends of the scale: they are categories even if nobody used them, and so are
    all whole numbers between if only whole numbers were given. `possible` adds categories by name.
    """
    who, what, scores, items, raters = _numbered(item, rater, np.asarray(score, dtype=float))
    key = who * max(raters, 1) + what
    unique, place, times = np.unique(key, return_inverse=True, return_counts=True)
    means = np.bincount(place, weights=scores, minlength=len(unique)) / np.maximum(times, 1)
    means = np.round(means, 12)  # (0.1 + 0.2 + 0.3) / 3 is the category 0.2
    known = np.unique(
        np.concatenate([means, _steps(means, scale), np.asarray([] if possible is None else possible, dtype=float)])
    )
    return Ratings(
        unique // max(raters, 1),
        unique % max(raters, 1),
        np.searchsorted(known, means),
        known,
        items,
        raters,
        len(known),
        int((times > 1).sum()),
    )


def nominal(item: ArrayLike, rater: ArrayLike, category: ArrayLike) -> tuple[Ratings, int]:
    """Ratings in words, and how many were left out because one rater gave one item different words.

    `category` holds numbers from 0; a negative one is no rating.
    """
    given = np.asarray(category, dtype=np.int64)
    who, what, kept, items, raters = _numbered(item, rater, np.where(given < 0, np.nan, given.astype(float)))
    codes = kept.astype(np.int64)
    key = who * max(raters, 1) + what
    unique, first, place = np.unique(key, return_index=True, return_inverse=True)
    clashes = np.zeros(len(unique), dtype=bool)
    np.logical_or.at(clashes, place, codes != codes[first][place])
    chosen = unique[~clashes]
    used, code = np.unique(codes[first][~clashes], return_inverse=True)
    found = Ratings(chosen // max(raters, 1), chosen % max(raters, 1), code, None, items, raters, len(used))
    return found, int(clashes[place].sum())


def _numbered(item: ArrayLike, rater: ArrayLike, score: Numbers) -> tuple[Integers, Integers, Numbers, int, int]:
    kept = np.isfinite(score)
    items, who = np.unique(np.asarray(item)[kept], return_inverse=True)
    raters, what = np.unique(np.asarray(rater)[kept], return_inverse=True)
    return who.astype(np.int64), what.astype(np.int64), score[kept], len(items), len(raters)


def _steps(given: Numbers, scale: tuple[float, float] | None) -> Numbers:
    """The categories a scale has besides those that were used."""
    if scale is None:
        return np.empty(0)
    low, high = scale
    whole = all(float(x).is_integer() for x in (low, high)) and bool((given == np.round(given)).all())
    return np.arange(low, high + 1) if whole and high - low < MOST_WHOLE else np.array([low, high], dtype=float)
