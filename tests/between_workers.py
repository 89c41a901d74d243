"""Work that several workers of one run need is done by one of them, and the others wait for it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 600


def once(path: Path, make: Callable[[Path], None]) -> None:
    """`path` exists afterwards: made by `make`, given another name to write to, once among all workers.

    TimeoutError when the worker that makes it never ends; then whoever asks next may try.
    """
    claim = path.with_name(path.name + ".claim")
    until = time.monotonic() + PATIENCE_SECONDS
    while not path.exists():
        try:
            os.close(os.open(claim, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            if time.monotonic() > until:
                raise TimeoutError(f"{path} was not made within {PATIENCE_SECONDS} seconds") from None
            time.sleep(0.05)
            continue
        try:
            if not path.exists():
                unfinished = path.with_name("unfinished-" + path.name)
                make(unfinished)
                os.replace(unfinished, path)
        finally:
            claim.unlink()
