"""What is no store is told in a sentence."""

from pathlib import Path

import pytest

from qm.errors import QMError
from qm.store import open_store


def test_a_folder_is_no_store(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(QMError, match="is a folder, not a file"):
        open_store(tmp_path / "folder")
