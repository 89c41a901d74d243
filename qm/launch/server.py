"""The web server around app.py, in this process until it is told to stop."""

import logging
import os
import runpy
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app.py"


def serve(address: str, port: int, log_file: Path) -> None:
    """Serve app.py at address:port until Ctrl-C or SIGTERM, then free the store.

    What goes wrong on a page is told on standard error and kept in `log_file` (1 MB and one older).
    """
    keep_log(log_file)
    sys.argv = ["streamlit", "run", str(APP), f"--server.address={address}", f"--server.port={port}"]
    if not is_local(address) and "STREAMLIT_SERVER_ALLOWED_HOSTS" not in os.environ:
        sys.argv.append("--server.allowedHosts=*")  # others reach this machine by names only they know
    try:
        # As `python -m streamlit` would, but in this process: one to stop, one that holds the store.
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    finally:
        from qm.ui import close_store  # late: Streamlit wants to be running before pages' parts are loaded

        close_store()


def is_local(address: str) -> bool:
    """Only this machine can reach `address`."""
    return address in {"localhost", "::1"} or address.startswith("127.")


def keep_log(log_file: Path) -> None:
    """Write qm's log to `log_file` as well, where that can be written."""
    log = logging.getLogger("qm")
    log.addHandler(logging.StreamHandler())
    try:
        handler = RotatingFileHandler(log_file, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
