"""Two demo centres, made once: a small one for its shape, the whole one for its truth."""

import pytest

from qm.demo import Demo, simulate


@pytest.fixture(scope="session")
def small() -> Demo:
    return simulate(days=28, contacts_per_day=300, seed=4)


@pytest.fixture(scope="session")
def whole() -> Demo:
    return simulate()
