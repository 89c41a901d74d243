"""The matrix of pairs."""

import pandas as pd

from qm.analysis.calibration import Coefficient
from qm.ui.calibration.pairs import square


def pair(left: str, right: str, value: float, contacts: int = 30) -> dict:
    return {
        "left": left,
        "right": right,
        "contacts": contacts,
        "value": value,
        "low": value - 0.05,
        "high": value + 0.05,
        "bias": 0.02,
    }


def test_cells_of_few_contacts_say_their_n():
    cells = square(pd.DataFrame([pair("a", "b", 0.9), pair("a", "d", 0.9, 4)]), Coefficient("ac1"))
    shown = cells.set_index(["left", "right"])["text"]
    assert (shown["a", "b"], shown["d", "a"], shown["a", "a"]) == ("0.90", "4", "")
    assert len(cells) == 2 * 2 + 3
