"""The table of levers: each moves a number there is, and says in a sentence where it can't stand."""

from dataclasses import fields

import pytest

from qm.analysis.whatif.levers.lever_table import BY_KEY, LEVERS, LIMITS
from qm.analysis.whatif.levers.setting import Setting
from qm.models.queueing.levers import NAMES
from qm.models.queueing.scenario import ImpossibleError

BY_NAME = {lever.name: lever for lever in LEVERS}


def test_every_number_of_a_setting_has_one_lever():
    numbers = {*NAMES, *(f.name for f in fields(Setting))} - {"levers", "quality"}
    assert set(BY_NAME) == numbers == set(LIMITS)
    assert len({lever.option for lever in LEVERS}) == len(BY_KEY) == len(LEVERS)


@pytest.mark.parametrize(
    ("lever", "value", "sentence"),
    [
        ("agents", -3, "The number of agents can't be -3; give a number above 0."),
        ("handle_seconds", 0, "The handle time can't be 0; give seconds above 0, such as 300."),
        ("patience_seconds", None, "The patience is empty; give seconds above 0, such as 180."),
        ("agents", 1e9, "The number of agents can't be 1000000000; give at most 1000000."),
    ],
)
def test_a_lever_that_cannot_stand_there_says_so(lever, value, sentence):
    with pytest.raises(ImpossibleError) as error:
        BY_NAME[lever].check(value)
    assert str(error.value) == sentence


def test_a_share_is_named_as_it_is_shown():
    with pytest.raises(ImpossibleError, match="The repeat rate can't be 95%; give a share from 0 to 90%"):
        BY_NAME["repeat_rate"].check(0.95, percent=True)
    assert BY_NAME["repeat_rate"].shown(0.132) == "13.2%"
