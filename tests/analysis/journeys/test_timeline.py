"""A customer's contacts as a timeline, in words."""

import pandas as pd

from qm.analysis.journeys.timeline import contact_details, timeline

NAN = float("nan")


def journey(**changes):
    return pd.DataFrame(
        {
            "arrived_at": pd.to_datetime(["2024-05-06 10:00", "2024-05-06 10:00", "2024-05-08 10:05"]),
            "ended_at": pd.to_datetime(["2024-05-06 10:05", "2024-05-06 10:05", "2024-05-08 10:10"]),
            "channel": ["voice", "voice", None],
            "reason": ["billing", None, "delivery"],
            "agent_id": ["A1", None, "A1"],
            "wait_seconds": [10.0, 40.0, NAN],
            "handle_seconds": [290.0, NAN, 300.0],
            "abandoned": [False, True, False],
            "resolved": [True, None, False],
            "is_repeat": [False, False, True],
            "csat": [NAN, NAN, 2.0],
            "csat_max": [NAN] * 3,
            "quality_score": [NAN, NAN, 0.75],
        }
    ).assign(**changes)


def test_steps_of_a_journey_have_rows_of_their_own_and_hang_on_the_one_before():
    found = timeline(journey())
    assert found["name"].tolist() == ["6 May 10:00 voice", "6 May 10:00 voice (2)", "8 May 10:05 "]
    assert found["gap"].tolist() == ["the first", "still going on", "2.0 days"]
    assert found["before"].tolist() == list(pd.to_datetime(["2024-05-06 10:00"] * 2 + ["2024-05-06 10:05"]))
    assert found["mark"].tolist() == ["billing", "hung up", "delivery · after 2.0 days · rated 2 · scored 75%"]


def test_details_of_a_contact_in_words():
    first, second, third = (contact_details(row) for row in journey().to_dict("records"))
    assert first == "waited 10 s, handled in 4:50 min, by A1, solved"
    assert second == "waited 40 s, hung up"
    assert third == "handled in 5:00 min, by A1, not solved, rated 2 of 5, scored 75%"
