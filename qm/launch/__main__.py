"""python -m qm.launch: check what is needed, make the first data, serve the app, open the browser."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from qm.errors import QMError
from qm.launch.browser import open_browser, open_when_ready
from qm.launch.port import check_port
from qm.launch.running import Running
from qm.launch.server import serve
from qm.store import default_path, open_store

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    try:
        launch(_arguments())
    except QMError as sentence:
        sys.exit(str(sentence))
    except KeyboardInterrupt:
        sys.exit(130)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m qm.launch", description="Serve qm and open it in the browser.")
    parser.add_argument("--address", default="127.0.0.1", help="where to listen (127.0.0.1: this machine alone)")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--database", type=Path, help="the store; else $QM_DATABASE, else data/qm.duckdb")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser (also: QM_BROWSER=no)")
    parser.add_argument("--no-demo", action="store_true", help="where there is no store, begin with an empty one")
    return parser.parse_args()


def launch(wish: argparse.Namespace) -> None:
    """Serve until Ctrl-C. Raises QMError with what is in the way."""
    path = (wish.database or default_path()).resolve()
    os.environ["QM_DATABASE"] = str(path)
    os.chdir(ROOT)
    browser = not wish.no_browser

    running = Running.on(path)
    if running:
        print(f"qm already serves {path} at {running.url}.")
        if browser:
            open_browser(running.url)
        return

    check_port(wish.address, wish.port)
    if not path.exists() and not wish.no_demo:
        make_demo(path)
    store = open_store(path)
    if store.notice:
        print(store.notice)
        os.environ["QM_NOTICE"] = store.notice  # the server, too, says it once
    store.close()

    here = Running.at(path, wish.address, wish.port)
    print(f"qm serves {path} at {here.url} (Ctrl-C ends it).", flush=True)
    if browser:
        open_when_ready(here.url)
    with here:
        serve(wish.address, wish.port, log_file=path.with_suffix(".log"))


def make_demo(path: Path) -> None:
    """Fill a new store with the demo centre; what a broken-off attempt leaves is removed.

    Raises QMError with the reason.
    """
    print("Making a demo centre to look at (once; under a minute) …", flush=True)
    # Under another name until it is whole: a start that is killed must not leave an empty store behind.
    making = path.with_name(f"{path.stem}.making{os.getpid()}{path.suffix}")
    command = [sys.executable, "-m", "qm", "demo", "--database", str(making)]
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        made = done.returncode == 0
        if made:
            making.with_suffix(".truth.json").replace(path.with_suffix(".truth.json"))
            making.replace(path)
    finally:
        for left in path.parent.glob(f"{path.stem}.making*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
    if not made:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1].rstrip(".")
        raise QMError(f"The demo centre could not be made ({why}); to begin without one: make run DEMO=no.")


if __name__ == "__main__":
    main()
