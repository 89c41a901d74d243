"""The centres whose pages are read sentence by sentence, each made once in a run and only when asked for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from qm.demo import simulate
from qm.intake import import_file, load_frames
from qm.store import Store
from tests.conftest import ROOT

MAPPINGS = ROOT / "data" / "mappings"
FIRST_DAY = datetime(2024, 4, 1)  # a Monday
DAYS = 84


def noise(store: Store) -> None:
    """Twelve weeks in which nothing hangs together with anything: every value is drawn for itself."""
    rng = np.random.default_rng(11)
    n = DAYS * 90
    hours = np.sort(rng.integers(0, DAYS, n)) * 24 + rng.uniform(8, 18, n)
    arrived = [FIRST_DAY + timedelta(seconds=round(hour * 3600)) for hour in hours]
    abandoned = rng.random(n) < 0.08
    names = np.array([f"N{i:05d}" for i in range(n)])
    agents = np.array([f"A{i:02d}" for i in range(15)])
    agent = agents[rng.integers(0, len(agents), n)]
    contacts = pd.DataFrame(
        {
            "contact_id": names,
            "customer_id": [f"C{i:05d}" for i in rng.integers(0, n, n)],
            "arrived_at": arrived,
            "channel": rng.choice(["voice", "chat"], n),
            "reason": rng.choice(["Billing", "Delivery", "Returns"], n),
            "queue": "Main",
            "agent_id": np.where(abandoned, None, agent),
            "wait_seconds": rng.exponential(15, n).round(),
            "handle_seconds": np.where(abandoned, np.nan, rng.lognormal(5.6, 0.5, n).round()),
            "abandoned": abandoned,
            "resolved": np.where(abandoned, None, rng.random(n) < 0.8),
        }
    )
    answered = np.flatnonzero(~abandoned)
    asked = rng.choice(answered, 1200, replace=False)
    surveys = pd.DataFrame({"contact_id": names[asked], "csat": rng.integers(1, 6, len(asked)), "csat_max": 5})
    judged = rng.choice(answered, 700, replace=False)
    evaluations = pd.DataFrame(
        {
            "evaluation_id": [f"E{i:04d}" for i in range(len(judged))],
            "contact_id": names[judged],
            "agent_id": agent[judged],
            "evaluator_id": rng.choice(["Eve", "Ned", "Pat", "Una"], len(judged)),
            "evaluated_at": [arrived[i] + timedelta(hours=30) for i in judged],
            "scorecard": "main",
        }
    )
    questions = [f"Q{i}" for i in range(1, 7)]
    answers = pd.DataFrame(
        [
            {"evaluation_id": e, "question_id": q, "points": float(rng.random() < 0.75), "points_possible": 1.0}
            for e in evaluations["evaluation_id"]
            for q in questions
        ]
    )
    frames = {
        "contacts": contacts,
        "surveys": surveys,
        "evaluations": evaluations,
        "answers": answers,
        "questions": pd.DataFrame(
            {"scorecard": "main", "question_id": questions, "text": [f"Question {q}" for q in questions], "weight": 1.0}
        ),
        "agents": pd.DataFrame({"agent_id": agents, "name": [f"Agent {a}" for a in agents], "team": "North"}),
    }
    load_frames(store, frames, file="noise.csv", kind="contacts")


def only(*tables: str) -> Callable[[Store], None]:
    """A store that has only these tables of a demo centre."""

    def fill(store: Store) -> None:
        frames = simulate(days=35, contacts_per_day=200, seed=4).frames
        load_frames(store, {table: frames[table] for table in tables}, file="some.csv", kind="contacts")

    return fill


def imported(file: str, mapping: str) -> Callable[[Store, Path], None]:
    """One of the real files, by its mapping."""
    return lambda store, folder: _import(store, folder / file, MAPPINGS / mapping)


def _import(store: Store, file: Path, mapping: Path) -> None:
    import_file(store, file, mapping)


MADE: dict[str, Callable[[Store], None]] = {
    "empty": lambda store: None,
    "only contacts": only("contacts"),
    "only evaluations": only("evaluations", "answers", "questions"),
    "only surveys": only("surveys"),
    "noise": noise,
}
REAL: dict[str, Callable[[Store, Path], None]] = {
    "shop": imported("ecommerce_support/ecommerce_customer_support_20pct_sample.csv", "ecommerce_support.toml"),
    "incidents": imported("uci_incident/incident_event_log.csv.gz", "incident_event_log.toml"),
}
CENTRES = ("demo", *MADE, *REAL)
