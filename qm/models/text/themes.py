"""Words of comments that go with low or high grades: what customers speak of, in whatever language they write.

A word counts once per comment. Which words differ beyond chance is decided over all words together,
so that among hundreds a few do not stand out by luck.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from qm.models.statistics.clusters import Numbers
from qm.models.statistics.false_discovery import benjamini_hochberg

LEAST = 10
"""A word is looked at from so many comments on."""

SHORTEST = 4
"""Shorter words seldom say what something is about."""

OVERLAP_OF_ONE_THEME = 0.75
"""Words whose comments overlap so far (those with both over those with either) are one theme."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Themes:
    """One entry per theme that goes with grades beyond chance, the strongest first: its words, an example, how many
    comments have its first word (`n`), the mean grade with and without it, and the correlation of having it
    with the grade. `comments` were read, `words` looked at."""

    word: list[str]
    example: list[str]
    n: Numbers
    with_it: Numbers
    without: Numbers
    correlation: Numbers
    comments: int
    words: int


def themes(comments: Sequence[str], grade: Numbers) -> Themes:
    """Find the words; `grade` one number per comment."""
    y = np.asarray(grade, dtype=float)
    rows: dict[str, list[int]] = {}
    for i, comment in enumerate(comments):
        for word in {w.casefold() for w in _WORD.findall(comment) if len(w) >= SHORTEST}:
            rows.setdefault(word, []).append(i)
    total = len(y)
    looked_at = sorted(word for word, there in rows.items() if LEAST <= len(there) <= total - LEAST)
    nothing = np.zeros(0)
    if not looked_at or y.std() < 1e-12:
        return Themes([], [], nothing, nothing, nothing, nothing, total, len(looked_at))
    n = np.array([len(rows[word]) for word in looked_at], dtype=float)
    sums = np.array([y[rows[word]].sum() for word in looked_at])
    with_it, without = sums / n, (y.sum() - sums) / (total - n)
    share = n / total
    correlation = (with_it - without) * np.sqrt(share * (1 - share)) / y.std()
    z = np.arctanh(np.clip(correlation, -0.999999, 0.999999)) * np.sqrt(max(total - 3, 1))
    chance = 2 * ndtr(-np.abs(z))
    beyond_chance = np.flatnonzero(chance <= benjamini_hochberg(chance))
    strongest_first = beyond_chance[np.argsort(-np.abs(correlation[beyond_chance]), kind="stable")]
    groups = _grouped_by_overlap(strongest_first.tolist(), [set(rows[word]) for word in looked_at])
    first = np.array([group[0] for group in groups], dtype=int)
    return Themes(
        [", ".join(looked_at[i] for i in group) for group in groups],
        [_example(comments, [rows[looked_at[i]] for i in group]) for group in groups],
        n[first],
        with_it[first],
        without[first],
        correlation[first],
        total,
        len(looked_at),
    )


def _grouped_by_overlap(words: list[int], there: list[set[int]]) -> list[list[int]]:
    """Words that stand in the same comments, put together; each group keeps the order of `words`."""
    groups: list[list[int]] = []
    for word in words:
        for group in groups:
            own, other = there[word], there[group[0]]
            if len(own & other) >= OVERLAP_OF_ONE_THEME * len(own | other):
                group.append(word)
                break
        else:
            groups.append([word])
    return groups


def _example(comments: Sequence[str], rows: list[list[int]]) -> str:
    """The shortest comment that has most of the words."""
    times: dict[int, int] = {}
    for row in (row for own in rows for row in own):
        times[row] = times.get(row, 0) + 1
    return " ".join(comments[min(times, key=lambda row: (-times[row], len(comments[row]), row))].split())
