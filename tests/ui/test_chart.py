"""What is saved says what it is about."""

import io

import pandas as pd

from qm.ui.chart import as_csv


def test_a_csv_begins_with_what_it_shows():
    table = pd.DataFrame({"reason": ["billing, old", "café"], "value": [0.5, 1.0]})
    text = as_csv(table, ["Service level by reason", "1–28 May 2024 · channel voice\nand chat"]).decode()
    assert text.splitlines() == [
        "# Service level by reason",
        "# 1–28 May 2024 · channel voice and chat",
        "reason,value",
        '"billing, old",0.5',
        "café,1.0",
    ]
    read = pd.read_csv(io.StringIO(text), comment="#")
    assert read["value"].tolist() == [0.5, 1.0]
