"""The what-if model: how fast, in milliseconds; and the other open Erlang A beside it, where it is installed."""

import importlib.util
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from qm.models.queueing.agents_needed import whole_agents
from qm.models.queueing.erlang import Queue, erlang_a
from qm.models.queueing.feedback import find_loads, settled
from qm.models.queueing.interval_model import by_fresh, settle
from qm.models.queueing.scenario import Scenario
from tests.benchmarks.row import Row

RATES = np.linspace(0.01, 1.0, 48)[:, None]
AGENTS = np.arange(1, 501.0)[None, :]
FRESH = 100 + 80 * np.sin(np.linspace(0, 3, 48))
CENTRE = Scenario(FRESH, 30, 300, np.ceil(FRESH / 6 * 1.1) + 2, 180, 0.5, 0.15, 0.2, 120)
LONGER = Scenario(FRESH, 30, 300, np.ceil(FRESH / 6 * 1.1) + 2, 180, 0.5, 0.15, 0.2, 120, 0.15)


def rows(_folder: Path) -> Iterator[Row]:
    own = milliseconds(kernel)
    yield Row("kernel: 24,000 points, all figures but ASA", own, "ms", limit=60)
    yield Row("kernel: 24,000 points, ASA too", milliseconds(lambda: kernel().asa_seconds, 3), "ms")
    yield Row("all equilibria of 48 intervals", milliseconds(lambda: find_loads(CENTRE)), "ms", limit=40)
    yield Row("the same, handle time rising with waits", milliseconds(lambda: find_loads(LONGER)), "ms")
    yield Row("all figures at the best of them", milliseconds(lambda: settled(CENTRE, "best")), "ms")
    yield Row("a day whose repeats come back", milliseconds(lambda: settle(CENTRE, by_fresh(CENTRE)), 3), "ms")
    target = milliseconds(lambda: whole_agents(CENTRE, "service_level", 0.8), 3)
    yield Row("agents for 80/20 in 48 intervals, worst state", target, "ms")
    if importlib.util.find_spec("pyworkforce") is None:
        return
    yield from beside_pyworkforce(own)


def kernel() -> Queue:
    queue = erlang_a(RATES, 300, AGENTS, 180)
    for figure in (queue.delayed, queue.abandonment, queue.wait_seconds, queue.occupancy):
        assert figure.shape == (48, 500)
    queue.answered_within(20)
    queue.discount(120)
    return queue


def milliseconds(work: Callable[[], object], times: int = 11) -> float:
    """The quickest of some runs, after one to warm up: pure arithmetic, the rest is what others do on the machine."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return min(taken)


def beside_pyworkforce(own: float) -> Iterator[Row]:
    """A sample of the grid, scaled up, and how far its service level is from the exact one."""
    from pyworkforce.queuing import ErlangA

    def level(rate: float, handle: float, agents: int, seconds: float) -> float:
        return ErlangA(rate * 60, handle / 60, seconds / 60, 1, 3).service_level(positions=agents)

    sample = [(float(rate), int(agents)) for rate in RATES[5::20, 0] for agents in AGENTS[0, 39::200]]
    start = time.perf_counter()
    found = [level(rate, 300, agents, 20) for rate, agents in sample]
    theirs = 1000 * (time.perf_counter() - start) / len(sample) * RATES.size * AGENTS.size
    yield Row("pyworkforce on the same grid, scaled up", theirs, "ms", against=f"{theirs / own:,.0f} × the kernel")
    exact = [float(erlang_a(rate, 300, agents, 180).answered_within(20)) for rate, agents in sample]
    yield Row("  its service level there, off at most", max(abs(f - e) for f, e in zip(found, exact, strict=True)), "")
    off = abs(level(15, 60, 900, 60) - float(erlang_a(15, 60, 900, 180).answered_within(60)))
    yield Row("  with 900 agents of 60 s, off", off, "", against="its steps underflow")
