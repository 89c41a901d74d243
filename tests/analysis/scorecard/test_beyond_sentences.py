"""What lies beyond the score, in words."""

import numpy as np
import pandas as pd
import pytest

from qm.analysis.scorecard.beyond_sentences import missing_sentence, response_sentence, themes_sentence
from qm.analysis.scorecard.nonresponse import Nonresponse
from qm.models.text.themes import Themes


def importance(fact: tuple[float, float, float], question: tuple[float, float, float]) -> pd.DataFrame:
    rows = [("wait", "fact", *fact), ("Q1", "question", *question)]
    return pd.DataFrame(rows, columns=["name", "kind", "importance", "low", "high"])


@pytest.mark.parametrize(
    ("fact", "question", "words"),
    [
        (
            (0.3, 0.25, 0.4),
            (0.1, 0.05, 0.2),
            "Yes: wait matters more than any question. Wait explains 30.0% of ratings (25.0% to 40.0%)",
        ),
        ((0.3, 0.15, 0.4), (0.1, 0.05, 0.2), "Perhaps: wait may matter more than any question."),
        ((0.1, 0.05, 0.2), (0.3, 0.15, 0.4), "No: the questions matter more. Q1 explains 30.0%; wait explains 10.0%."),
        ((np.nan,) * 3, (0.3, 0.15, 0.4), "There is nothing to compare yet."),
    ],
)
def test_whether_a_fact_matters_more_than_the_best_question(fact: tuple, question: tuple, words: str):
    assert words in missing_sentence(importance(fact, question))


def themes(*words: tuple[str, float]) -> Themes:
    names, correlations = [word for word, _ in words], np.array([r for _, r in words])
    some = np.full(len(words), 20.0)
    return Themes(names, names, some, some, some, correlations, 90, 40)


def test_words_that_go_with_low_grades():
    correlations = pd.Series([0.2, np.nan], index=["Q1", "Q2"])
    said = themes_sentence(themes(("waiting", -0.4), ("thanks", 0.3)), correlations)
    assert said.startswith(
        "Low ratings come with these words, in 90 comments: waiting. Comments tell more than the best"
    )
    assert "(correlation −0.40, Q1 +0.20)" in said
    assert "No word goes clearly with low or high ratings" in themes_sentence(themes(), correlations)
    assert themes_sentence(themes(("thanks", 0.3)), correlations).endswith("in 90 comments: none.")


def test_who_answers_more_or_less_than_the_average():
    groups = pd.DataFrame({"group": ["voice", "chat"], "rate": [0.5, 0.2], "low": [0.3, 0.1], "high": [0.7, 0.3]})
    silent = Nonresponse(groups, groups[:0], 100, 40, 0.4, 0.8, 0.8, (0.3, 0.9), 0.2, 0.2, 39.0)
    assert response_sentence(silent) == "Clearly different from the average of 40%: chat (20%)."
