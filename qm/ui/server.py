"""The web server around app.py, in this process until it is told to stop."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import streamlit.web.cli

from qm.ui.errors import log
from qm.ui.opening import close_store

APP = Path(__file__).resolve().parents[2] / "app.py"


def serve(address: str, port: int, log_file: Path) -> None:
    """Serve app.py at address:port until Ctrl-C or SIGTERM, then free the store.

    What goes wrong on a page is told on standard error and kept in `log_file` (1 MB and one older).
    """
    keep_log(log_file)
    try:
        streamlit.web.cli.main(
            ["run", str(APP), f"--server.address={address}", f"--server.port={port}"], standalone_mode=False
        )
    finally:
        close_store()


def keep_log(log_file: Path) -> None:
    """Write qm's log to `log_file` as well, where that can be written."""
    try:
        handler = RotatingFileHandler(log_file, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.addHandler(logging.StreamHandler())
