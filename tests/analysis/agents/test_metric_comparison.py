"""Comparisons are asked for once; figures as if all had the same work."""

from datetime import date

import pandas as pd
import pytest

from qm.analysis.agents.metric_comparison import MetricComparison, metric_comparisons
from qm.analysis.agents.metric_pair import with_centre_mix
from qm.metrics import METRICS, Filters
from qm.store import Session, Store
from tests.centre import contact, fill

DAY = Filters(date(2024, 5, 6), date(2024, 5, 6))


def comparison(name: str, centre: float, **columns: list[float]) -> MetricComparison:
    frame = pd.DataFrame({"n": [50] * len(columns["expected"]), "value": 0.0} | columns)
    return MetricComparison(METRICS[name], frame, centre, pd.DataFrame())


def test_the_same_question_again_is_answered_from_what_is_kept(store: Store) -> None:
    rows = [contact(i, agent_id=f"A{i % 2}", resolved=i % 3 > 0, handle_seconds=300 + i) for i in range(40)]
    fill(store, contacts=rows)

    def ask(*names: str) -> dict[str, MetricComparison]:
        return metric_comparisons(Session(store), names, DAY, "agent")

    first = ask("resolution", "csat")
    assert first["resolution"].frame["n"].tolist() == [20, 20]
    assert first["csat"].frame.empty
    again = ask("resolution", "aht")
    assert again["resolution"] is first["resolution"]
    assert again["aht"].frame["n"].tolist() == [20, 20]
    with store.write():
        pass
    assert ask("resolution")["resolution"] is not first["resolution"]


def test_shares_keep_their_distance_and_durations_their_ratio_to_what_was_expected() -> None:
    # expected 20 points below the centre, and 10 above: it moves by as much
    shares = comparison("csat", 0.8, expected=[0.6, 0.9])
    assert with_centre_mix(shares, pd.Series([0.7, 0.9])).tolist() == pytest.approx([0.9, 0.8])
    # twice the centre's handle time is expected of the work: half of what it is
    times = comparison("aht", 300, expected=[600.0, 300.0])
    assert with_centre_mix(times, pd.Series([660.0, 270.0])).tolist() == pytest.approx([330, 270])


def test_without_peers_a_value_stays_as_it_is() -> None:
    alone = comparison("csat", 0.8, expected=[float("nan")], value=[0.7])
    assert with_centre_mix(alone, pd.Series([float("nan")])).tolist() == [0.7]
