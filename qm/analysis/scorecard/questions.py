"""The questions of a scorecard one by one: what they are worth to customers, who passes, who agrees, and a verdict."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from qm.analysis.calibration.evaluators import question_ratings
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.analysis.scorecard.alignment import facts
from qm.metrics.score_sql import questions_in_force
from qm.models.agreement.coefficients import gwet_ac
from qm.models.scorecard.drivers import DRAWS, Drivers, drivers, usual_share
from qm.models.scorecard.question_verdict import standing
from qm.models.statistics.clusters import Numbers
from qm.store import Store

Progress = Callable[[float], None]

BY_CHANCE = 2.0
"""Chance alone makes one question account for 1 / pairs of the grades, and drawing pairs again for as much more."""


def question_drivers(pairs: EvaluationSheet, progress: Progress = lambda share: None, draws: int = DRAWS) -> Drivers:
    """What each question accounts for in customers' grades; intervals allow for agents."""
    e = pairs.evaluations
    return drivers(
        pairs.answers.shares(),
        e["grade"],
        agents=e["agent_id"],
        satisfied=e["satisfied"].astype(float),
        names=pairs.names,
        draws=draws,
        progress=progress,
    )


def fact_drivers(
    pairs: EvaluationSheet, progress: Progress = lambda share: None, draws: int = 60
) -> tuple[pd.DataFrame, Drivers] | None:
    """The same with what is known of the contact beside the questions (wait, transfers, repeat …); None without any.

    The frame has one row per question and fact: name, kind (question, fact), importance, low, high (shares of
    the variance of grades), beta, beta_low, beta_high.
    """
    known = facts(pairs)
    if known.empty or not len(known.columns):
        return None
    e = pairs.evaluations
    names = [*pairs.names, *known.columns]
    found = drivers(
        np.column_stack([pairs.answers.shares(), known.to_numpy()]),
        e["grade"],
        agents=e["agent_id"],
        names=names,
        draws=draws,
        progress=progress,
    )
    figures = ("importance", "low", "high", "beta", "beta_low", "beta_high")
    frame = pd.DataFrame(
        {
            "name": names,
            "kind": ["question"] * len(pairs.names) + ["fact"] * len(known.columns),
            **{name: getattr(found, name) for name in figures},
        }
    )
    return frame, found


def questions_known(sheet: EvaluationSheet) -> pd.DataFrame:
    """One row per question, in the scorecard's order: question, text, section, dimension, controllable, critical,
    n (answers that count), passed (share with all points), usual (share of the most common answer), and what
    evaluators agree: agreement (AC1), agreement_low, agreement_high, compared (items), agreement_why.
    """
    shares = sheet.answers.shares()
    shared = sheet.shared()
    rows = []
    for j, name in enumerate(sheet.names):
        own = shares[:, j]
        given = own[np.isfinite(own)]
        ratings, _ = question_ratings(shared, name)
        agreed = gwet_ac(ratings)
        rows.append(
            {
                "question": name,
                "n": len(given),
                "passed": float((given >= 1 - 1e-9).mean()) if len(given) else np.nan,
                "usual": usual_share(given),
                "agreement": agreed.value,
                "agreement_low": agreed.low,
                "agreement_high": agreed.high,
                "agreement_why": agreed.why,
                "compared": ratings.items,
            }
        )
    figures = pd.DataFrame(rows)
    for column in ("agreement", "agreement_low", "agreement_high"):
        figures[column] = figures[column].astype(float)
    told = ["text", "section", "dimension", "controllable", "critical"]
    return pd.concat([figures, sheet.questions[told].reset_index(drop=True)], axis=1)


def share_of_score(sheet: EvaluationSheet, points: Numbers) -> Numbers:
    """The part of the score that each question makes up: its weight, times points possible where these count too."""
    worth = points
    if sheet.answers.variant == "mean_of_rated":
        worth = np.ones(len(points))
    elif sheet.answers.variant == "points_times_weight" and len(sheet):
        counted = sheet.answers.counts.sum(axis=0)
        worth = points * np.divide(
            sheet.answers.possible.sum(axis=0), counted, out=np.ones(len(points)), where=counted > 0
        )
    return worth / worth.sum() if worth.sum() > 0 else np.zeros(len(points))


def tells(found: Drivers, questions: int) -> bool:
    """Whether the questions together explain more of the grades than chance would."""
    return found.why is None and found.r2_low > BY_CHANCE * questions / found.n


def importance_shares(found: Drivers) -> tuple[Numbers, Numbers, Numbers]:
    """Importance with its interval, as shares of what all questions explain together."""
    if found.why is not None or not found.r2 > 0:
        nothing = np.full(len(found.importance), np.nan)
        return nothing, nothing, nothing
    share, low, high = (np.clip(part / found.r2, 0.0, 1.0) for part in (found.importance, found.low, found.high))
    return share, low, high


def verdicts(known: pd.DataFrame, found: Drivers, share: Numbers) -> list[str]:
    """The verdict on each question whose part of the score is `share`: aligned, over-weighted, under-weighted,
    saturated, noisy, too few answers; unknown where the grades tell nothing of it."""
    _, low, high = importance_shares(found)
    told = tells(found, len(known))
    if told:  # an importance is never below 0, so what chance would give is taken off before a weight is too little
        low = np.maximum(low - BY_CHANCE / (found.n * found.r2), 0.0)
    return [
        standing(
            float(share[j]),
            float(low[j]) if told else None,
            float(high[j]) if told else None,
            usual_share=float(row["usual"]) if row["n"] else 0.0,
            answers=int(row["n"]),
            agreement_high=float(row["agreement_high"]) if pd.notna(row["agreement_high"]) else None,
        )
        for j, row in enumerate(known.to_dict("records"))
    ]


def without_weight(store: Store, sheet: EvaluationSheet) -> list[str]:
    """The questions that no imported row gives a weight; each counts as 1."""
    rows = store.rows(
        f"""
        select question_id from ({questions_in_force()}) as q
        where scorecard is not distinct from $scorecard and weight is not null
        """,
        {"scorecard": sheet.scorecard},
    )
    known = {name for (name,) in rows}
    return [name for name in sheet.names if name not in known]
