"""A row per question."""

from qm.models.scorecard.question_verdict import Standing
from qm.ui.scorecard.rows import ICONS, badge


def test_every_verdict_has_an_icon():
    assert set(ICONS) == set(Standing.__args__)
    assert badge("saturated") == ":gray-badge[:material/done_all: nearly always the same]"
