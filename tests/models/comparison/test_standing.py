import pytest

from qm.models.comparison import standing as words
from qm.models.comparison.standing import combined_standing, standing


@pytest.mark.parametrize(
    ("verdict", "better", "word"),
    [
        ("above", "up", words.BETTER),
        ("below", "up", words.WORSE),
        ("above", "down", words.WORSE),
        ("above", "neither", words.HIGHER),
        ("ordinary", "up", words.EXPECTED),
        ("too few", "up", words.EXPECTED),
    ],
)
def test_above_is_better_only_where_more_is(verdict, better, word):
    assert standing(verdict, better) == word


def test_two_metrics_that_disagree_are_mixed():
    assert combined_standing(words.BETTER, words.WORSE) == words.MIXED
    assert combined_standing(words.EXPECTED, words.WORSE) == words.WORSE
    assert combined_standing(words.HIGHER, words.WORSE) == words.WORSE
    assert combined_standing(words.HIGHER, words.EXPECTED) == words.HIGHER
    assert combined_standing(words.EXPECTED, words.EXPECTED) == words.EXPECTED
