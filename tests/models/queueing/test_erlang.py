"""Erlang B, C and A against published tables, limits, and sums over states."""

import numpy as np
import pytest

from qm.models.queueing.erlang import erlang_a, erlang_b, erlang_c

INF = np.inf


def states(rate: float, handle: float, agents: int, patience: float, most: int = 4000) -> dict[str, float]:
    """The same queue as a chain of states, added up one by one."""
    k = np.arange(1, most)
    leaving = np.minimum(k, agents) / handle + np.maximum(k - agents, 0) / patience
    weight = np.concatenate([[0.0], np.cumsum(np.log(rate / leaving))])
    share = np.exp(weight - weight.max())
    share /= share.sum()
    waiting = (np.maximum(np.arange(most) - agents, 0) * share).sum()
    return {"delayed": share[agents:].sum(), "waiting": waiting, "abandonment": waiting / patience / rate}


class TestErlangC:
    @pytest.mark.parametrize(
        ("agents", "delayed", "of_delayed", "asa", "level"),
        [
            (21, 76, 180, 137, 32),
            (22, 57, 90, 51, 55),
            (23, 42, 60, 25, 70),
            (24, 30, 45, 13, 81),
            (25, 21, 36, 8, 88),
            (26, 14, 30, 4, 93),
            (27, 9.52, 26, 2, 96),
            (28, 6, 22.5, 1, 97),
        ],
    )
    def test_call_center_school(self, agents, delayed, of_delayed, asa, level):
        """400 calls an hour of 180 s (SWPP, "Calculating Call Center Staff")."""
        queue = erlang_a(400 / 3600, 180, agents, INF)
        assert 100 * queue.delayed == pytest.approx(delayed, abs=0.51)
        assert queue.asa_seconds / queue.delayed == pytest.approx(of_delayed, abs=0.51)
        assert queue.asa_seconds == pytest.approx(asa, abs=0.51)
        assert 100 * queue.answered_within(20) == pytest.approx(level, abs=0.51)

    @pytest.mark.parametrize(
        ("agents", "asa", "level", "busy"),
        [(30, 298, 24, 97), (31, 107, 46, 94), (32, 54, 62, 91), (33, 30, 74, 88), (35, 11, 88, 83)],
    )
    def test_klenke_and_reynolds(self, agents, asa, level, busy):
        """350 calls an hour of 300 s, answered within 30 s."""
        queue = erlang_a(350 / 3600, 300, agents, INF)
        assert queue.asa_seconds == pytest.approx(asa, abs=0.51)
        assert 100 * queue.answered_within(30) == pytest.approx(level, abs=0.51)
        assert 100 * queue.occupancy == pytest.approx(busy, abs=0.51)

    def test_the_usual_example(self):
        """pyworkforce, callcentrehelper: 100 calls in 30 minutes of 180 s, 14 agents, 20 s."""
        queue = erlang_a(100 / 1800, 180, 14, INF)
        assert queue.delayed == pytest.approx(0.1741319335950498, abs=1e-13)
        assert queue.answered_within(20) == pytest.approx(0.8883500191794669, abs=1e-13)
        assert queue.occupancy == pytest.approx(0.7142857142857143, abs=1e-13)
        assert erlang_c(14, 10) == pytest.approx(queue.delayed, abs=1e-13)

    @pytest.mark.parametrize(("load", "agents"), [(10, 13.16466792), (100, 105.64028992)])
    def test_agents_with_decimals(self, load, agents):
        """Abstract Micro Systems: the fractional agents for an ASA of 15 s at 180 s of handling."""
        assert erlang_a(load / 180, 180, agents, INF).asa_seconds == pytest.approx(15, abs=1e-5)

    @pytest.mark.parametrize(
        ("agents", "calls"),
        [
            (3, (22, 23, 24, 25, 26, 29, 31, 35, 39)),
            (10, (127, 130, 133, 139, 144, 152, 159, 168, 174)),
            (20, (298, 304, 311, 322, 330, 343, 353, 364, 372)),
            (50, (849, 864, 878, 898, 913, 933, 946, 961, 970)),
            (100, (1804, 1829, 1852, 1882, 1902, 1927, 1942, 1959, 1968)),
            (175, (3264, 3301, 3331, 3369, 3394, 3423, 3440, 3458, 3468)),
        ],
    )
    def test_definity(self, agents, calls):
        """AT&T DEFINITY BCMS table 6-8: the calls an hour of 180 s of which 90 % are answered within the delay.

        The delays are those that fit, one column on from the printed ones. As
        many calls as printed must reach about 90 %, one more and one less lie around it.
        """
        for seconds, number in zip((15, 22, 30, 45, 60, 90, 120, 180, 240), calls, strict=True):
            around = erlang_a((number + np.array([-1, 1])) / 3600, 180, agents, INF).answered_within(seconds)
            assert around[0] > 0.9 > around[1], (seconds, number)

    @pytest.mark.parametrize(
        ("agents", "delayed", "asa", "level", "busy", "trunks"),
        [
            (30, 83, 209, 24, 97, 54.0),
            (31, 65, 75, 45, 94, 35.4),
            (32, 51, 38, 61, 91, 30.2),
            (33, 39, 21, 73, 88, 28.0),
            (34, 29, 13, 82, 86, 26.8),
            (35, 22, 8, 88, 83, 26.1),
            (36, 16, 5, 92, 81, 25.7),
            (37, 11, 3, 95, 79, 25.4),
            (38, 8, 2, 97, 77, 25.3),
        ],
    )
    def test_icmi_staffing_table(self, agents, delayed, asa, level, busy, trunks):
        """250 calls in 30 minutes, 180 s of talk and 30 s of work after it; trunks carry waits, not the latter."""
        queue = erlang_a(250 / 1800, 210, agents, INF)
        found = [100 * queue.delayed, queue.asa_seconds, 100 * queue.answered_within(20), 100 * queue.occupancy]
        assert found == pytest.approx([delayed, asa, level, busy], abs=0.51)
        assert 500 * (180 + queue.asa_seconds) / 3600 == pytest.approx(trunks, abs=0.06)

    def test_waits_have_an_exponential_tail(self):
        queue = erlang_a(100 / 1800, 180, 14, INF)
        assert queue.wait_quantile(0.9) == pytest.approx(180 / 4 * np.log(queue.delayed / 0.1), abs=1e-9)
        assert queue.wait_quantile(0.5) == 0

    def test_nothing_settles_where_the_load_reaches_the_agents(self):
        queue = erlang_a(np.array([10, 12]) / 300, 300, 10, INF)
        assert queue.is_swamped.all()
        assert (queue.wait_seconds == INF).all()
        assert (queue.asa_seconds == INF).all()
        assert (queue.answered_within(20) == 0).all()
        assert erlang_c(10, 12) == 1


class TestErlangA:
    def test_garnett_mandelbaum_reiman(self):
        """48 calls a minute of 1 minute, 50 agents, patience 2 minutes."""
        queue = erlang_a(48 / 60, 60, 50, 120)
        assert queue.abandonment == pytest.approx(0.030912, abs=5e-7)
        assert queue.wait_seconds == pytest.approx(3.7095, abs=5e-5)
        assert queue.wait_quantile(0.9) == pytest.approx(12.44, abs=0.006)
        assert queue.waiting == pytest.approx(2.97, abs=0.005)
        assert queue.occupancy == pytest.approx(0.9303, abs=5e-5)
        endless = erlang_a(48 / 60, 60, 50, INF)
        assert [endless.asa_seconds, endless.wait_quantile(0.9), endless.waiting] == pytest.approx(
            [20.83, 58.14, 16.7], abs=0.05
        )
        fewer = erlang_a(48 / 60 * (1 - 0.031), 60, 50, INF)
        assert [fewer.asa_seconds, fewer.wait_quantile(0.9), fewer.waiting] == pytest.approx(
            [8.81, 28.10, 6.83], abs=0.06
        )

    def test_pyworkforce(self):
        queue = erlang_a(100 / 1800, 180, 14, 300)
        found = [queue.delayed, queue.abandonment, queue.occupancy, queue.wait_seconds / 60, queue.answered_within(20)]
        assert found == pytest.approx([0.14526, 0.013984, 0.704297, 0.069919, 0.916792], abs=5e-6)

    def test_a_hundred_agents_at_full_load_and_beyond(self):
        queue = erlang_a(np.array([100, 150]) / 300, 300, 100, 300)
        assert queue.answered_within(20) == pytest.approx([0.726, 0.000], abs=5e-4)
        assert queue.abandonment == pytest.approx([0.040, 0.333], abs=5e-4)

    @pytest.mark.parametrize(("agents", "level", "given_up"), [(18, 0.7766, 0.0822)])
    def test_golden_volume(self, agents, level, given_up):
        """100 contacts in 30 minutes, 300 s, patience 120 s."""
        queue = erlang_a(100 / 1800, 300, agents, 120)
        assert queue.answered_within(20) == pytest.approx(level, abs=5e-5)
        assert queue.abandonment == pytest.approx(given_up, abs=5e-5)
        assert queue.occupancy == pytest.approx(0.8498, abs=5e-5)
        ignored = queue.answered_within(20) / (1 - queue.abandoned_within(20))
        assert ignored == pytest.approx(0.8103, abs=5e-5)
        assert erlang_a(100 / 1800, 300, 20, 120).answered_within(20) == pytest.approx(0.8781, abs=5e-5)
        assert erlang_a(100 / 1800, 300, 20, INF).answered_within(20) == pytest.approx(0.7293, abs=5e-5)
        assert erlang_a(100 / 1800, 300, 17, 120).answered_within(20) == pytest.approx(0.7122, abs=5e-5)

    @pytest.mark.parametrize("load", [0.05, 0.6, 0.95, 1.0, 1.1, 2.0, 5.0])
    @pytest.mark.parametrize(("agents", "patience"), [(1, 20), (7, 300), (60, 5), (200, 1000)])
    def test_is_the_chain_of_states(self, load, agents, patience):
        queue, added = (
            erlang_a(load * agents / 240, 240, agents, patience),
            states(load * agents / 240, 240, agents, patience),
        )
        for name, value in added.items():
            assert getattr(queue, name) == pytest.approx(value, rel=1e-9, abs=1e-13), name

    @pytest.mark.parametrize("patience", [5.0, 180.0, 3000.0])
    @pytest.mark.parametrize("load", [0.3, 0.95, 1.3])
    def test_closed_forms_are_their_integrals(self, load, patience):
        """`discount`, `answered_within` and the mean wait of the answered, over the density of offered waits."""
        rate, drain = load * 20 / 300, 20 / 300
        queue = erlang_a(rate, 300, 20, patience)
        reach = 60 * min(patience, 1 / max(drain - rate, 1e-9)) + 40 * np.sqrt(patience / drain)
        v = np.concatenate([np.linspace(0, 20, 50_001), np.linspace(20, reach, 400_001)])
        exponent = rate * patience * -np.expm1(-v / patience) - drain * v
        density = np.exp(exponent - exponent.max())
        density *= queue.delayed / np.trapezoid(density, v)
        served = density * np.exp(-v / patience)
        after = slice(50_001, None)
        assert queue.discount(60) == pytest.approx(
            1 - queue.delayed + np.trapezoid(served * np.exp(-v / 60), v), abs=1e-7
        )
        assert queue.answered_later(20) == pytest.approx(np.trapezoid(served[after], v[after]), abs=1e-7)
        answered = 1 - queue.abandonment
        assert queue.asa_seconds == pytest.approx(np.trapezoid(served * v, v) / answered, rel=1e-5, abs=1e-6)
        assert queue.answered_mean(lambda wait: np.exp(-wait / 60)) == pytest.approx(queue.discount(60), abs=1e-9)

    def test_short_abandons_grow_to_all_abandons(self):
        queue = erlang_a(20 / 300, 300, 18, 120)
        within = [float(queue.abandoned_within(t)) for t in (0, 5, 20, 100, 1e5)]
        assert within == sorted(within)
        assert within[0] == pytest.approx(0, abs=1e-15)
        assert within[-1] == pytest.approx(queue.abandonment)
        assert queue.answered_within(1e5) == pytest.approx(1 - queue.abandonment)
        assert queue.answered_within(0) == pytest.approx(1 - queue.delayed)

    def test_quantiles_hold_their_share(self):
        queue = erlang_a(np.array([15, 20, 25]) / 300, 300, 20, 120)
        for share in (0.5, 0.9, 0.99):
            late = queue.wait_quantile(share)
            assert np.where(late > 0, queue.waits_longer(late), 1 - share) == pytest.approx(1 - share, abs=1e-9)
            answered = queue.wait_quantile(share, of="answered")
            rest = queue.answered_later(answered) / (1 - queue.abandonment)
            assert np.where(answered > 0, rest, 1 - share) == pytest.approx(1 - share, abs=1e-9)


class TestLimits:
    def test_patience_without_end(self):
        """Smooth into Erlang C: a ten times longer patience, a ten times smaller difference."""
        endless = erlang_a(100 / 1800, 180, 14, INF)
        for name in ("delayed", "asa_seconds", "wait_seconds", "occupancy"):
            off = [
                abs(getattr(erlang_a(100 / 1800, 180, 14, p), name) - getattr(endless, name)) for p in (1e6, 1e9, 1e12)
            ]
            assert off[1] < 2e-3 * off[0] < 1e-4
            assert off[2] < 2e-3 * off[1]
        assert erlang_a(100 / 1800, 180, 14, 1e9).answered_within(20) == pytest.approx(
            endless.answered_within(20), abs=1e-6
        )

    def test_no_patience(self):
        """Smooth into Erlang B: who can't be answered at once is gone."""
        blocked = erlang_b(14, 10)
        off = [abs(erlang_a(100 / 1800, 180, 14, p).abandonment - blocked) for p in (1, 1e-3, 1e-6)]
        assert off[1] < 2e-3 * off[0]
        assert off[2] < 2e-3 * off[1]
        gone = erlang_a(100 / 1800, 180, 14, 0)
        assert gone.abandonment == pytest.approx(blocked, abs=1e-11)
        assert gone.wait_seconds < 1e-9
        assert gone.answered_within(20) == pytest.approx(1 - blocked, abs=1e-11)

    def test_erlang_b_by_its_recursion(self):
        blocked = 1.0
        for k in range(1, 201):
            blocked = 180 * blocked / (k + 180 * blocked)
        assert erlang_b(200, 180) == pytest.approx(blocked, rel=1e-12)
        assert erlang_b(np.array([0.5, 1, 1.5]), 1.0)[1] == pytest.approx(0.5, rel=1e-14)
        assert (np.diff(erlang_b(np.array([0.5, 1, 1.5]), 1.0)) < 0).all()

    @pytest.mark.parametrize(("agents", "delayed"), [(1e4, 0.43799), (1e5, 0.43697), (1e6, 0.43664)])
    def test_square_root_staffing(self, agents, delayed):
        """Garnett's limit for load = agents is .436492."""
        assert erlang_a(agents / 300, 300, agents, 180).delayed == pytest.approx(delayed, abs=6e-6)


class TestEverywhere:
    AGENTS = np.array([0.3, 1, 1.5, 2, 10, 100, 1e3, 1e4, 1e5, 1e6])[:, None, None]
    LOAD = np.array([0, 0.05, 0.5, 0.9, 0.99, 0.999, 0.999999, 1, 1.000001, 1.001, 1.01, 1.1, 2, 5])[None, :, None]
    PATIENCE = np.array([0, 1e-6, 1, 60, 300, 1e4, 1e8, 1e12, INF])[None, None, :]

    @pytest.fixture
    def queue(self):
        return erlang_a(self.LOAD * self.AGENTS / 300, 300, self.AGENTS, self.PATIENCE)

    def test_every_figure_is_a_number_in_its_bounds(self, queue):
        shares = [
            queue.delayed,
            queue.abandonment,
            queue.occupancy,
            queue.answered_within(20),
            queue.abandoned_within(20),
            queue.discount(60),
            queue.waits_longer(20),
        ]
        for share in shares:
            assert np.isfinite(share).all()
            assert share.min() >= 0
            assert share.max() <= 1
        for wait in (
            queue.wait_seconds,
            queue.asa_seconds,
            queue.wait_quantile(0.9),
            queue.wait_quantile(0.9, "answered"),
        ):
            assert (np.isfinite(wait) | queue.is_swamped).all()
            assert wait.min() >= 0

    def test_more_load_is_never_better(self, queue):
        for worse in (queue.delayed, queue.abandonment, -queue.answered_within(20), -queue.discount(60)):
            assert np.diff(worse, axis=1).min() > -1e-12

    def test_more_agents_are_never_worse(self):
        agents = np.array([5, 9.5, 10, 10.5, 11, 20, 50, 500])
        queue = erlang_a(10 / 300, 300, agents, 180)
        for worse in (
            queue.delayed,
            queue.abandonment,
            queue.wait_seconds,
            queue.asa_seconds,
            -queue.answered_within(20),
        ):
            assert (np.diff(worse) <= 1e-15).all()

    def test_who_arrives_is_answered_or_gives_up(self, queue):
        """Flow identity: work done = answered × handle time, wait × those waiting = given up × patience."""
        with np.errstate(divide="ignore", invalid="ignore"):
            free = ~queue.is_swamped & (self.LOAD > 0)
            done = queue.occupancy * queue.drain
            arrived = queue.rate * (1 - queue.abandonment)
            assert (np.abs(done / arrived - 1)[free] < 1e-9).all()
        assert queue.answered_mean(np.ones_like)[~queue.is_swamped] == pytest.approx(
            (1 - queue.abandonment)[~queue.is_swamped], abs=1e-9
        )

    def test_log_factorials_do_not_cancel(self):
        """A million agents: the distance from the mean, not two numbers of ten million, decides."""
        blocked = np.array([float(erlang_b(a, a)) for a in (1e4, 1e6)])
        assert blocked == pytest.approx(np.sqrt(2 / np.pi / np.array([1e4, 1e6])), rel=1e-2)
        assert blocked[1] == pytest.approx(np.sqrt(2 / np.pi / 1e6), rel=1e-3)
