from datetime import date

import pytest

from qm.errors import QMError
from qm.metrics import Filters

JUNE = Filters(date(2026, 6, 1), date(2026, 6, 28))


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (JUNE.with_("team", "Red").with_("channel", ["voice"]), "1–28 June 2026 · channel voice · team Red"),
        (Filters(date(2026, 5, 3), date(2026, 6, 2)), "3 May – 2 June 2026"),
        (Filters(date(2025, 12, 3), date(2026, 1, 2)), "3 December 2025 – 2 January 2026"),
        (Filters(date(2026, 5, 3), date(2026, 5, 3)), "3 May 2026"),
        (Filters(date_from=date(2026, 5, 3)), "from 3 May 2026"),
        (Filters(date_to=date(2026, 5, 3)), "until 3 May 2026"),
        (Filters(), "all days"),
        (Filters().with_("queue", ["a", "b", None]), "all days · queue a, b or unknown"),
        (Filters().with_("weekday", "1"), "all days · weekday Monday"),
    ],
)
def test_describes_itself(filters: Filters, words: str) -> None:
    assert filters.describe() == words


def test_equal_filters_are_one_key_whatever_the_order_they_were_set_in() -> None:
    one = JUNE.with_("team", "Red").with_("channel", "voice")
    other = JUNE.with_("channel", ("voice", "voice")).with_("team", ["Red"])
    assert one == other
    assert {one: 1}[other] == 1


def test_without_and_with_nothing_remove_a_dimension() -> None:
    narrowed = JUNE.with_("team", "Red")
    assert narrowed.without("team") == JUNE == narrowed.with_("team", [])
    assert narrowed.dimensions == ("team",)


def test_values_are_bound_and_never_part_of_the_sql() -> None:
    filters = Filters().with_("channel", ["'; drop table contacts; --", None])
    assert "drop" not in filters.condition("f.day", {"channel": "f.channel"})
    assert filters.parameters == {"channel_0": "'; drop table contacts; --"}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("chanel", "voice", "There is no dimension called 'chanel'; there are day, week,"),
        ("hour", "noon", "hour cannot be 'noon'; it is an hour of the day, 0 to 23."),
        ("day", "yesterday", "day cannot be 'yesterday'; it is a day such as 2024-05-31."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(QMError, match=sentence):
        Filters().with_(name, value)


def test_a_period_may_end_on_the_last_day_of_the_calendar() -> None:
    assert Filters(date(2026, 1, 1), date.max).parameters["date_before"] == date.max
