"""What a suggestion of weights says, letter by letter, for every reason there is."""

from typing import get_args

import numpy as np
import pytest

from qm.analysis.scorecard.suggestion_sentences import KEPT, power_text, suggestion_text
from qm.models.scorecard.weights import Reason, Suggestion
from qm.models.statistics.estimate import Estimate

GAIN = "+0.031 out of fold (95 % interval +0.008 to +0.052, 1,290 pairs)"
SAID = {
    "pays": f"Changing pays: the score's correlation with satisfaction rises by {GAIN}.",
    "none_better": "Keep your weights: over 1,290 pairs no others follow satisfaction better.",
    "by_chance": f"Keep your weights: the gain of {GAIN} may well be chance.",
    "too_small": f"Keep your weights: the gain of {GAIN} is too small to matter.",
    "follows_nothing": (
        f"Keep your weights: no weights make the score follow satisfaction beyond chance; gain {GAIN}."
    ),
    "weights_change_nothing": "Keep your weights: under score.variant mean_of_rated weights change nothing.",
    "nothing_free": "Keep your weights: the limits leave none of them free to move.",
    "same_grades": "Keep your weights: all customers gave the same grade.",
    "same_answers": "Keep your weights: the answers do not differ, so no weights would change a score.",
}


def suggestion(reason: Reason, n: int = 1290, free: int = 7, equal_as_good: bool = False) -> Suggestion:
    none, gain = np.full(free, np.nan), Estimate(0.0312, 0.0081, 0.0519)
    return Suggestion(none, none, none, none, none, {}, gain, gain, n, free, reason, equal_as_good, 1.0, True)


@pytest.mark.parametrize(("reason", "said"), SAID.items())
def test_every_reason_is_said(reason: Reason, said: str):
    assert suggestion_text(suggestion(reason)) == said


def test_no_reason_is_forgotten():
    assert set(get_args(Reason)) == {"pays", *KEPT} == {*SAID, "too_few_pairs"}


def test_too_few_pairs_say_how_many_are_needed():
    assert suggestion_text(suggestion("too_few_pairs", n=49)) == (
        "Keep your weights: 49 pairs of an evaluation and a customer's grade are too few to judge 7 questions; "
        f"at least 70 are needed. {power_text(49)}"
    )


def test_equal_weights_that_do_as_well_are_named():
    said = suggestion_text(suggestion("pays", equal_as_good=True))
    assert said.endswith("pairs). Equal weights do as well within what can be told.")


def test_what_so_many_pairs_show():
    assert power_text(1290).startswith("1,290 pairs show a correlation of 0.08 or more")
    assert "194" in power_text(2)
