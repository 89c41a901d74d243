"""Demo centres for tests: each made once in a run, by whichever worker asks first, and copied by everybody."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from qm.demo import simulate
from qm.intake import load_frames
from qm.store import Store, open_store
from tests.between_workers import once


class DemoStores:
    """Demo centres in stores, by story, days, contacts a day and seed."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        base = factory.getbasetemp()
        self._shared = base.parent if base.name.startswith("popen-") else base
        self._own = factory.mktemp("demo")
        self._copies = 0

    def file(self, days: int, contacts_per_day: int, seed: int, story: str = "default") -> Path:
        """The store of that centre; not to be opened or changed, copy it."""
        path = self._shared / f"demo-{story}-{days}-{contacts_per_day}-{seed}.duckdb"
        once(path, lambda unfinished: _make(unfinished, path, story, days, contacts_per_day, seed))
        return path

    def copy(self, days: int, contacts_per_day: int, seed: int, to: Path | None = None, story: str = "default") -> Path:
        """A copy of it, at `to` or at a place of its own."""
        self._copies += 1
        place = to or self._own / f"{self._copies}.duckdb"
        place.parent.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copyfile(self.file(days, contacts_per_day, seed, story), place))

    def opened(self, days: int, contacts_per_day: int, seed: int, story: str = "default") -> Store:
        """A copy of it, open; close it."""
        return open_store(self.copy(days, contacts_per_day, seed, story=story))

    def truth(self, days: int, contacts_per_day: int, seed: int, story: str = "default") -> dict[str, Any]:
        """What is true in it."""
        path = self.file(days, contacts_per_day, seed, story)
        truth: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return truth


def _make(unfinished: Path, path: Path, story: str, days: int, contacts_per_day: int, seed: int) -> None:
    made = simulate(story, days, contacts_per_day, seed)
    store = open_store(unfinished)
    load_frames(store, made.frames, file="demo centre", kind="demo")
    store.close()
    path.with_suffix(".json").write_text(json.dumps(made.truth), encoding="utf-8")
