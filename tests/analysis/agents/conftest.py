"""A demo centre in a store, made once, with what is true in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qm.intake import import_file
from qm.store import Store, open_store
from tests.conftest import ROOT
from tests.demo_store import DemoStores


@dataclass(frozen=True)
class Known:
    """A store, and the truth about the centre in it."""

    store: Store
    truth: dict

    def agents(self, kind: str) -> set[str]:
        """The agents who are truly `better` or `worse`."""
        return {agent["agent_id"] for agent in self.truth["agents"][kind]}


@pytest.fixture(scope="session")
def demo(demo_stores: DemoStores) -> Iterator[Known]:
    store = demo_stores.opened(182, 1000, seed=2)
    yield Known(store, demo_stores.truth(182, 1000, seed=2))
    store.close()


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory, real_files: Path) -> Iterator[Store]:
    """The ecommerce file in a store."""
    store = open_store(tmp_path_factory.mktemp("shop") / "shop.duckdb")
    file = real_files / "ecommerce_support" / "ecommerce_customer_support_20pct_sample.csv"
    import_file(store, file, str(ROOT / "data" / "mappings" / "ecommerce_support.toml"))
    yield store
    store.close()
