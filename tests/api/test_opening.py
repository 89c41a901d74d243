"""Opening a store from Python: twice, held by another program, and what `import qm` loads."""

import subprocess
import sys
from pathlib import Path

import pytest

import qm
from qm.store import default_path, open_store
from tests.conftest import ROOT
from tests.holder import held


def test_without_a_path_it_is_the_store_of_the_commands():
    with qm.open() as centre:
        assert centre.path == default_path().resolve()
        assert repr(centre) == f"<Centre {centre.path}>"
    assert repr(centre) == f"<Centre {centre.path}, closed>"


def test_one_process_opens_a_file_as_often_as_it_likes(tmp_path: Path):
    path = tmp_path / "qm.duckdb"
    one, another = qm.open(path), qm.open(path)
    one.define({"currency": "CHF"})
    one.close()
    one.close()
    assert another.session.rows("select value from settings where name = 'currency'") == [("CHF",)]
    with pytest.raises(qm.QMError, match="was closed; open it again"):
        one.metrics("contacts")
    another.close()
    open_store(path).close()


def test_while_another_program_holds_the_file_a_sentence_says_so(tmp_path: Path):
    with held(tmp_path / "qm.duckdb") as process, pytest.raises(qm.QMError) as told:
        qm.open(tmp_path / "qm.duckdb")
    assert str(told.value).startswith(f"{tmp_path / 'qm.duckdb'} is held by ")
    assert f"(process {process})" in str(told.value)
    assert str(told.value).endswith("a running app keeps its file to itself; stop it first, or open another file.")


def test_importing_it_loads_nothing_heavy():
    seen = "import qm, sys; print([m for m in ('numpy', 'pandas', 'duckdb', 'altair', 'click') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_the_mathematics_needs_no_store():
    assert qm.models.queueing.__name__ == "qm.models.queueing"
    with pytest.raises(AttributeError, match="no attribute 'astrology'"):
        _ = qm.models.astrology
    with pytest.raises(AttributeError, match="no attribute 'opened'"):
        _ = qm.opened
