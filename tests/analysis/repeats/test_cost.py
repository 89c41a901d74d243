"""From hours of handling to paid hours, agents and money."""

import pytest

from qm.analysis.repeats import LabourCost


def test_a_handle_hour_takes_more_than_a_paid_hour():
    price = LabourCost(occupancy=0.8, shrinkage=0.5, hours_per_agent=100, money_per_hour=20, currency="EUR")
    assert price.paid_hours(40) == pytest.approx(100)
    assert price.agents(40) == pytest.approx(1)
    assert price.money_text(40) == "EUR 2,000"
    assert LabourCost(1, 0, 100, 0, "EUR").money_text(40) == ""
