"""make bench: how fast, as a table and in bench.json.

Every module `tests/benchmarks/bench_*.py` has a function `rows(folder)` that yields `Row`s; `folder` is
a scratch folder of its own. `python -m tests.benchmarks import` runs only those with "import" in their name.
"""

import importlib
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.row import Row

HERE = Path(__file__).parent
RESULT = HERE.parents[1] / "bench.json"


def main(words: list[str]) -> int:
    names = [p.stem for p in sorted(HERE.glob("bench_*.py"))]
    chosen = [n for n in names if not words or any(word in n for word in words)]
    if not chosen:
        print(
            f"There is no bench called {' or '.join(words)}; there are {', '.join(names) or 'none'}.", file=sys.stderr
        )
        return 2
    found: list[Row] = []
    for name in chosen:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
            for row in module.rows(Path(folder)):
                print(row, flush=True)
                found.append(row)
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    RESULT.write_text(
        json.dumps(
            {"at": time.strftime("%Y-%m-%dT%H:%M:%S"), "machine": machine, "rows": [row.as_json() for row in found]},
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    missed = [row for row in found if row.is_met is False]
    print(f"\n{len(found)} figures in {RESULT.name}, {len(missed)} beyond their limit.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
