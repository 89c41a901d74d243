"""Only a signal is drawn as one."""

import numpy as np

from qm.models.signals.verdicts import Verdict
from qm.ui.overview.tiles import verdict_mark


def test_colour_and_icon_only_for_a_signal():
    at = np.datetime64("2024-05-06")
    assert verdict_mark(Verdict("ordinary", "", at), "Ordinary variation") == "Ordinary variation"
    assert (
        verdict_mark(Verdict("worsening", "beyond the limits", at), "Worsening")
        == ":orange[:material/warning: Worsening]"
    )
