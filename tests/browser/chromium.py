"""The browser that tests drive.

An installed Chromium or Chrome, else Playwright's own, else Debian's package where this user may
install it. Without any, browser tests are skipped with one loud line, and fail where CI is set.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
NONE_HERE = (
    "NO BROWSER: the browser tests cannot run; install Chromium or Chrome, or let this machine reach "
    "Playwright's download or Debian's packages."
)
# On a closed network Chromium would otherwise try its maker's servers, many at a time.
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP made-up.example 127.0.0.1",
)


def flags() -> list[str]:
    """Command-line flags for every start; Chromium's sandbox refuses to run for root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, "--no-sandbox"] if is_root else list(QUIET)


def installed() -> str | None:
    """The path of a Chromium or Chrome of this machine."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((str(place) for place in PLACES if place.exists()), None)


def playwrights_own() -> str | None:
    """The path of the Chromium that Playwright keeps for itself, if it has one."""
    from playwright.sync_api import sync_playwright

    def asked() -> str:
        with sync_playwright() as playwright:
            return playwright.chromium.executable_path

    with ThreadPoolExecutor(1) as aside:  # a thread that drives a browser already can't ask
        path = aside.submit(asked).result()
    return path if Path(path).exists() else None


def find() -> str | None:
    return installed() or playwrights_own()


def provide() -> str | None:
    """The browser's path, installed if there was none; says so loudly when it cannot be had."""
    found = find() or _install()
    if not found:
        print(NONE_HERE, file=sys.stderr, flush=True)
    return found


def _install() -> str | None:
    print("No Chromium or Chrome here; fetching Playwright's own …", flush=True)
    if _ran([sys.executable, "-m", "playwright", "install", "chromium"]) and (found := playwrights_own()):
        return found
    if not shutil.which("apt-get"):
        return None
    root: list[str] = []
    if os.geteuid() != 0:
        root = ["sudo", "-n"]
        if not shutil.which("sudo") or not _ran([*root, "true"]):
            return None
    print("… that is out of reach; installing Debian's chromium …", flush=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    _ran([*root, *quiet, "update"])
    _ran([*root, *quiet, "install", "--no-install-recommends", "chromium"])
    return installed()


def _ran(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
