"""One agent question by question, against peers; what stands out, and what to work on next."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from qm.analysis.agents.profile_comparisons import ProfileComparisons
from qm.metrics.catalogue import METRICS
from qm.models.comparison.fair_comparison import ABOVE, BELOW, FEWEST, ORDINARY, TOO_FEW
from qm.models.statistics.false_discovery import benjamini_hochberg
from qm.store import Store

TEXTS = """
-- one row per question: its newest version on any scorecard
select question_id, text, section, dimension, controllable, weight
from (
    select
        question_id, text, section, dimension, controllable, weight,
        row_number() over (
            partition by question_id
            order by length(version) desc nulls last, version desc, batch desc, scorecard
        ) as age
    from questions
) as versions
where age = 1
"""

UPPER_QUARTER = 0.6745
"""Where the best quarter of peers begins, in standard deviations of true values."""


Item = dict[str, Any]
"""A strength or a growth area: kind (metric or question), id, name and the figures of the comparison."""


def questions(store: Store, peers: ProfileComparisons, agent: str) -> pd.DataFrame:
    """One row per question that the agent was asked: against peers with the same mix of work.

    question, text, section, dimension, controllable (unknown counts as yes), weight, value
    (share of points), n, expected, difference, shrunk, low, high, spread, verdict, label.
    False discoveries are kept at 5 % over the agent's own questions.
    """
    texts = store.query(TEXTS).set_index("question_id")
    rows = []
    for name, compared in peers.questions.items():
        row = compared.row(agent)
        if row is not None:
            rows.append({"question": name, **row})
    table = pd.DataFrame(
        rows,
        columns=["question", "value", "n", "expected", "difference", "shrunk", "spread", "above", "p_value", "label"],
    )
    enough = table["n"] >= FEWEST
    level = benjamini_hochberg(table["p_value"].where(enough).to_numpy(dtype=float))
    bounds = [peers.questions[name].interval(agent, level) for name in table["question"]]
    higher = np.where(table["above"] > 0.5, ABOVE, BELOW)
    seen = np.where(table["p_value"].fillna(1.0) <= level, higher, ORDINARY)
    known = texts.reindex(table["question"]).reset_index(drop=True)
    return table[["question"]].assign(
        text=known["text"],
        section=known["section"],
        dimension=known["dimension"],
        controllable=known["controllable"].astype("boolean").fillna(True).astype(bool),
        weight=known["weight"],
        **{name: table[name] for name in ("value", "n", "expected", "difference", "shrunk")},
        low=[low for low, _ in bounds],
        high=[high for _, high in bounds],
        spread=table["spread"],
        verdict=np.where(enough, seen, TOO_FEW),
        label=table["label"],
        p_value=table["p_value"],
    )


def standing_out(peers: ProfileComparisons, asked: pd.DataFrame, agent: str) -> tuple[list[Item], list[Item]]:
    """Strengths and growth areas: metrics and controllable questions where the data can tell, surest first."""
    told = []
    for name, compared in peers.metrics.items():
        row = compared.row(agent)
        better = METRICS[name].better
        if row is not None and row["verdict"] in (ABOVE, BELOW) and better != "neither":
            good = (row["verdict"] == ABOVE) == (better == "up")
            told.append((good, row, {"kind": "metric", "id": name, "name": compared.metric.label}))
    for row in asked[asked["controllable"] & asked["verdict"].isin([ABOVE, BELOW])].to_dict("records"):
        told.append((row["verdict"] == ABOVE, row, {"kind": "question", "id": row["question"], "name": _named(row)}))
    told.sort(key=lambda entry: entry[1]["p_value"])
    figures = ("value", "n", "expected", "difference", "shrunk", "low", "high", "label")
    strengths, growth = (
        [what | {figure: row[figure] for figure in figures} for good, row, what in told if good is wanted]
        for wanted in (True, False)
    )
    return strengths, growth


def _named(row: dict[str, Any]) -> str:
    return row["text"] if isinstance(row["text"], str) else row["question"]


def next_step(asked: pd.DataFrame, importance: Mapping[str, float] | None) -> dict[str, Any] | None:
    """The one question where improvement would move satisfaction most.

    `importance`: what a question's share of points, from none to all, is worth in satisfaction.
    Room to improve is from the agent's shrunk share to where the best quarter of peers with
    the same mix begins. None without importance, or where there is nothing to gain.
    """
    if not importance:
        return None
    able = asked[asked["controllable"] & (asked["n"] >= FEWEST)]
    within_reach = np.minimum(able["expected"] + UPPER_QUARTER * able["spread"], 1.0)
    room = (within_reach - able["shrunk"]).clip(lower=0)
    worth = able["question"].map(lambda name: importance.get(str(name), 0.0)).astype(float)
    gain = (room * worth).fillna(0.0)
    if gain.empty or gain.max() <= 0:
        return None
    best = able.loc[gain.idxmax()]
    return {
        "question": best["question"],
        "text": best["text"],
        "value": best["value"],
        "shrunk": best["shrunk"],
        "within_reach": float(within_reach[gain.idxmax()]),
        "importance": float(worth[gain.idxmax()]),
        "gain": float(gain.max()),
    }
