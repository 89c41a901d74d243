"""The questions of a scorecard one by one: who passes, who agrees, what each weighs and is worth, and a verdict."""

import numpy as np
import pandas as pd

from qm.analysis.calibration.evaluators import ratings_of_shared
from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.metrics.score_sql import questions_in_force
from qm.models.agreement.coefficients import gwet_ac
from qm.models.scorecard.drivers import BY_CHANCE, Drivers, explains_more_than_chance, importance_shares, usual_share
from qm.models.scorecard.question_verdict import Standing, standing
from qm.models.statistics.clusters import Numbers
from qm.store import Session


def question_statistics(sheet: EvaluationSheet) -> pd.DataFrame:
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
        ratings, _ = ratings_of_shared(shared, name)
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
    described = ["text", "section", "dimension", "controllable", "critical"]
    return pd.concat([figures, sheet.questions[described].reset_index(drop=True)], axis=1)


def question_verdicts(questions: pd.DataFrame, drivers: Drivers, share: Numbers) -> list[Standing]:
    """The verdict on each question whose part of the score is `share`: aligned, over-weighted, under-weighted,
    saturated, noisy, too few answers; unknown where the grades tell nothing of it.

    `questions` as of `question_statistics`.
    """
    _, low, high = importance_shares(drivers)
    known = explains_more_than_chance(drivers)
    if known:  # an importance is never below 0, so what chance would give is taken off before a weight is too little
        low = np.maximum(low - BY_CHANCE / (drivers.n * drivers.r2), 0.0)
    return [
        standing(
            float(share[j]),
            float(low[j]) if known else None,
            float(high[j]) if known else None,
            usual_share=float(row["usual"]) if row["n"] else 0.0,
            answers=int(row["n"]),
            agreement_high=float(row["agreement_high"]) if pd.notna(row["agreement_high"]) else None,
        )
        for j, row in enumerate(questions.to_dict("records"))
    ]


def without_weight(session: Session, sheet: EvaluationSheet) -> tuple[str, ...]:
    """The questions that no imported row gives a weight; each counts as 1."""
    rows = session.rows(
        f"""
        select question_id from ({questions_in_force()}) as q
        where scorecard is not distinct from $scorecard and weight is not null
        """,
        {"scorecard": sheet.scorecard},
    )
    weighted = {name for (name,) in rows}
    return tuple(name for name in sheet.names if name not in weighted)
