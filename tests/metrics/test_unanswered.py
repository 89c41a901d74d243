"""A survey that was sent and not answered is no survey answer (case intake/16)."""

from pathlib import Path

import pytest

from qm.metrics import Filters, measure
from qm.store import Store
from tests.intake.bringing import bring, written

CONTACTS = "contact_id,arrived_at\n" + "".join(f"{i},2024-03-04 09:0{i}:00\n" for i in range(1, 5))


@pytest.mark.parametrize(
    ("surveys", "answered"),
    [
        ("contact_id,responded_at,csat\n1,2024-03-04 12:00:00,5\n2,,\n3,2024-03-04 12:00:00,4\n4,,\n", 2),
        ("contact_id,nps\n1,\n2,9\n3,\n4,\n", 1),
        ("contact_id,csat,comment\n1,5,\n2,,thanks\n3,,\n4,1,bad\n", 3),
        ("contact_id,csat\n1,5\n2,4\n3,3\n4,2\n", 4),
    ],
)
def test_response_is_the_share_that_answered(store: Store, tmp_path: Path, surveys: str, answered: int) -> None:
    bring(store, written(tmp_path, CONTACTS))
    bring(store, written(tmp_path, surveys, "surveys.csv"))
    for split in ([], ["day"], ["queue"]):
        (row,) = measure(store, Filters(), ["response_rate"], split).to_dict("records")
        assert (row["numerator"], row["denominator"]) == (answered, 4)
