"""Open the browser, where there is one to open."""

import os
import sys
import threading
import time
import webbrowser
from collections.abc import Mapping

from qm.launch.running import is_healthy


def has_browser(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Someone sits at this machine with a screen, and did not say QM_BROWSER=no."""
    if environment.get("QM_BROWSER", "").lower() in {"no", "0", "false"} or environment.get("CI"):
        return False
    if platform in {"win32", "darwin"}:
        return True
    # Without a screen Python would start a text browser in this terminal.
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))


def open_browser(url: str) -> None:
    if has_browser():
        webbrowser.open(url)


def open_when_ready(url: str, patience_seconds: float = 60) -> None:
    """Open `url` as soon as it answers, without holding anything up."""

    def wait() -> None:
        until = time.monotonic() + patience_seconds
        while not is_healthy(url) and time.monotonic() < until:
            time.sleep(0.2)
        open_browser(url)

    threading.Thread(target=wait, name="open browser", daemon=True).start()
