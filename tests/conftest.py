"""Shared fixtures. No test touches data/qm.duckdb: every test has a store of its own."""

import atexit
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from xdist.scheduler import LoadScopeScheduling

from qm import ui
from qm.store import Store, open_store
from tests.demo_store import DemoStores

# A worker ends without the interpreter's own ending: after Hypothesis it leaves modules behind, and DuckDB's binding
# would list them as leaks below the result. What was registered later is done earlier, so this is the last thing done.
if "PYTEST_XDIST_WORKER" in os.environ:
    atexit.register(os._exit, 0)

ROOT = Path(__file__).resolve().parents[1]
REAL_FILES = ROOT.parent / "shared" / "data"

# On a server the same examples every time, so that what fails there fails at a desk too; a slow hour is no failure.
settings.register_profile(
    "qm",
    derandomize=bool(os.environ.get("CI")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("qm")


class ByFile(LoadScopeScheduling):
    """Workers take whole files, and one of them all that a browser does: two browsers would wait for each other."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return "browser" if file.startswith(("tests/browser/", "tests/benchmarks/")) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def any_port() -> int:
    """A free port, another one each time, so that test runs side by side do not meet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Store], None]], Path]:
    """filled_file(fill) -> the closed file of a store that `fill` has written to."""

    def make(fill: Callable[[Store], None]) -> Path:
        opened = open_store(tmp_path_factory.mktemp("filled") / "qm.duckdb")
        fill(opened)
        opened.close()
        return opened.path

    return make


@pytest.fixture(scope="session")
def demo_stores(tmp_path_factory: pytest.TempPathFactory) -> DemoStores:
    """demo_stores.copy(35, 600, seed=4) -> a demo centre of so many days and contacts a day in a file of its own."""
    return DemoStores(tmp_path_factory)


@pytest.fixture
def app_file() -> Path | None:
    """The file that the store of the pages begins as, from `demo_stores`; a module that wants one overrides this."""
    return None


@pytest.fixture(scope="module")
def app_copies() -> Iterator[dict[Path, Path]]:
    """The copies of files that pages of this module look at, by the file copied."""
    yield {}
    ui.close_store()


@pytest.fixture
def app_store(
    app_file: Path | None,
    app_copies: dict[Path, Path],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Store]:
    """The store that pages see: fill it, run the page, it is closed afterwards.

    A copy of `app_file` to which a test wrote nothing stays open, and with it the answers kept, for the module's next.
    """
    if app_file is None:
        yield ui.store()
        ui.close_store()
        return
    if app_file not in app_copies:
        app_copies[app_file] = Path(shutil.copyfile(app_file, tmp_path_factory.mktemp("app") / "qm.duckdb"))
    monkeypatch.setenv("QM_DATABASE", str(app_copies[app_file]))
    opened = ui.store()
    written: list[Path] = []
    write = Store.write

    def noted(store: Store, *args: Any, **kwargs: Any) -> Any:
        written.append(store.path)
        return write(store, *args, **kwargs)

    monkeypatch.setattr(Store, "write", noted)
    yield opened
    if written:
        ui.close_store()
        del app_copies[app_file]


@pytest.fixture
def run_page(app_store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """run_page("overview", channel="voice") -> AppTest: a page inside app.py, as by that address.

    The server counts as running for a while: AppTest would otherwise play a cold start on every
    run, whose second run through app.py loses the click.
    """
    start = PagesManager.__init__

    def warm(manager: PagesManager, *args: Any, **kwargs: Any) -> None:
        start(manager, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", warm)

    def run(name: str, **query: str | list[str]) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
        for key, value in query.items():
            test.query_params[key] = value
        test.switch_page(f"pages/{name}.py")
        return test.run()

    return run


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder with the two real files; tests that need it are skipped where it is absent."""
    if not REAL_FILES.is_dir():
        pytest.skip(f"the real files are not here: no folder {REAL_FILES.parent.name}/{REAL_FILES.name} beside qm")
    return REAL_FILES
