import math
from datetime import datetime

import pytest

from qm.analysis.agents.targets.target_progress import TargetProgress
from qm.store.targets import Target


def standing(value, *, metric="csat", level=0.8, baseline=0.7, n=100, sign=0, reach=0.02):
    target = Target("Red", metric, level, baseline, None, None, datetime(2024, 5, 1))
    return TargetProgress(target, (value, value - reach, value + reach, n), 0.0, sign, (0.9, 0.8, 1.0, 40), 0.0, 0)


@pytest.mark.parametrize(
    ("value", "reached", "sure", "way"),
    [(0.75, False, True, 0.5), (0.79, False, False, 0.9), (0.81, True, False, 1.0), (0.6, False, True, 0.0)],
)
def test_the_way_is_from_where_it_began(value, reached, sure, way):
    found = standing(value)
    assert (found.is_reached, found.is_sure, found.way) == (reached, sure, pytest.approx(way))


def test_less_is_the_aim_where_less_is_better_or_neither_is():
    assert standing(0.15, metric="repeat_rate", level=0.2).is_reached
    assert not standing(330.0, metric="aht", level=300.0, baseline=360.0).is_reached
    assert standing(330.0, metric="aht", level=300.0, baseline=360.0).way == pytest.approx(0.5)


def test_improvement_counts_as_well_as_level():
    assert standing(0.75).earned == "not yet"
    assert standing(0.75, sign=1).earned == "improvement"
    assert standing(0.85).earned == "level"
    assert standing(0.85, sign=1).earned == "level and improvement"
    assert standing(0.75, sign=-1).earned == "not yet"


def test_of_too_few_cases_nothing_is_earned():
    found = standing(0.9, n=9)
    assert found.earned == "too few cases"
    assert found.is_reached is None
    assert math.isnan(found.way)


def test_without_a_beginning_there_is_no_way_yet():
    assert standing(0.75, baseline=None).way == 0
    assert standing(0.75, baseline=0.8).way == 0
