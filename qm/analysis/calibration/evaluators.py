"""Evaluators: what they agree on, question by question, and how severe and consistent each one is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.models.agreement.connected import connected_raters
from qm.models.agreement.consistency import consistency
from qm.models.agreement.ratings import Ratings, numeric
from qm.models.agreement.severity import Severity, severity
from qm.models.scorecard.question_verdict import rater_standing

MARGIN = 0.02
"""Two points of a hundred: nobody is called severe or lenient for less."""

COLUMNS = (
    "rater",
    "n",
    "group",
    "severity",
    "low",
    "high",
    "follows",
    "follows_low",
    "follows_high",
    "times",
    "verdict",
)


def question_ratings(sheet: EvaluationSheet, question: str) -> tuple[Ratings, int]:
    """What evaluators of the same contacts gave for one question, in shares of its points, and how many of
    their answers count for nothing because it did not apply or was not rated."""
    return ratings_of_shared(sheet.shared(), question)


def ratings_of_shared(shared: EvaluationSheet, question: str) -> tuple[Ratings, int]:
    """The same where `shared` holds the shared evaluations already, as `EvaluationSheet.shared` gives them."""
    given = shared.answers.shares()[:, shared.names.index(question)]
    blank = int((~np.isfinite(given)).sum())
    e = shared.evaluations
    return numeric(e["item"], pd.factorize(e["evaluator_id"], sort=True)[0], given, possible=possible(given)), blank


def possible(given: np.ndarray) -> tuple[float, ...]:
    """Answers that count as categories even if nobody gave them: no points and all points, where no more than two
    different ones were given. A scale that was used in three steps or more is taken to be what was used."""
    return (0.0, 1.0) if len(np.unique(given[np.isfinite(given)])) <= 2 else ()


def score_ratings(sheet: EvaluationSheet, weights: np.ndarray | None = None) -> Ratings:
    """Total scores, before auto-fail, of contacts that several evaluators scored; under today's weights unless told."""
    e = sheet.shared()
    score = e.answers.scores(e.weights if weights is None else weights, before_fail=True)
    return numeric(e.evaluations["item"], pd.factorize(e.evaluations["evaluator_id"], sort=True)[0], score)


def evaluators(sheets: Sequence[EvaluationSheet]) -> pd.DataFrame:
    """One row per evaluator: how much less of the score (0 to 1) they give than the middle one, and how well they
    follow the others.

    Severity is from all evaluations: contacts scored by several compare them directly, for the rest
    reason, scorecard and agent are allowed for. `follows` is from calibrations alone, with `times`
    the evaluator's noise over the median of the others'. `verdict`: severe, lenient, unreliable (or
    two of them), ordinary, unknown. Those of different `group`s scored nothing alike, so each is compared within
    its own. Sorted by evaluator.
    """
    return evaluators_and_severity(sheets)[0]


def evaluators_and_severity(sheets: Sequence[EvaluationSheet]) -> tuple[pd.DataFrame, Severity]:
    """`evaluators`, and the severities as they are needed for sums over several."""
    frame, severe = severities(sheets)
    frame = frame.assign(severity=severe.severity, low=severe.low, high=severe.high)
    stands = severe.stands_out(MARGIN).tolist()
    sides = [int(s) if known == known else None for s, known in zip(stands, severe.severity.tolist(), strict=True)]
    frame = frame.merge(_consistency(sheets), on="rater", how="left")
    unreliable = frame["unreliable"].eq(True)
    frame["verdict"] = [rater_standing(side, flag) for side, flag in zip(sides, unreliable, strict=True)]
    return frame[list(COLUMNS)], severe


def severities(sheets: Sequence[EvaluationSheet]) -> tuple[pd.DataFrame, Severity]:
    """Evaluators (rater, n: how many scores each gave, and group), and their severity, NaN where it cannot be told.

    Only those who scored the same kind of contacts on the same scorecard, directly or through others, can be
    compared: each `group` has a middle of its own.
    """
    table = pd.concat([_scored(sheet) for sheet in sheets], ignore_index=True)
    table = table[table["score"].notna()].reset_index(drop=True)
    codes, names = pd.factorize(table["evaluator_id"], sort=True)
    stratum = pd.factorize(table["scorecard"].fillna("") + "\n" + table["reason"].fillna(""))[0]
    group = connected_raters(codes, stratum)
    size = len(names)
    value, low, high, error = (np.full(size, np.nan) for _ in range(4))
    covariance = np.zeros((size, size))
    for number in range(int(group.max(initial=-1)) + 1):
        own, rows = np.flatnonzero(group == number), group[codes] == number
        severe = _severity(table[rows], stratum[rows])
        if severe is not None:
            value[own], low[own], high[own], error[own] = severe.severity, severe.low, severe.high, severe.error
            covariance[np.ix_(own, own)] = severe.covariance
    rated = np.bincount(codes, minlength=size)
    frame = pd.DataFrame({"rater": names, "n": rated, "group": group})
    return frame, Severity(value, low, high, error, rated, covariance)


def _severity(table: pd.DataFrame, stratum: np.ndarray) -> Severity | None:
    return severity(
        pd.factorize(_item(table))[0],
        pd.factorize(table["evaluator_id"], sort=True)[0],
        table["score"].to_numpy(),
        strata=[pd.factorize(stratum)[0]],
        agent=_agents(table["agent_id"]),
    )


def _item(table: pd.DataFrame) -> pd.Series:
    """What was scored: the contact, else the item of a calibration, else the evaluation stands alone."""
    alone = table["calibration_id"].where(table["calibration_id"].notna(), table["evaluation_id"])
    return table["contact_id"].where(table["contact_id"].notna(), "\n" + alone)


def _scored(sheet: EvaluationSheet) -> pd.DataFrame:
    columns = ["evaluation_id", "contact_id", "calibration_id", "evaluator_id", "agent_id", "reason"]
    score = sheet.answers.scores(sheet.weights, before_fail=True)
    return sheet.evaluations[columns].assign(scorecard=sheet.scorecard or "", score=score)


def _agents(agent: pd.Series) -> np.ndarray | None:
    code = pd.factorize(agent)[0]
    return code if len(code) and code.max() >= 1 else None


def _consistency(sheets: Sequence[EvaluationSheet]) -> pd.DataFrame:
    """One row per evaluator of the calibrations of all scorecards together; empty where they cannot tell."""
    parts, start = [], 0
    for sheet in sheets:
        shared = sheet.shared()
        score = shared.answers.scores(shared.weights, before_fail=True)
        e = shared.evaluations
        parts.append(pd.DataFrame({"item": e["item"] + start, "evaluator_id": e["evaluator_id"], "score": score}))
        start += len(shared)
    together = pd.concat(parts, ignore_index=True)
    together = together[together["score"].notna()]
    codes = pd.factorize(together["evaluator_id"], sort=True)[0]
    group = connected_raters(codes, pd.factorize(together["item"])[0])
    followed = [_followed(together[group[codes] == number]) for number in range(int(group.max(initial=-1)) + 1)]
    return pd.concat([_NOBODY, *followed], ignore_index=True) if any(map(len, followed)) else _NOBODY


_NOBODY = pd.DataFrame(
    {
        "rater": pd.Series(dtype=object),
        **dict.fromkeys(("follows", "follows_low", "follows_high", "times"), pd.Series(dtype=float)),
        "unreliable": pd.Series(dtype=bool),
    }
)


def _followed(compared: pd.DataFrame) -> pd.DataFrame:
    """One row per evaluator of those who are linked by common contacts."""
    codes, names = pd.factorize(compared["evaluator_id"], sort=True)
    steady = consistency(numeric(compared["item"], codes, compared["score"]))
    if steady is None:
        return _NOBODY
    values = (names, steady.follows, steady.low, steady.high, steady.times, steady.is_unreliable())
    return pd.DataFrame(dict(zip(_NOBODY.columns, values, strict=True)))
