"""Stores of version 1 as two earlier commits made them, and the numbers that those commits answered.

Each has a demo centre of 21 days with 30 contacts a day (seed 4) and what people wrote: a scenario and a mapping, and
in the younger one coaching, a dispute, a target and a scorecard version. `expected.json` is what `metrics` with those
options printed, the same for both.
"""

import json
import lzma
from pathlib import Path
from typing import Any

COMMITS = ("5d2aff5", "40fb856")
_FOLDER = Path(__file__).parent


def unpacked(commit: str, folder: Path) -> Path:
    """The store that `commit` made, as qm.duckdb in `folder`."""
    path = folder / "qm.duckdb"
    path.write_bytes(lzma.decompress((_FOLDER / f"{commit}.duckdb.xz").read_bytes()))
    return path


def answers() -> list[tuple[list[str], list[dict[str, Any]]]]:
    """Options of `metrics`, and the rows it answered."""
    return [(one["asked"], one["rows"]) for one in json.loads((_FOLDER / "expected.json").read_text(encoding="utf-8"))]
