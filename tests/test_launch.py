"""make run: one sentence for everything that can be in the way, and a clean end."""

import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qm.errors import QMError
from qm.launch.__main__ import make_demo
from qm.launch.browser import has_browser
from qm.launch.environment import Unprepared, check_python, prepare, venv_python
from qm.launch.port import check_port
from qm.launch.running import Running, is_healthy
from qm.launch.server import is_local
from qm.store import open_store
from tests.conftest import ROOT, any_port
from tests.holder import held

posix = pytest.mark.skipif(os.name != "posix", reason="signals and make are spoken of as on POSIX")


def one_sentence(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


# ---------- the environment


def test_python_too_old_is_named():
    with pytest.raises(Unprepared, match=r"needs Python 3\.11 or newer and this is 3\.9\.2"):
        check_python((3, 9, 2))


def test_python_without_venv_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(Unprepared, match=r"apt install python3\.11-venv"):
        check_python((3, 11, 2))


def test_prepare_installs_once_and_again_when_requirements_change(tmp_path: Path, capsys: pytest.CaptureFixture):
    root = tmp_path / "a folder with blanks"
    root.mkdir()
    (root / "requirements.txt").write_text("# nothing yet\n")
    (root / "requirements-dev.txt").write_text("-r requirements.txt\n")
    prepare(root)
    assert "Installing" in capsys.readouterr().out
    assert venv_python(root).exists()
    prepare(root)
    assert capsys.readouterr().out == ""

    prepare(root, tests=True)
    assert "requirements-dev.txt" in capsys.readouterr().out
    prepare(root)
    prepare(root, tests=True)
    assert capsys.readouterr().out == ""

    (root / "requirements.txt").write_text("./no-such-package\n")
    with pytest.raises(Unprepared, match="could not be installed") as refused:
        prepare(root)
    assert one_sentence(str(refused.value))


@posix
def test_make_names_an_old_python(tmp_path: Path):
    for tool in ("make", "sh"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\nif [ "$1" = --version ]; then echo "Python 3.9.2"; else exit 1; fi\n')
    old.chmod(0o755)
    done = subprocess.run(["make", "run"], cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stderr.startswith("qm needs Python 3.11 or newer and found Python 3.9.2; install one")


# ---------- port and running server


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_with_the_next_free_one(taken: int):
    with pytest.raises(QMError, match=rf"Port {taken} is taken .* make run PORT=(\d+)") as refused:
        check_port("127.0.0.1", taken)
    offered = int(str(refused.value).split("PORT=")[1].rstrip("."))
    check_port("127.0.0.1", offered)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_does_not_exist(port: int):
    with pytest.raises(QMError, match=rf"no port {port};"):
        check_port("127.0.0.1", port)


def test_an_address_of_another_machine():
    with pytest.raises(QMError, match=r"^192\.0\.2\.1 is not an address of this machine"):
        check_port("192.0.2.1", 8501)


class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok" if self.path == "/_stcore/health" else b"?")

    def log_message(self, *_):
        pass


def test_a_running_server_is_found_by_its_store(tmp_path: Path):
    database = tmp_path / "qm.duckdb"
    assert Running.on(database) is None
    with http.server.HTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Running.at(database, "0.0.0.0", server.server_port) as here:
            found = Running.on(database)
            assert found is not None
            assert found.url == here.url == f"http://127.0.0.1:{server.server_port}"
        assert Running.on(database) is None
        server.shutdown()


@pytest.mark.parametrize("left", ["", "{}", "[]", json.dumps({"url": "http://127.0.0.1:1"})])
def test_what_a_killed_server_left_behind_is_ignored(tmp_path: Path, left: str):
    (tmp_path / "qm.duckdb.serving").write_text(left)
    assert Running.on(tmp_path / "qm.duckdb") is None


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"QM_BROWSER": "no"}, "darwin", False),
        ({"CI": "true", "DISPLAY": ":0"}, "linux", False),
    ],
)
def test_a_browser_opens_only_where_someone_sees_it(environment: dict[str, str], platform: str, expected: bool):
    assert has_browser(environment, platform) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("::", False)],
)
def test_which_addresses_are_this_machine_alone(address: str, expected: bool):
    assert is_local(address) is expected


# ---------- the whole


def launch(database: Path, *options: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "qm.launch", "--no-browser", "--database", str(database), *options],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_held_store_is_one_sentence(tmp_path: Path):
    database = tmp_path / "qm.duckdb"
    with held(database):
        process = launch(database, "--port", str(any_port()))
        out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (1, "")
    assert one_sentence(err)
    assert "is held by" in err


def test_a_taken_port_is_one_sentence_and_makes_nothing(tmp_path: Path, taken: int):
    process = launch(tmp_path / "qm.duckdb", "--port", str(taken))
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (1, "")
    assert one_sentence(err)
    assert list(tmp_path.iterdir()) == []


@posix
def test_serves_says_so_to_a_second_start_and_ends_cleanly(tmp_path: Path):
    database = tmp_path / "qm.duckdb"
    port = any_port()
    url = f"http://127.0.0.1:{port}"
    first = launch(database, "--no-demo", "--port", str(port))
    until = time.monotonic() + 300
    while not is_healthy(url):
        assert first.poll() is None
        assert time.monotonic() < until
        time.sleep(0.1)

    second = launch(database, "--no-demo", "--port", str(port))
    out, err = second.communicate(timeout=300)
    assert (second.returncode, err) == (0, "")
    assert out == f"qm already serves {database} at {url}.\n"

    first.send_signal(signal.SIGINT)
    out, err = first.communicate(timeout=300)
    assert first.returncode == 0
    assert url in out
    assert err == ""
    assert not (tmp_path / "qm.duckdb.serving").exists()
    open_store(database).close()


def test_a_demo_centre_stopped_while_it_is_made_leaves_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next start would take the empty store for the reader's own."""
    path = tmp_path / "qm.duckdb"

    def stopped(command: list[str], **_: object) -> None:
        making = Path(command[-1])
        making.write_bytes(b"half")
        assert not path.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        make_demo(path)
    assert list(tmp_path.iterdir()) == []
