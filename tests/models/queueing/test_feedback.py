"""Fixed points against exact chains, golden values, flow identities; two states where there are two."""

from dataclasses import replace

import numpy as np
import pytest

from qm.models.queueing.delay_correction import correct
from qm.models.queueing.erlang import erlang_a
from qm.models.queueing.feedback import equilibria, find_loads, settled
from qm.models.queueing.scenario import Scenario

NEVER = 1e12


def centre(rate, handle, agents, patience, redial, repeat, redial_delay=None, repeat_delay=None, **more) -> Scenario:
    """`rate` per second, in intervals of half an hour."""
    return Scenario(
        rate * 1800,
        30,
        handle,
        agents,
        patience,
        redial,
        repeat,
        redial_delay_seconds=redial_delay,
        repeat_delay_seconds=repeat_delay,
        **more,
    )


# Exact chains over contacts in the queue, about to redial and about to come back:
# the centre; rate, abandonment, wait, service level, occupancy; and the plain fixed point as printed there
CHAINS = [
    (
        centre(0.03, 300, 10, 180, 0.6, 0, 600, NEVER),
        (0.032774, 0.141063, 25.391387, 0.607984, 0.844522),
        (0.032555, 0.1308, 0.6267),
    ),
    (
        centre(0.03, 300, 10, 180, 0.6, 0, 30, NEVER),
        (0.033262, 0.163465, 29.423643, 0.574344, 0.834753),
        (0.032555, 0.1308, 0.6267),
    ),
    (
        centre(0.026, 300, 10, 180, 0, 0.25, NEVER, 1800),
        (0.033149, 0.137314, 24.716570, 0.609771, 0.857925),
        (0.033140, 0.1382, 0.6084),
    ),
    (
        centre(0.0135, 300, 5, 180, 0.5, 0.15, 300, 900),
        (0.017519, 0.226837, 40.830699, 0.505003, 0.812686),
        (0.017418, 0.2141, 0.5218),
    ),
]


@pytest.mark.parametrize(("scenario", "exact", "plain"), CHAINS)
class TestExactChains:
    def test_the_plain_fixed_point(self, scenario, exact, plain):
        """Equal in every printed digit."""
        (found,) = equilibria(scenario)
        assert found.rate / 1800 == pytest.approx(plain[0], abs=1e-6)
        assert found.abandonment == pytest.approx(plain[1], abs=5.1e-5)
        assert found.service_level == pytest.approx(plain[2], abs=5.1e-5)

    def test_the_correction(self, scenario, exact, plain):
        (found,) = equilibria(scenario)
        corrected = correct(scenario, found)
        assert corrected.service_level == pytest.approx(exact[3], abs=0.012)
        assert corrected.abandonment == pytest.approx(exact[1], abs=0.003)
        assert corrected.rate / 1800 == pytest.approx(exact[0], rel=0.002)
        assert corrected.wait == pytest.approx(exact[2], abs=0.5)
        assert corrected.occupancy == pytest.approx(exact[4], abs=0.002)

    def test_the_correction_keeps_the_flows(self, scenario, exact, plain):
        """answered (1 - r) + (1 - p) given up = fresh, and given up = waiting / patience."""
        corrected = correct(scenario, equilibria(scenario)[0])
        given_up = corrected.rate * corrected.abandonment
        answered = corrected.rate - given_up
        lasting = answered * (1 - scenario.repeat_share) + given_up * (1 - scenario.redial_share)
        assert lasting == pytest.approx(scenario.fresh, rel=1e-9)
        assert corrected.wait == pytest.approx(corrected.abandonment * scenario.patience_seconds, rel=1e-9)
        assert corrected.occupancy == pytest.approx(
            answered / 1800 * scenario.handle_seconds / scenario.agents, rel=1e-9
        )


class TestGolden:
    """72.944 fresh contacts in 30 minutes, 300 s, patience 120 s, half redial, a quarter come back."""

    BASE = Scenario(72.944, 30, 300, 18, 120, 0.5, 0.25)

    def test_today(self):
        (found,) = equilibria(self.BASE)
        assert found.rate == pytest.approx(100, abs=0.001)
        assert found.abandonment == pytest.approx(0.0822, abs=5e-5)
        assert found.service_level == pytest.approx(0.7766, abs=5e-5)
        assert found.occupancy == pytest.approx(0.8498, abs=5e-5)
        (ignored,) = equilibria(replace(self.BASE, variant="abandons_in_target_ignored"))
        assert ignored.service_level == pytest.approx(0.8103, abs=5e-5)

    def test_fewer_repeats_are_worth_two_agents(self):
        (found,) = equilibria(replace(self.BASE, repeat_share=0.15))
        assert found.rate == pytest.approx(87.27, abs=0.005)
        assert found.service_level == pytest.approx(0.8870, abs=5e-5)
        assert found.occupancy == pytest.approx(0.775, abs=5e-4)
        (hired,) = equilibria(replace(self.BASE, agents=20))
        assert hired.service_level == pytest.approx(0.8881, abs=5e-5)

    @pytest.mark.parametrize(
        ("repeat", "level", "given_up"),
        [
            (0, 80, 4.9),
            (0.05, 71, 7.1),
            (0.10, 60, 10.2),
            (0.15, 46, 14.2),
            (0.20, 33, 18.8),
            (0.25, 21, 23.8),
            (0.30, 12, 28.7),
            (0.40, 3, 37.3),
        ],
    )
    def test_twenty_six_agents(self, repeat, level, given_up):
        """200 fresh contacts in 30 minutes, 210 s, patience 180 s, half redial."""
        (found,) = equilibria(Scenario(200, 30, 210, 26, 180, 0.5, repeat))
        assert 100 * found.service_level == pytest.approx(level, abs=0.51)
        assert 100 * found.abandonment == pytest.approx(given_up, abs=0.06)


class TestTwoStates:
    """100 agents, patience 300 s, 30 % redial, repeats from 10 to 60 % over 60 s of waiting."""

    ROW = centre(0.79 * 100 / 300, 300, 100, 300, 0.3, 0.10, repeat_wait_rise=0.5, wait_scale_seconds=60)

    def test_three_roots(self):
        found = equilibria(self.ROW)
        assert [e.load for e in found] == pytest.approx([0.8932, 1.1221, 1.4071], abs=5e-5)
        assert [e.stable for e in found] == [True, False, True]
        assert [e.service_level for e in found[::2]] == pytest.approx([0.954, 0.002], abs=5e-4)
        assert [e.abandonment for e in found[::2]] == pytest.approx([0.007, 0.2893], abs=5e-4)
        assert found[1].gain < 0 < found[0].gain

    def test_best_and_worst(self):
        best, worst = settled(self.ROW, "best"), settled(self.ROW, "worst")
        assert [best.load, worst.load] == pytest.approx([0.8932, 1.4071], abs=5e-5)

    def test_monotone_iteration_reaches_the_outer_two(self):
        """From nothing and from far too much: the least and the greatest fixed point."""

        def all_attempts(rate: float) -> float:
            queue = erlang_a(rate, 300, 100, 300)
            answered = 1 - queue.abandonment
            back = 0.10 * answered + 0.5 * (answered - queue.discount(60))
            return float(self.ROW.fresh_rate + rate * (0.3 * queue.abandonment + back))

        for start, end in ((0.0, 0), (2.0, 2)):
            rate = start
            for _ in range(400):
                rate = all_attempts(rate)
            assert equilibria(self.ROW)[end].rate / 1800 == pytest.approx(rate, rel=1e-9)

    def test_longer_handling_makes_two_states_too(self):
        scenario = centre(
            0.805 * 100 / 300,
            300,
            100,
            300,
            0.6,
            0.15,
            repeat_wait_rise=0.25,
            wait_scale_seconds=120,
            handle_wait_rise=0.15,
        )
        found = equilibria(scenario)
        assert [e.stable for e in found] == [True, False, True]
        for e in found:
            queue = erlang_a(e.rate / 1800, e.handle_seconds, 100, 300)
            calm = queue.discount(120) / (1 - queue.abandonment)
            assert e.handle_seconds == pytest.approx(300 * (1 + 0.15 * (1 - calm)), rel=1e-9)

    def test_without_patience_to_lose_a_calm_state_may_have_no_busy_one(self):
        found = equilibria(Scenario(100, 30, 300, 22, np.inf, 0, 0.05, repeat_wait_rise=0.3))
        assert [e.stable for e in found] == [True, False]

    def test_an_interval_between_two_grid_points_is_not_missed(self):
        """Just inside both folds (.8218 and .7635 of the agents' time) there are three, just outside one."""
        count = {
            fresh: len(equilibria(replace(self.ROW, fresh=fresh * 600))) for fresh in (0.7630, 0.7640, 0.8210, 0.8225)
        }
        assert count == {0.7630: 1, 0.7640: 3, 0.8210: 3, 0.8225: 1}


class TestLimits:
    def test_nobody_comes_back(self):
        (found,) = equilibria(Scenario(100, 30, 300, 18, 120))
        queue = erlang_a(100 / 1800, 300, 18, 120)
        assert found.rate == pytest.approx(100, rel=1e-12)
        assert found.service_level == pytest.approx(queue.answered_within(20), abs=1e-12)
        assert found.asa == pytest.approx(queue.asa_seconds)
        assert found.gain == pytest.approx(1, abs=1e-6)

    def test_nobody_gives_up(self):
        (found,) = equilibria(Scenario(100, 30, 300, 22, np.inf, 0, 0.15))
        assert found.rate == pytest.approx(100 / 0.85, rel=1e-9)
        assert found.gain == pytest.approx(1 / 0.85, rel=1e-6)
        assert equilibria(Scenario(100, 30, 300, 15, np.inf, 0, 0.15)) == ()

    def test_redialling_for_ever(self):
        """All are served in the end, so the work is what counts: below the agents' time it settles, above not."""
        (found,) = equilibria(Scenario(50, 30, 300, 10, 120, 1.0))
        assert found.rate * (1 - found.abandonment) == pytest.approx(50, rel=1e-6)
        assert found.occupancy == pytest.approx(50 * 300 / 18000, rel=1e-6)
        assert equilibria(Scenario(61, 30, 300, 10, 120, 1.0)) == ()

    def test_slow_returns_are_the_plain_fixed_point(self):
        scenario = centre(0.03, 300, 10, 180, 0.6, 0.1, NEVER, NEVER)
        (found,) = equilibria(scenario)
        corrected = correct(scenario, found)
        for name in ("rate", "service_level", "asa", "wait", "abandonment", "occupancy"):
            assert getattr(corrected, name) == pytest.approx(getattr(found, name), rel=1e-6), name

    def test_returns_at_once_have_the_queue_of_longer_patience_and_handling(self):
        scenario = centre(0.03, 300, 14, 180, 0.6, 0.1, 0, 0)
        corrected = correct(scenario, equilibria(scenario)[0])
        longer = erlang_a(0.03, 300 / 0.9, 14, 180 / 0.4)
        assert corrected.wait * corrected.rate / 1800 == pytest.approx(longer.waiting, rel=1e-9)

    def test_no_correction_without_both_delays_or_for_a_state_that_does_not_last(self):
        assert correct(TestGolden.BASE, equilibria(TestGolden.BASE)[0]) is None
        both = replace(TestTwoStates.ROW, redial_delay_seconds=600.0, repeat_delay_seconds=3600.0)
        assert [correct(both, e) is None for e in equilibria(both)] == [False, True, False]


class TestManyIntervals:
    FRESH = 100 + 80 * np.sin(np.linspace(0, 3, 12))
    DAY = Scenario(FRESH, 30, 300, np.ceil(FRESH / 6 * 1.1) + 2, 180, 0.5, 0.15, 0.2)

    def test_all_at_once_are_one_by_one(self):
        best = settled(self.DAY, "best")
        for i, fresh in enumerate(self.FRESH):
            (alone,) = equilibria(replace(self.DAY, fresh=fresh, agents=self.DAY.agents[i]))
            for name in ("rate", "service_level", "asa", "occupancy", "gain"):
                assert getattr(best, name)[i] == pytest.approx(getattr(alone, name), rel=1e-9), name

    def test_flow_identities(self):
        """All attempts are fresh, redials and repeats; the agents' work is that of the answered."""
        s = replace(self.DAY, handle_wait_rise=0.2)
        found = settled(s, "worst")
        assert found.rate == pytest.approx(s.fresh + found.redials + found.repeats, rel=1e-9)
        assert found.redials == pytest.approx(0.5 * found.rate * found.abandonment, rel=1e-9)
        answered = found.rate * (1 - found.abandonment)
        assert found.occupancy * s.agents * 1800 == pytest.approx(answered * found.handle_seconds, rel=1e-9)
        assert found.wait == pytest.approx(found.abandonment * 180, rel=1e-9)
        assert (found.repeats > 0.15 * answered).all()

    def test_the_gain_is_what_one_more_contact_becomes(self):
        more = settled(replace(self.DAY, fresh=self.FRESH + 0.001), "best")
        best = settled(self.DAY, "best")
        assert (more.rate - best.rate) / 0.001 == pytest.approx(best.gain, rel=1e-4)

    def test_intervals_without_a_state_are_empty(self):
        s = Scenario(np.array([60.0, 100.0]), 30, 300, 15, np.inf, 0, 0.15)
        found = settled(s, "best")
        assert found.rate[0] == pytest.approx(60 / 0.85)
        assert np.isnan([found.rate[1], found.service_level[1], found.wait[1]]).all()
        loads, stable = find_loads(s)
        assert loads.shape == stable.shape == (2, 1)

    def test_better_when_more_agents_or_fewer_repeats_or_fewer_contacts(self):
        agents = np.arange(14, 40.0)
        level = settled(Scenario(100, 30, 300, agents, 180, 0.5, 0.15, 0.2), "worst").service_level
        assert (np.diff(level) > 0).all()
        repeats = np.linspace(0, 0.6, 13)
        level = settled(Scenario(100, 30, 300, 22, 180, 0.5, repeats, 0.2), "worst").service_level
        assert (np.diff(level) < 0).all()
        fresh = np.linspace(5, 200, 30)
        worst = settled(Scenario(fresh, 30, 300, 22, 180, 0.5, 0.15, 0.2), "worst")
        assert (np.diff(worst.service_level) < 0).all()
        assert (np.diff(worst.rate) > 0).all()

    def test_a_million_agents(self):
        agents = np.array([1.0, 1e3, 1e6])
        for load in (0.05, 0.8, 1.0, 5.0):
            found = settled(
                Scenario(load * agents * 6, 30, 300, agents, 180, 0.5, 0.1, 0.1, handle_wait_rise=0.1), "worst"
            )
            for name, value in vars(found).items():
                assert np.isfinite(value).all(), name

    def test_far_beyond_the_agents(self):
        """A billion contacts for one agent: nearly all give up, half of them redial."""
        (found,) = equilibria(Scenario(1e9, 30, 300, 1, 120, 0.5, 0.3))
        assert found.rate == pytest.approx(2e9, rel=1e-6)
        assert found.occupancy == pytest.approx(1)
