"""make test: see to a browser, then run pytest with the given arguments, one worker for each core up to four."""

import os
import sys

import pytest

from tests.browser import chromium

if __name__ == "__main__":
    if not chromium.provide() and os.environ.get("CI"):
        sys.exit(1)
    status = pytest.main(["-n", "auto", "--maxprocesses", "4", "--dist", "loadscope", *sys.argv[1:]])
    sys.stdout.flush()
    sys.stderr.flush()
    # Without the interpreter's own ending, as a worker in conftest.py: nothing is printed below the result.
    os._exit(status)
