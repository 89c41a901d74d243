"""Words of comments that go with low or high grades: what customers speak of, in whatever language they write.

A word counts once per comment. Which words differ beyond chance is decided over all words together,
so that among hundreds a few do not stand out by luck.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from qm.models import discovery
from qm.models.clusters import Numbers

LEAST = 10
"""A word is looked at from so many comments on."""

SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Themes:
    """One entry per word that differs beyond chance, the largest part in grades first: how many comments have it
    (`n`), the mean grade with and without it, and the correlation of having it with the grade.
    `comments` were read, `words` looked at."""

    word: list[str]
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
        return Themes([], nothing, nothing, nothing, nothing, total, len(looked_at))
    n = np.array([len(rows[word]) for word in looked_at], dtype=float)
    sums = np.array([y[rows[word]].sum() for word in looked_at])
    with_it, without = sums / n, (y.sum() - sums) / (total - n)
    share = n / total
    correlation = (with_it - without) * np.sqrt(share * (1 - share)) / y.std()
    z = np.arctanh(np.clip(correlation, -0.999999, 0.999999)) * np.sqrt(max(total - 3, 1))
    chance = 2 * ndtr(-np.abs(z))
    found = np.flatnonzero(chance <= discovery.level(chance))
    order = found[np.argsort(-np.abs(correlation[found]), kind="stable")]
    return Themes(
        [looked_at[i] for i in order], n[order], with_it[order], without[order], correlation[order], total,
        len(looked_at),
    )  # fmt: skip
