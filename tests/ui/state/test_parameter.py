"""Parameters are written into an address and read from it, and what can't be is said in a sentence."""

from datetime import date

import pytest

from qm.ui.state.parameter import Choice, DayRange, Flag, Number, Pairs, Parameter, Several, Text, Wrong

PERIODS = {"28": "Last 28 days", "7": "Last 7 days", "all": "All days"}


@pytest.mark.parametrize(
    ("kind", "value", "texts"),
    [
        (Choice(PERIODS), "all", ("All days",)),
        (Several(), ["voice", "chat"], ("voice", "chat")),
        (Several({"A1": "Ada (A1)"}), ["A1"], ("Ada (A1)",)),
        (Number(0, 100, factor=100), 0.075, ("7.5",)),
        (Number(), 12.0, ("12",)),
        (Number(whole=True), 3, ("3",)),
        (Text(), "a27", ("a27",)),
        (Flag(), True, ("true",)),
        (DayRange(), (date(2026, 1, 5), date(2026, 1, 8)), ("2026-01-05", "2026-01-08")),
        (DayRange(), (date(2026, 1, 5),), ("2026-01-05",)),
        (Pairs(0, 100), {"Q01": 12.5, "a:b": 8.0}, ("Q01:12.5", "a:b:8")),
    ],
)
def test_there_and_back(kind, value, texts):
    parameter = Parameter("x", kind, default="another")
    assert parameter.write(value) == texts
    assert parameter.read(texts) == value


@pytest.mark.parametrize(
    ("kind", "texts", "said"),
    [
        (Choice(PERIODS), ("yesterday",), "x 'yesterday', which does not exist; showing last 28 days instead."),
        (Choice({"csat": "CSAT"}), ("frt",), "x 'frt', which does not exist; showing CSAT instead."),
        (Number(0, 100), ("many",), "x=many, which is no number from 0 to 100"),
        (Number(0, 100), ("nan",), "no number"),
        (Number(0, 100), ("101",), "no number from 0 to 100"),
        (Number(whole=True), ("1.5",), "no number"),
        (Flag(), ("perhaps",), "neither true nor false"),
        (DayRange(), ("2026-13-01",), "no days"),
        (Pairs(0, 100), ("Q01:many",), "no name with a number from 0 to 100"),
        (Pairs(0, 100), ("Q01:-3",), "no name with a number from 0 to 100"),
        (Pairs(), ("12",), "no name with a number"),
    ],
)
def test_what_can_not_be_is_said(kind, texts, said):
    with pytest.raises(Wrong, match=said.replace("(", r"\(")):
        Parameter("x", kind).read(texts)


def test_a_default_is_left_out_of_the_address_and_is_what_silence_means():
    parameter = Parameter("period", Choice(PERIODS))
    assert parameter.write("28") is None
    assert parameter.write(None) is None
    assert parameter.read(None) == "28"
    assert parameter.read(("",)) == "28"
    assert parameter.among({"1": "One", "2": "Two"}).read(None) == "1"


def test_days_are_put_in_order():
    assert DayRange().read("days", ("2026-01-08", "2026-01-05")) == (date(2026, 1, 5), date(2026, 1, 8))
