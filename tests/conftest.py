"""Shared fixtures. No test touches data/qm.duckdb: every test has a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qm.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]
REAL_FILES = ROOT.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens "the" store in a test opens one that is the test's own."""
    monkeypatch.setenv("QM_DATABASE", str(tmp_path / "qm.duckdb"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh store, closed afterwards."""
    opened = open_store(tmp_path / "store.duckdb")
    yield opened
    opened.close()


@pytest.fixture
def app_store() -> Iterator[Store]:
    """The store that pages run by AppTest see: fill it, run the page, it is closed afterwards."""
    from qm import ui

    yield ui.store()
    ui.close_store()


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder with the two real files; tests that need it are skipped where it is absent."""
    if not REAL_FILES.is_dir():
        pytest.skip(f"the real files are not here: no folder {REAL_FILES.parent.name}/{REAL_FILES.name} beside qm")
    return REAL_FILES
