"""Agents' scores with the evaluators' severity taken out: who gains, and whether it is more than everybody does."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from qm.analysis.evaluations.score_sheets import EvaluationSheet
from qm.models.statistics.estimate import LEVEL
from qm.models.statistics.quantiles import normal, student

COLUMNS = (
    "agent_id",
    "n",
    "evaluators",
    "before",
    "before_low",
    "before_high",
    "after",
    "after_low",
    "after_high",
    "change",
    "change_low",
    "change_high",
    "beyond",
    "beyond_low",
    "beyond_high",
)


def without_severity(
    sheets: Sequence[EvaluationSheet], raters: Sequence[str], severity: np.ndarray, covariance: np.ndarray
) -> pd.DataFrame:
    """One row per agent: mean score before auto-fail as given and with each evaluator's severity added back.

    `raters`, `severity` and `covariance` are those of the evaluators. `change` is what an agent gains, its interval
    from what is not known of the severities; `beyond` how much that is more than all agents gain, which is what
    moves them against each other. Evaluations by somebody of whom severity is not known are left out, and
    calibrations, which would count a contact several times.
    """
    parts = []
    for sheet in sheets:
        own = sheet.evaluations["calibration_id"].isna() & sheet.evaluations["agent_id"].notna()
        score = sheet.answers.scores(sheet.weights, before_fail=True)
        parts.append(sheet.evaluations[["agent_id", "evaluator_id"]].assign(score=score)[own & np.isfinite(score)])
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["agent_id", "evaluator_id"])
    code = pd.Index(raters).get_indexer(table["evaluator_id"])
    known = (code >= 0) & np.isfinite(severity)[code]
    table, code = table[known].reset_index(drop=True), code[known]
    severity = np.nan_to_num(severity)
    if table.empty:
        return pd.DataFrame(columns=COLUMNS)
    agent, names = pd.factorize(table["agent_id"], sort=True)
    n = np.bincount(agent)
    share = np.zeros((len(names), len(raters)))
    np.add.at(share, (agent, code), 1.0)
    whole = share.sum(axis=0) / share.sum()
    evaluators = (share > 0).sum(axis=1)
    share /= n[:, None]
    given = table["score"].to_numpy(dtype=float)
    frame = pd.DataFrame({"agent_id": names, "n": n, "evaluators": evaluators})
    for name, score in (("before", given), ("after", given + severity[code])):
        frame = frame.assign(**_means(name, agent, score))
    for name, weights in (("change", share), ("beyond", share - whole)):
        value = weights @ severity
        half = normal((1 + LEVEL) / 2) * np.sqrt(np.maximum(((weights @ covariance) * weights).sum(axis=1), 0))
        frame = frame.assign(**{name: value, f"{name}_low": value - half, f"{name}_high": value + half})
    return frame[list(COLUMNS)]


def _means(name: str, agent: np.ndarray, score: np.ndarray) -> dict[str, np.ndarray]:
    """Mean score by agent with its interval; none of the latter from one evaluation."""
    n = np.bincount(agent)
    mean = np.bincount(agent, weights=score) / n
    spread = np.bincount(agent, weights=(score - mean[agent]) ** 2) / np.maximum(n - 1, 1)
    reach = np.array([student((1 + LEVEL) / 2, k - 1) if k > 1 else np.nan for k in n.tolist()])
    half = reach * np.sqrt(spread / n)
    return {name: mean, f"{name}_low": mean - half, f"{name}_high": mean + half}
