"""A file that refers to what the store has not says so (case own-data/14)."""

from pathlib import Path

import pytest

from qm.store import Store
from tests.intake.bringing import bring, written

CONTACTS = "contact_id,arrived_at,agent_id\nC1,2024-05-01,A1\nC2,2024-05-01,A2\n"
EVALUATIONS = "evaluation_id,contact_id,agent_id,evaluator_id,evaluated_at\n"
SURVEYS = "contact_id,csat\n"


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            EVALUATIONS + "E1,GEN-1,A1,V,2024-05-02\nE2,GEN-2,Ben,V,2024-05-02\n",
            [
                "None of the 2 contact ids is in the store (not, for one, GEN-1); they join no contact.",
                "1 of 2 agent ids are in the store (not, for one, Ben); the others join no agent.",
            ],
        ),
        (EVALUATIONS + "E1,C1,A1,V,2024-05-02\nE2,,A2,V,2024-05-02\n", []),
        (
            SURVEYS + "C1,5\nC3,4\nC4,4\n",
            ["1 of 3 contact ids are in the store (not, for one, C3); the others join no contact."],
        ),
        (SURVEYS + "C3,5\n", ["The contact id C3 is not in the store, so the file joins no contact."]),
    ],
)
def test_the_share_of_ids_that_match_is_said_at_check_and_after(
    store: Store, tmp_path: Path, text: str, notes: list[str]
) -> None:
    bring(store, written(tmp_path, CONTACTS))
    path = written(tmp_path, text, "more.csv")
    assert bring(store, path, dry_run=True).notes == notes
    assert bring(store, path).notes == notes


def test_a_store_without_contacts_has_nothing_to_match(store: Store, tmp_path: Path) -> None:
    assert bring(store, written(tmp_path, SURVEYS + "C3,5\n")).notes == []
