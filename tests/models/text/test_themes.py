"""Words of comments that go with grades."""

import numpy as np
import pytest

from qm.models.text.themes import themes


def test_a_word_that_goes_with_low_grades_is_found():
    comments = ["Waited"] * 20 + ["Waited, thanks"] * 12 + ["Kind, thanks"] * 28
    grade = np.array([0.0] * 20 + [1.0] * 40)
    found = themes(comments, grade)
    assert found.comments == 60
    assert "waited" in found.word
    at = found.word.index("waited")
    assert found.n[at] == 32
    assert found.with_it[at] == pytest.approx(12 / 32)
    assert found.without[at] == 1
    has = np.array(["Waited" in c for c in comments], dtype=float)
    assert found.correlation[at] == pytest.approx(np.corrcoef(has, grade)[0, 1])
    assert found.correlation[found.word.index("thanks")] > 0
    assert found.example[at] == "Waited"


def test_words_of_the_same_comments_are_one_theme():
    comments = ["No solution, I have to call again"] * 15 + ["fine"] * 30
    found = themes(comments, np.array([0.0] * 15 + [1.0] * 30))
    assert "again, call, have, solution" in found.word
    assert found.example[found.word.index("again, call, have, solution")] == comments[0]


def test_a_word_twice_in_a_comment_counts_once_and_in_any_case():
    found = themes(["WAIT wait Wait"] * 12 + ["fine"] * 12, np.array([0.0] * 12 + [1.0] * 12))
    assert found.n[found.word.index("wait")] == 12


def test_rare_words_equal_grades_and_no_comments_tell_nothing():
    assert themes(["odd"] * 9 + ["usual"] * 30, np.array([0.0] * 9 + [1.0] * 30)).words == 0
    assert themes(["wait"] * 12 + ["fine"] * 12, np.ones(24)).word == []
    assert themes([], np.zeros(0)).comments == 0


def test_chance_among_many_words_is_not_called_a_theme():
    rng = np.random.default_rng(1)
    words = [f"word{'abcdefghij'[i // 10]}{'abcdefghij'[i % 10]}" for i in range(100)]
    hits = 0
    for _ in range(10):
        comments = [" ".join(rng.choice(words, 5, replace=False)) for _ in range(300)]
        hits += bool(themes(comments, rng.random(300)).word)
    assert hits <= 2
