from dataclasses import replace

import numpy as np
import pytest

from qm.models.queueing.scenario import LIMITS, ImpossibleError, Scenario, checked

USUAL = Scenario(200, 30, 210, 32, 180, 0.5, 0.2)


def test_a_usual_scenario_passes_and_comes_back():
    assert checked(USUAL) is USUAL
    assert checked(replace(USUAL, patience_seconds=np.inf, redial_share=0, repeat_share=0, threshold_seconds=0))


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("value", [-0.001, float("nan"), -np.inf, 1e300])
def test_an_impossible_number_is_one_sentence_that_names_it(name: str, value: float):
    if name == "patience_seconds" and value == 1e300:
        value = -5.0  # customers may be that patient
    with pytest.raises(
        ImpossibleError, match=f"^The {LIMITS[name][0]} can't be {value:.12g}".replace("+", r"\+")
    ) as told:
        checked(replace(USUAL, **{name: value}))
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["fresh", "interval_minutes", "handle_seconds", "agents", "wait_scale_seconds"])
def test_zero_is_refused_where_nothing_can_be_made_of_it(name: str):
    with pytest.raises(ImpossibleError, match="can't be 0; give"):
        checked(replace(USUAL, **{name: 0}))


def test_one_wrong_interval_among_many_is_found():
    with pytest.raises(ImpossibleError, match="number of agents can't be -3"):
        checked(replace(USUAL, agents=np.array([10, -3, 12.0])))


def test_more_than_everybody_can_not_come_back():
    with pytest.raises(ImpossibleError, match=r"add up to 1\.1"):
        checked(replace(USUAL, repeat_share=0.6, repeat_wait_rise=0.5))


def test_an_unknown_variant_lists_the_known():
    with pytest.raises(ImpossibleError, match="'sl'; there are offered"):
        checked(replace(USUAL, variant="sl"))


@pytest.mark.parametrize(
    ("patience", "redial", "rise", "scale", "longer", "index"),
    [
        (180, 0.5, 0.20, 120, 0, 0.80),
        (180, 0.5, 0.30, 60, 0, 1.40),
        (300, 0.5, 0.30, 60, 0, 2.00),
        (300, 0.3, 0.5, 60, 0, 2.80),
    ],
)
def test_the_spiral_index(patience, redial, rise, scale, longer, index):
    """Redials, plus patience times what a second of waiting adds to repeats."""
    scenario = Scenario(1, 30, 300, 100, patience, redial, 0.15, rise, scale, longer)
    assert scenario.spiral_index == pytest.approx(index)


def test_the_spiral_index_counts_longer_handling():
    assert Scenario(1, 30, 300, 100, 180, 0.6, 0.15, 0.20, 120, 0.25).spiral_index == pytest.approx(1.22, abs=0.005)
    assert Scenario(1, 30, 300, 100, np.inf, 0.6, 0.15).spiral_index == pytest.approx(0.6)
    assert Scenario(1, 30, 300, 100, np.inf, 0.6, 0.15, 0.1).spiral_index == np.inf


def test_better_handling_lowers_both_ends_of_the_repeat_share():
    better = replace(USUAL, repeat_wait_rise=0.3).at_quality(-1.0)
    odds = lambda share: share / (1 - share)  # noqa: E731
    assert odds(better.repeat_share) == pytest.approx(odds(0.2) / np.e)
    assert odds(better.repeat_share + better.repeat_wait_rise) == pytest.approx(odds(0.5) / np.e)
    assert replace(USUAL, repeat_share=0.0).at_quality(2.0).repeat_share == 0
