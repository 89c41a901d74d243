"""Another program that holds a store."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT

HOLD = "import sys; from qm.store import open_store; s = open_store(sys.argv[1]); print(1, flush=True); input()"


@contextmanager
def held(database: Path) -> Iterator[int]:
    """`database` is open in another process, whose number this gives, until the block ends."""
    command = [sys.executable, "-c", HOLD, str(database)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "1\n"
        try:
            yield holder.pid
        finally:
            holder.communicate("\n")
