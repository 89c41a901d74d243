"""A small centre for pages about one agent: whose figures can be done in the head.

Anna and Ben work for team North over four weeks from Monday 6 May 2024, a call a day each.
Anna's calls about billing are evaluated every day: she gets all points on q1 and half on q2;
Ben gets half on both. Every call of Anna's first week comes back the next day.
"""

from datetime import datetime, timedelta
from typing import Any

from qm.store import Store
from tests.centre import answer, evaluation, fill, question

START = datetime(2024, 5, 6, 9)
DAYS = 28
NAME = "Anna <b>*Bo_ld*</b>"


def centre(store: Store, **more: list[dict[str, Any]]) -> None:
    """Write the centre; `more` rows by table."""
    contacts, evaluations, answers = [], [], []
    for day in range(DAYS):
        at = START + timedelta(days=day)
        for who, agent, share in (("a", "A1", 1.0), ("b", "A2", 0.5)):
            name = f"{who}{day}"
            contacts.append(
                {
                    "contact_id": name,
                    "customer_id": f"{who}P{day}",
                    "arrived_at": at,
                    "channel": "voice",
                    "queue": "line",
                    "reason": "billing",
                    "agent_id": agent,
                    "wait_seconds": 10,
                    "handle_seconds": 300,
                    "abandoned": False,
                    "resolved": True,
                }
            )
            evaluations.append(
                evaluation(f"E{name}", contact_id=name, agent_id=agent, scorecard="main")
                | {"evaluated_at": at + timedelta(hours=5)}
            )
            answers.append(answer(f"E{name}", "q1", share * 10, 10))
            answers.append(answer(f"E{name}", "q2", 5, 10, comment="Too *fast* <i>" if day == 27 else None))
    for day in range(7):
        contacts.append(
            {
                "contact_id": f"again{day}",
                "customer_id": f"aP{day}",
                "arrived_at": START + timedelta(days=day + 1),
                "channel": "chat",
                "queue": "line",
                "reason": "delivery",
                "agent_id": "A2",
                "wait_seconds": 10,
                "handle_seconds": 600,
                "abandoned": False,
                "resolved": True,
            }
        )
    tables: dict[str, list[dict[str, Any]]] = {
        "agents": [
            {"agent_id": "A1", "name": NAME, "team": "North", "supervisor": "Sue", "agent_row": 1},
            {"agent_id": "A2", "name": "Ben", "team": "North", "supervisor": "Sue", "agent_row": 2},
        ],
        "contacts": contacts,
        "evaluations": evaluations,
        "answers": answers,
        "questions": [
            question("q1", text="Was polite", weight=1, points_possible=10),
            question("q2", text="Solved it", weight=1, points_possible=10),
        ],
        "surveys": [{"contact_id": "a27", "csat": 4, "csat_max": 5, "comment": "Fine <script>"}],
    }
    fill(store, **{table: tables.get(table, []) + more.get(table, []) for table in {*tables, *more}})
