"""A store to look at files with: nothing is written to it, so that tests may share it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qm.intake import Report
from qm.store import Store, open_store
from tests.intake.bringing import bring, written


@pytest.fixture(scope="session")
def looking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that is only read files with, never written to."""
    opened = open_store(tmp_path_factory.mktemp("looking") / "store.duckdb")
    yield opened
    opened.close()


@pytest.fixture
def take(store: Store, tmp_path: Path) -> Callable[..., Report]:
    """take(content, mapping=…, name=…) → Report: write the file and import it."""

    def take(content: str | bytes, mapping: str | None = None, name: str = "contacts.csv", **options: Any) -> Report:
        return bring(store, written(tmp_path, content, name), mapping, **options)

    return take
