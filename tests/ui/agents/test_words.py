import pytest

from qm.charts import verdicts
from qm.ui.agents.words import standing, together, verdict_text
from qm.wording import listed


@pytest.mark.parametrize(
    ("verdict", "better", "word"),
    [
        ("above", "up", verdicts.BETTER),
        ("below", "up", verdicts.WORSE),
        ("above", "down", verdicts.WORSE),
        ("above", "neither", verdicts.HIGHER),
        ("ordinary", "up", verdicts.EXPECTED),
        ("too few", "up", verdicts.EXPECTED),
    ],
)
def test_above_is_better_only_where_more_is(verdict, better, word):
    assert standing(verdict, better) == word


def test_two_metrics_that_disagree_are_mixed():
    assert together(verdicts.BETTER, verdicts.WORSE) == verdicts.MIXED
    assert together(verdicts.EXPECTED, verdicts.WORSE) == verdicts.WORSE
    assert together(verdicts.HIGHER, verdicts.WORSE) == verdicts.WORSE
    assert together(verdicts.HIGHER, verdicts.EXPECTED) == verdicts.HIGHER
    assert together(verdicts.EXPECTED, verdicts.EXPECTED) == verdicts.EXPECTED


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("above", 100, "csat", "up"), "▲ better than expected"),
        (("below", 15, "csat", "up"), "▼ worse than expected, few cases (15)"),
        (("above", 100, "aht", "neither"), "△ longer than expected"),
        (("above", 100, "asa", "down"), "▼ worse (slower) than expected"),
        (("ordinary", 29, "csat", "up"), "as expected, few cases (29)"),
        (("too few", 9, "csat", "up"), "too few cases (9)"),
    ],
)
def test_verdicts_say_what_they_rest_on(arguments, text):
    assert verdict_text(*arguments) == text


def test_many_names_are_cut_short():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefg"), 3) == "a, b, c and 4 more"
