from dataclasses import replace
from datetime import date, datetime

from qm.store import Store
from qm.store.targets import CENTRE, Target, remove_target, set_target, targets

RED = Target("Red", "csat", 0.85, 0.8, date(2024, 5, 1), date(2024, 5, 28), datetime(2024, 5, 29, 9))


def test_one_target_per_team_and_metric_the_newest_level_counts(store: Store) -> None:
    set_target(store, RED)
    set_target(store, replace(RED, level=0.9, baseline=0.82))
    set_target(store, replace(RED, metric="aht", level=300.0))
    set_target(store, replace(RED, team=CENTRE))
    assert [(t.team, t.metric, t.level, t.baseline) for t in targets(store)] == [
        ("", "csat", 0.85, 0.8),
        ("Red", "aht", 300.0, 0.8),
        ("Red", "csat", 0.9, 0.82),
    ]


def test_the_same_level_again_keeps_where_it_began(store: Store) -> None:
    set_target(store, RED)
    set_target(store, replace(RED, baseline=0.84, set_at=datetime(2024, 7, 1)))
    assert targets(store) == [RED]


def test_removing_one_leaves_the_others_and_twice_is_no_trouble(store: Store) -> None:
    set_target(store, RED)
    set_target(store, replace(RED, team="Blue"))
    remove_target(store, "Red", "csat")
    remove_target(store, "Red", "csat")
    assert [t.team for t in targets(store)] == ["Blue"]
