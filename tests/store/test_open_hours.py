"""Opening hours as people write them: read, written back, and refused in one clear sentence."""

import pytest

from qm.errors import QMError
from qm.store import DAY, open_hours

NINE_TO_FIVE = ((9 * 3600, 17 * 3600),)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mo-Fr 08:00-18:00; Sa 09:00-13:00", "Mo-Fr 08:00-18:00; Sa 09:00-13:00"),
        ("24h", "24h"),
        ("24/7", "24h"),
        ("22:00-06:00", "Mo-Su 22:00-06:00"),
        ("mon-fri 8-12, 13:00 – 18", "Mo-Fr 08:00-12:00,13:00-18:00"),
        ("Fr-Mo 10:00-14:00", "Mo 10:00-14:00; Fr-Su 10:00-14:00"),
        ("Mo,We 09.00-17.00; PH 10:00-12:00", "Mo 09:00-17:00; We 09:00-17:00; PH 10:00-12:00"),
        ("Sa-Su off; Mo-Fr 00:00-24:00", "Mo-Fr 00:00-24:00"),
        ("Mo-Fr 09:00-17:00; Sa,Su 24h", "Mo-Fr 09:00-17:00; Sa,Su 00:00-24:00"),
        ("Tuesday 18:00-24:00", "Tu 18:00-24:00"),
    ],
)
def test_read_and_written_back(text, written):
    hours = open_hours(text)
    assert str(hours) == written
    assert open_hours(str(hours)) == hours


def test_days_without_times_are_closed_and_holidays_too():
    hours = open_hours("Mo-Fr 09:00-17:00")
    assert hours.days == (NINE_TO_FIVE,) * 5 + ((),) * 3


def test_always_is_open_on_holidays_and_every_day_is_not():
    assert open_hours("24h").days[7] == ((0, DAY),)
    assert open_hours("00:00-24:00").days[7] == ()


def test_a_span_over_midnight_belongs_to_the_day_it_begins_on():
    assert open_hours("Fr 22:00-06:00").days[4] == ((22 * 3600, DAY + 6 * 3600),)
    assert open_hours("Fr 22:00-06:00").days[5] == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "open on no day"),
        ("Mo-Fr off", "open on no day"),
        ("Xx 08:00-18:00", "'Xx' is no day; use Mo, Tu, We, Th, Fr, Sa, Su, or PH for holidays"),
        ("T 08:00-18:00", "'T' is no day"),
        ("Mo-Fr", "need days and then times"),
        ("Mo-Fr 08:00", "'08:00' is no span of time; write it like 08:00-18:00"),
        ("Mo-Fr 08:00-25:00", "has a time that no clock shows"),
        ("Mo-Fr 08:60-18:00", "has a time that no clock shows"),
        ("Mo-Fr 08:00-08:00", "is open for no time"),
        ("Mo-Fr 08:00-12:00,11:00-18:00", "overlap"),
        ("Mo-Fr 08:00-12:00; We 08:00-10:00", "We is named twice"),
        ("Mo 06:00-08:00,22:00-07:00", "run over midnight into the same times again"),
        ("Mo 01:00-02:00,03:00-04:00,05:00-06:00,07:00-08:00", "more than 3 spans"),
        ("Sa-PH 08:00-12:00", "PH stands for holidays"),
        ("; ;", "open on no day"),
        ("-", "is no span of time"),
    ],
)
def test_what_cannot_be_is_said(text, sentence):
    with pytest.raises(QMError, match=sentence) as caught:
        open_hours(text)
    assert str(caught.value).endswith(".")
