"""What documents and docstrings show to be typed can be typed: on a small demo store, in the order shown."""

import doctest
import importlib
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.demo_store import DemoStores

DOCUMENTS = [p for p in (ROOT / "README.md", ROOT / "docs" / "python.md") if "```python" in p.read_text("utf-8")]
MODULES = sorted(p for p in (ROOT / "qm").rglob("*.py") if ">>>" in p.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_documents(document: Path, demo_stores: DemoStores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    demo_stores.copy(35, 600, seed=4, to=tmp_path / "data" / "qm.duckdb")
    shutil.copytree(ROOT / "data" / "templates", tmp_path / "data" / "templates")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    typed: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, document.name, "exec"), typed)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_docstrings(path: Path):
    done = doctest.testmod(importlib.import_module(module_name(path)), optionflags=doctest.ELLIPSIS)
    assert done.attempted
    assert not done.failed
