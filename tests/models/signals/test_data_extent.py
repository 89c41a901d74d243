"""Where the data's main body ends: stragglers are a tail, weekends and holidays are not."""

import numpy as np
import pandas as pd

from qm.models.signals.data_extent import find_extent

MONDAY = np.datetime64("2024-01-01")


def days(counts):
    return MONDAY + np.arange(len(counts)), counts


def test_no_contacts_no_body():
    assert find_extent([], []) is None


def test_a_single_day_is_its_own_body():
    extent = find_extent(["2024-01-01"], [5])
    assert (extent.first, extent.last, extent.before, extent.after) == (MONDAY, MONDAY, 0, 0)


def test_stragglers_after_the_last_busy_day_are_a_tail():
    extent = find_extent(*days([100] * 30 + [1, 0, 0, 2] * 10))
    assert extent.last == MONDAY + 29
    assert extent.after == 30


def test_stragglers_before_the_first_busy_day_are_left_out_too():
    extent = find_extent(*days([1, 0, 0, 0, 0, 0, 0, 0, 0, 0] * 5 + [100] * 30))
    assert (extent.first, extent.before, extent.after) == (MONDAY + 50, 5, 0)


def test_a_tail_longer_than_the_body_is_still_a_tail():
    extent = find_extent(*days([200] * 40 + [1] * 300))
    assert (extent.last, extent.after) == (MONDAY + 39, 300)


def test_a_weekend_at_the_end_is_no_tail():
    counts = [100, 100, 100, 100, 100, 5, 2] * 6
    assert find_extent(*days(counts)).last == MONDAY + len(counts) - 1


def test_the_weekend_after_the_last_busy_friday_belongs_to_the_body():
    counts = [100, 100, 100, 100, 100, 20, 10] * 6 + [1, 0, 0, 0, 0, 0, 0] * 5
    extent = find_extent(*days(counts))
    assert extent.last == MONDAY + 41
    assert extent.after == 5


def test_a_quiet_holiday_at_the_end_is_no_tail():
    counts = [100] * 40 + [2] * 12
    assert find_extent(*days(counts)).last == MONDAY + 51


def test_a_real_decline_is_no_tail():
    counts = [100] * 40 + [30] * 40
    assert find_extent(*days(counts)).after == 0


def test_a_few_stragglers_at_the_start_are_before_the_steady_level():
    extent = find_extent(*days([1, 2, 8] + [100] * 30))
    assert (extent.first, extent.steady) == (MONDAY, MONDAY + 3)


def test_the_incident_file_ends_on_31_may_and_trails_for_months(real_files):
    file = real_files / "uci_incident" / "incident_event_log.csv.gz"
    opened = pd.read_csv(file, usecols=["number", "opened_at"]).drop_duplicates("number")["opened_at"]
    daily = pd.to_datetime(opened, format="%d/%m/%Y %H:%M").dt.normalize().value_counts()
    extent = find_extent(daily.index.to_numpy(), daily.to_numpy())
    assert (str(extent.first), str(extent.last), extent.after) == ("2016-02-29", "2016-05-31", 274)
    assert 1 - extent.after / 24918 > 0.989  # 98.9 % of incidents, as the file's README has it
