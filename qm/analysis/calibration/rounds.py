"""Calibrations: contacts that several evaluators scored, by question, by pair of evaluators and by round."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.calibration.evaluators import possible, score_ratings
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.metrics.filters import Filters
from qm.models.agreement.bland_altman import bland_altman
from qm.models.agreement.coefficients import prevalence
from qm.models.agreement.icc import icc
from qm.models.agreement.pooled import Pool, pool
from qm.models.agreement.ratings import numeric
from qm.models.agreement.summary import coefficients
from qm.models.statistics.estimate import Estimate
from qm.store import Store


@dataclass(frozen=True)
class Calibrations:
    """Evaluations of contacts that several evaluators scored, those of all scorecards together.

    `evaluations`: one row each: evaluation_id, contact_id, calibration_id, evaluator_id, evaluated_at, scorecard,
    score (before auto-fail), item and rater (numbers from 0), round and month. `questions`: one row each: scorecard,
    question_id, text. `given` (evaluations × questions): the share of the points given, NaN where the question did not
    apply, was not rated, or stands on another scorecard. `raters` are names; `reliability` is the ICC(2,1) of total
    scores on the largest scorecard, `bias` one row per pair of evaluators and scorecard; `alone` counts the
    evaluations of contacts that nobody else scored.
    """

    evaluations: pd.DataFrame
    questions: pd.DataFrame
    given: np.ndarray
    raters: list[str]
    reliability: Estimate
    alone: int

    @property
    def contacts(self) -> int:
        return int(self.evaluations["item"].nunique())

    @property
    def has_rounds(self) -> bool:
        """Whether rounds hold several contacts, as meetings do; in a file of ratings every item is its own."""
        return bool(self.evaluations.groupby("round")["item"].nunique().median() > 1)

    @property
    def is_planned(self) -> bool:
        """Whether they come from calibrations rather than from contacts that happen to have two evaluators."""
        return bool(self.evaluations["calibration_id"].notna().any())


def calibrations(sheets: Sequence[EvaluationSheet]) -> Calibrations:
    """What the evaluators of `sheets` scored together."""
    shared = [(sheet.scorecard, sheet.shared()) for sheet in sheets]
    frames, questions, start = [], [], 0
    for scorecard, sheet in shared:
        e = sheet.evaluations
        frames.append(
            e.assign(
                scorecard=scorecard, item=e["item"] + start, score=sheet.answers.scores(sheet.weights, before_fail=True)
            )
        )
        start += int(e["item"].max()) + 1 if len(e) else 0
        questions.append(sheet.questions[["question_id", "text"]].assign(scorecard=scorecard))
    columns = [
        "evaluation_id",
        "contact_id",
        "calibration_id",
        "evaluator_id",
        "evaluated_at",
        "scorecard",
        "score",
        "item",
    ]
    together = pd.concat([f[columns] for f in frames], ignore_index=True) if frames else pd.DataFrame(columns=columns)
    codes, names = pd.factorize(together["evaluator_id"], sort=True)
    month = pd.to_datetime(together["evaluated_at"]).dt.strftime("%Y-%m")
    together = together.assign(
        rater=codes, month=month, round=together["calibration_id"].where(together["calibration_id"].notna(), month)
    )
    asked = pd.concat(questions, ignore_index=True) if questions else pd.DataFrame(columns=["question_id", "text"])
    largest = max((sheet for _, sheet in shared), key=len, default=None)
    reliability = icc(score_ratings(largest))[0] if largest is not None else Estimate(None, why="there are no ratings")
    return Calibrations(
        together,
        asked,
        _side_by_side([sheet.answers.shares() for _, sheet in shared]),
        [str(n) for n in names],
        reliability,
        sum(len(sheet) for sheet in sheets) - len(together),
    )


def _side_by_side(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Blocks along the diagonal, NaN elsewhere."""
    whole = np.full((sum(len(p) for p in parts), sum(p.shape[1] for p in parts)), np.nan)
    row = column = 0
    for part in parts:
        whole[row : row + len(part), column : column + part.shape[1]] = part
        row, column = row + len(part), column + part.shape[1]
    return whole


def by_question(found: Calibrations) -> pd.DataFrame:
    """One row per question and coefficient, in the scorecard's order.

    scorecard, question_id, text, items (contacts that two or more scored), raters, ratings, left_out (answers that did
    not apply or were not rated), steps (how many different answers were given), usual (the share of the most common
    answer) and usual_points (that answer, as share of the points), coefficient, value, low, high and why it cannot be
    had or how it is to be read.
    """
    rows: list[dict] = []
    item, rater = found.evaluations["item"].to_numpy(), found.evaluations["rater"].to_numpy()
    own = found.evaluations["scorecard"].fillna("")
    for place, question in enumerate(found.questions.to_dict("records")):
        given = found.given[:, place]
        ratings = numeric(item, rater, given, possible=possible(given))
        shares = prevalence(ratings) if len(ratings.item) else np.zeros(1)
        categories = ratings.values if ratings.values is not None and len(ratings.item) else np.full(1, np.nan)
        about = {
            **question,
            "items": int((ratings.per_item >= 2).sum()),
            "raters": ratings.raters,
            "ratings": len(ratings.item),
            "left_out": int((~np.isfinite(given) & (own == (question["scorecard"] or "")).to_numpy()).sum()),
            "steps": len(np.unique(ratings.code)),
            "usual": float(shares.max()),
            "usual_points": float(categories[shares.argmax()]),
        }
        rows += [
            about
            | {
                "coefficient": name,
                "value": _number(e.value),
                "low": _number(e.low),
                "high": _number(e.high),
                "why": e.why,
            }
            for name, e in coefficients(ratings).items()
        ]
    return pd.DataFrame(rows)


def pooled(found: Calibrations, coefficient: str) -> Pool:
    """All questions together, each against its own chance."""
    return pool(found.evaluations["item"], found.evaluations["rater"], found.given, coefficient, possible)


def by_pair(found: Calibrations, together: Pool) -> pd.DataFrame:
    """One row per two evaluators: left, right (names), contacts both scored, answers compared, value, low, high, why;
    `bias` how much more of the score left gives than right on the same contacts, with its interval."""
    e = found.evaluations
    known = e["score"].notna()
    apart = {}
    if known.any():
        names = np.unique(e.loc[known, "rater"])
        scores = numeric(e.loc[known, "item"], e.loc[known, "rater"], e.loc[known, "score"])
        apart = {(int(names[c.left]), int(names[c.right])): c for c in bland_altman(scores)}
    size = len(found.raters)
    group = together.left * size + together.right
    answers = np.bincount(group, minlength=size * size)
    shared = np.bincount(np.unique(group * max(len(e), 1) + together.item) // max(len(e), 1), minlength=size * size)
    estimates = together.agreements(group, size * size)
    rows = []
    for left in range(size):
        for right in range(left + 1, size):
            place = left * size + right
            estimate, bias = estimates[place], apart.get((left, right))
            rows.append(
                {
                    "left": found.raters[left],
                    "right": found.raters[right],
                    "contacts": int(shared[place]),
                    "answers": int(answers[place]),
                    "value": _number(estimate.value),
                    "low": _number(estimate.low),
                    "high": _number(estimate.high),
                    "why": estimate.why,
                    "bias": _number(bias.bias.value) if bias else np.nan,
                    "bias_low": _number(bias.bias.low) if bias else np.nan,
                    "bias_high": _number(bias.bias.high) if bias else np.nan,
                }
            )
    return pd.DataFrame(rows)


def over_time(found: Calibrations, together: Pool, step: str) -> pd.DataFrame:
    """One row per round or month (`step`) in order of time: step, at (its first day), contacts, evaluators, answers,
    value, low, high, why."""
    e = found.evaluations
    code, names = pd.factorize(e[step])
    frame = (
        e.assign(step=code)
        .groupby("step")
        .agg(at=("evaluated_at", "min"), contacts=("item", "nunique"), evaluators=("rater", "nunique"))
    )
    of_item = np.zeros(int(e["item"].max()) + 1 if len(e) else 0, dtype=np.int64)
    of_item[e["item"].to_numpy(dtype=np.int64)] = code
    group = of_item[together.item]
    estimates = together.agreements(group, len(names))
    frame = frame.assign(
        step=[str(name) for name in names],
        answers=np.bincount(group, minlength=len(names)),
        value=[_number(e.value) for e in estimates],
        low=[_number(e.low) for e in estimates],
        high=[_number(e.high) for e in estimates],
        why=[e.why for e in estimates],
    )
    columns = ["step", "at", "contacts", "evaluators", "answers", "value", "low", "high", "why"]
    return frame.reset_index(drop=True)[columns].sort_values(["at", "step"], ignore_index=True)


def remarks(store: Store, evaluations: Sequence[str]) -> pd.DataFrame:
    """One row per answer of these evaluations: evaluation_id, question_id, points, points_possible, not_applicable,
    comment."""
    named = {f"evaluation_{i}": evaluation for i, evaluation in enumerate(evaluations)}
    return store.query(
        f"""
        select evaluation_id, question_id, points, points_possible, coalesce(not_applicable, false) as not_applicable,
               comment
        from answers
        where evaluation_id in ({", ".join("$" + name for name in named)})
        order by evaluation_id, length(question_id), question_id
        """,
        named,
    )


def until(filters: Filters, open_end: bool) -> Filters:
    """The same with everything before, and with `open_end` after."""
    return filters.period(None, None if open_end else filters.date_to)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
