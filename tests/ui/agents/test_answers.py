"""Answers are asked for once, and side by side; figures as if all had the same work."""

from datetime import date

import pandas as pd
import pytest

from qm.metrics import METRICS, Filters
from qm.store import Store
from qm.ui.agents.answers import Answer, Kept, compared
from qm.ui.agents.maps import as_if_alike
from tests.centre import contact, fill

DAY = Filters(date(2024, 5, 6), date(2024, 5, 6))


def answer(name: str, centre: float, **columns: list[float]) -> Answer:
    frame = pd.DataFrame({"n": [50] * len(columns["expected"]), "value": 0.0} | columns)
    return Answer(METRICS[name], frame, centre, 1.0, pd.DataFrame())


def test_the_same_question_again_is_answered_from_what_is_kept(store: Store) -> None:
    rows = [contact(i, agent_id=f"A{i % 2}", resolved=i % 3 > 0, handle_seconds=300 + i) for i in range(40)]
    fill(store, contacts=rows)
    in_force = store.definitions()

    def ask(*names: str) -> dict[str, Answer]:
        (found,) = compared(("state", 1), store, in_force, "agent", [(DAY, names)])
        return found

    first = ask("resolution", "csat")
    assert first["resolution"].frame["n"].tolist() == [20, 20]
    assert first["csat"].frame.empty
    again = ask("resolution", "aht")
    assert again["resolution"] is first["resolution"]
    assert again["aht"].frame["n"].tolist() == [20, 20]
    (other,) = compared(("state", 2), store, in_force, "agent", [(DAY, ("resolution",))])
    assert other["resolution"] is not first["resolution"]


def test_what_was_used_longest_ago_goes_first() -> None:
    kept, one = Kept(2), answer("csat", 0.8, expected=[0.8])
    for name in ("a", "b"):
        kept.put((name,), one)
    kept.get(("a",))
    kept.put(("c",), one)
    assert [kept.get((name,)) is None for name in ("a", "b", "c")] == [False, True, False]


def test_shares_keep_their_distance_and_durations_their_ratio_to_what_was_expected() -> None:
    # expected 20 points below the centre, and 10 above: it moves by as much
    shares = answer("csat", 0.8, expected=[0.6, 0.9])
    assert as_if_alike(shares, pd.Series([0.7, 0.9])).tolist() == pytest.approx([0.9, 0.8])
    # twice the centre's handle time is expected of the work: half of what it is
    times = answer("aht", 300, expected=[600.0, 300.0])
    assert as_if_alike(times, pd.Series([660.0, 270.0])).tolist() == pytest.approx([330, 270])


def test_without_peers_a_value_stays_as_it_is() -> None:
    alone = answer("csat", 0.8, expected=[float("nan")], value=[0.7])
    assert as_if_alike(alone, pd.Series([float("nan")])).tolist() == [0.7]
