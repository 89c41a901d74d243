"""Score arithmetic, vectorised: what evaluations score under any weights, for every variant.

The same rules as the SQL of qm/metrics/score_sql.py, prepared once so that other weights cost
two matrix products.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

VARIANTS = ("points_times_weight", "section_normalised", "mean_of_rated")
FLAG, SECTION, WHOLE = 1, 2, 3
EFFECTS = {None: 0, "flag": FLAG, "section": SECTION, "whole": WHOLE}


@dataclass(frozen=True)
class ScoreSheet:
    """Answers as they enter the score, evaluations × questions. Made by `score_sheet`.

    `given` and `possible` are points, both 0 where an answer does not count (`counts` False);
    `section` is each question's section from 0; `failed` (evaluations × sections) marks
    sections lost to a critical question, `failure` is 3 whole, 2 section, 1 flag, 0 none.
    """

    given: Numbers
    possible: Numbers
    counts: NDArray[np.bool_]
    section: NDArray[np.int64]
    failed: NDArray[np.bool_]
    failure: NDArray[np.int8]
    variant: str

    def scores(self, weights: ArrayLike, *, before_fail: bool = False) -> Numbers:
        """The score of every evaluation (0 to 1; above with bonus points), NaN where nothing counts.

        `before_fail`: without what critical questions do.
        """
        w = np.asarray(weights, dtype=float)
        if self.variant == "section_normalised":
            return self._section_scores(w, before_fail)
        if self.variant == "mean_of_rated":
            w = np.ones(len(w))
        return _ratio((self.given if before_fail else self._kept) @ w, self.possible @ w)

    def slopes(self, weights: ArrayLike) -> tuple[Numbers, Numbers]:
        """Scores before auto-fail, and how each changes with each weight (evaluations × questions)."""
        w = np.asarray(weights, dtype=float)
        if self.variant == "mean_of_rated":
            return self.scores(w), np.zeros_like(self.given)
        if self.variant == "points_times_weight":
            whole = self.possible @ w
            score = _ratio(self.given @ w, whole)
            return score, _ratio(self.given - score[:, None] * self.possible, whole[:, None])
        ratio, inside, section_weight = self._sections(w)
        whole = section_weight.sum(axis=1)
        score = _ratio((section_weight * np.nan_to_num(ratio)).sum(axis=1), whole)
        own = np.nan_to_num(ratio)[:, self.section]
        counted = self.counts & np.isfinite(ratio)[:, self.section]
        moved = _ratio(section_weight[:, self.section] * (self.given - own * self.possible), inside[:, self.section])
        return score, _ratio(counted * (own - score[:, None]) + np.nan_to_num(moved), whole[:, None])

    def rows(self, chosen: ArrayLike) -> "ScoreSheet":
        """Only the chosen evaluations."""
        index = np.asarray(chosen)
        return replace(
            self,
            given=self.given[index],
            possible=self.possible[index],
            counts=self.counts[index],
            failed=self.failed[index],
            failure=self.failure[index],
        )

    def shares(self) -> Numbers:
        """Points over points possible of every answer, NaN where it does not count: what drivers are made of."""
        return np.where(self.counts, _ratio(self.given, self.possible), np.nan)

    def shares_of_score(self, weights: ArrayLike) -> Numbers:
        """The part of the score that each question makes up: its weight, times the points possible where these count
        too; all 0 where no question has a weight."""
        worth = np.asarray(weights, dtype=float)
        if self.variant == "mean_of_rated":
            worth = np.ones(len(worth))
        elif self.variant == "points_times_weight" and len(self.given):
            counted = self.counts.sum(axis=0)
            mean_possible = np.divide(self.possible.sum(axis=0), counted, out=np.ones(len(worth)), where=counted > 0)
            worth = worth * mean_possible
        return worth / worth.sum() if worth.sum() > 0 else np.zeros(len(worth))

    @cached_property
    def _kept(self) -> Numbers:
        """The points that are left after auto-fail."""
        if not self.failed.any():
            return self.given
        return np.where(self.failed[:, self.section], 0.0, self.given)

    def _section_scores(self, w: Numbers, before_fail: bool) -> Numbers:
        ratio, _, section_weight = self._sections(w)
        got = section_weight * np.nan_to_num(ratio)
        if not before_fail:
            got = np.where(self.failed, 0.0, got)
        return _ratio(got.sum(axis=1), section_weight.sum(axis=1))

    def _sections(self, w: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Per evaluation and section: share of points, points possible, and the weight of a section that counts."""
        by_section = np.zeros((len(w), self.failed.shape[1]))
        by_section[np.arange(len(w)), self.section] = w
        inside = self.possible @ by_section
        ratio = _ratio(self.given @ by_section, inside)
        return ratio, inside, np.where(np.isfinite(ratio), self.counts @ by_section, 0.0)


def score_sheet(
    points: ArrayLike,
    possible: ArrayLike,
    not_applicable: ArrayLike,
    section: ArrayLike,
    critical: Sequence[str | None],
    *,
    variant: str = "points_times_weight",
    instead: str = "renormalise",
    auto_fail: str = "whole",
) -> ScoreSheet:
    """Prepare answers (evaluations × questions) for scoring.

    `points` NaN: not rated, never counts. `possible` NaN: unknown, then the answer does not count
    either. `section` is a label per question, `critical` what failing it does (None, flag,
    section, whole), of which `auto_fail` is the most that is done. `instead` says what a
    question that did not apply counts: renormalise (nothing), full, zero. ValueError for another
    variant. Source: docs/methods.md, Quality score.
    """
    if variant not in VARIANTS:
        raise ValueError(f"There is no way of scoring called '{variant}'; there are {', '.join(VARIANTS)}.")
    got, most = np.asarray(points, dtype=float), np.asarray(possible, dtype=float)
    absent = np.asarray(not_applicable, dtype=bool)
    effect = np.array([min(EFFECTS[c], EFFECTS[auto_fail]) for c in critical], dtype=np.int8)
    with np.errstate(invalid="ignore"):
        failing = np.where(~absent & (got < most), effect, 0).astype(np.int8)
    if instead == "full":
        got = np.where(absent, most, got)
    else:
        got = np.where(absent, {"renormalise": np.nan, "zero": 0.0}[instead], got)
    counts = np.isfinite(got) & np.isfinite(most)
    if variant == "mean_of_rated":
        counts &= most != 0
        got, most = np.divide(got, most, out=np.zeros_like(got), where=counts), np.ones_like(most)
    _, sections = np.unique([str(s) for s in np.asarray(section, dtype=object)], return_inverse=True)
    worst = np.zeros((len(got), int(sections.max(initial=0)) + 1), dtype=np.int8)
    for s in range(worst.shape[1]):
        worst[:, s] = failing[:, sections == s].max(axis=1, initial=0)
    failure = worst.max(axis=1, initial=0)
    failed = (worst == SECTION) | (failure == WHOLE)[:, None]
    return ScoreSheet(
        np.where(counts, got, 0.0), np.where(counts, most, 0.0), counts, sections, failed, failure, variant
    )


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    """NaN where there is nothing to divide by."""
    shape = np.broadcast_shapes(np.shape(part), np.shape(whole))
    ratio: Numbers = np.divide(part, whole, out=np.full(shape, np.nan), where=whole != 0)
    return ratio
