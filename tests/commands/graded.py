"""A small store of evaluations with grades, whose drivers are known."""

import numpy as np
import pandas as pd

from qm.intake import load_frames
from qm.store import default_path, open_store

NAMES = ("Q1", "Q2", "Q3", "Q4")
WEIGHTS = (10.0, 10.0, 40.0, 40.0)


def graded(n: int = 300, **changes: pd.DataFrame | None) -> None:
    """Customers feel Q1 and, half as much, Q2; today's weights stress Q3 and Q4. Ten agents, two evaluators."""
    rng = np.random.default_rng(2)
    points = (rng.random((n, 4)) < 0.6).astype(float)
    felt = 1 + 2 * points[:, 0] + points[:, 1] + 0.7 * rng.standard_normal(n)
    ids = [f"E{i}" for i in range(n)]
    contacts = [f"C{i}" for i in range(n)]
    frames: dict[str, pd.DataFrame | None] = {
        "evaluations": pd.DataFrame(
            {
                "evaluation_id": ids,
                "contact_id": contacts,
                "agent_id": [f"A{i % 10}" for i in range(n)],
                "evaluator_id": [f"EV{i % 2}" for i in range(n)],
                "evaluated_at": pd.Timestamp("2024-05-06 10:00"),
                "scorecard": "main",
            }
        ),
        "answers": pd.DataFrame(
            {
                "evaluation_id": np.repeat(ids, 4),
                "question_id": list(NAMES) * n,
                "points": points.ravel(),
                "points_possible": 1.0,
            }
        ),
        "questions": pd.DataFrame({"scorecard": "main", "question_id": NAMES, "weight": WEIGHTS}),
        "surveys": pd.DataFrame({"contact_id": contacts, "csat": np.clip(np.round(felt), 1, 5), "csat_max": 5.0}),
    }
    store = open_store(default_path())
    load_frames(store, {k: v for k, v in (frames | changes).items() if v is not None}, "test", "evaluations")
    store.close()
