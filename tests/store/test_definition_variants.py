"""Names of variants are declared in the store's definitions; whoever counts by them knows each, and no other."""

import re
from pathlib import Path
from typing import get_args

import pytest

from qm.metrics import catalogue
from qm.models.queueing import service_level
from qm.models.scorecard import score
from qm.store import definitions

METHODS = Path(__file__).parents[2] / "docs" / "methods.md"


@pytest.mark.parametrize(
    ("declared", "known"),
    [
        (definitions.ServiceLevelVariant, service_level.VARIANTS),
        (definitions.ServiceLevelVariant, tuple(catalogue.SERVICE_LEVEL_FORMS)),
        (definitions.ScoreVariant, score.VARIANTS),
        (definitions.ScoreVariant, tuple(catalogue.SCORE_FORMS)),
        (definitions.CsatVariant, tuple(catalogue.CSAT_FORMS)),
        (definitions.RepeatIndex, tuple(catalogue.REPEAT_FORMS)),
        (definitions.AutoFail, tuple(reversed([name for name in score.EFFECTS if name]))),
    ],
)
def test_variants_are_known_by_the_names_declared(declared: object, known: tuple[str, ...]):
    assert get_args(declared) == known


def test_the_methods_explain_every_service_level():
    rows = re.findall(r"^\| `(\w+)`[^|]*\| [(A]", METHODS.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(get_args(definitions.ServiceLevelVariant))


def test_an_unknown_way_of_scoring_lists_the_known():
    with pytest.raises(ValueError, match="'best'; there are points_times_weight"):
        score.score_sheet([[1]], [[1]], [[False]], ["s"], [None], variant="best")
