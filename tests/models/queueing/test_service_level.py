import numpy as np
import pytest

from qm.models.queueing.erlang import erlang_a
from qm.models.queueing.service_level import VARIANTS, parts, service_level


class Counted:
    """1,000 answered, 860 within 20 s; 60 abandoned, 20 within 20 s, 10 within 5 s."""

    abandonment = np.array(60 / 1060)

    def answered_within(self, seconds):
        assert seconds == 20
        return np.array(860 / 1060)

    def abandoned_within(self, seconds):
        return np.array({20: 20, 5: 10}[seconds] / 1060)


@pytest.mark.parametrize(
    ("variant", "level"),
    [
        ("offered", 0.8113),
        ("answered", 0.8600),
        ("abandons_met", 0.8302),
        ("abandons_in_target_ignored", 0.8269),
        ("short_abandons_met", 0.8208),
        ("short_abandons_removed", 0.8190),
    ],
)
def test_the_worked_example(variant: str, level: float):
    assert service_level(Counted(), 20, variant, 5) == pytest.approx(level, abs=5e-5)


def test_the_six_of_one_queue_stand_in_order():
    queue = erlang_a(100 / 1800, 300, 18, 120)
    level = {v: float(service_level(queue, 20, v, 5)) for v in VARIANTS}
    assert level["offered"] == pytest.approx(0.7766, abs=5e-5)
    assert level["abandons_in_target_ignored"] == pytest.approx(0.8103, abs=5e-5)
    assert level["offered"] < level["short_abandons_removed"] < level["short_abandons_met"] < level["abandons_met"]
    assert level["answered"] == pytest.approx(level["offered"] / (1 - 0.0822), abs=1e-4)


def test_a_level_with_its_weight():
    queue = erlang_a(100 / 1800, 300, 18, 120)
    level, counted = parts(queue, 20, "answered")
    assert level * counted == pytest.approx(queue.answered_within(20))


def test_nobody_answered_is_no_level():
    nobody = erlang_a(1.0, 300, 1e-13, 1.0)
    assert np.isnan(service_level(nobody, 20, "answered"))
    assert service_level(nobody, 20) == pytest.approx(0, abs=1e-9)


def test_an_unknown_name_lists_the_known():
    with pytest.raises(ValueError, match="'best'; there are offered, answered"):
        service_level(erlang_a(1, 1, 3, 1), 20, "best")
