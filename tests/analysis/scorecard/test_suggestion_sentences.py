"""What a suggestion of weights says, letter by letter, for every reason there is."""

from typing import get_args

import numpy as np
import pytest

from qm.analysis.scorecard.suggestion_sentences import KEPT, power_text, suggestion_text
from qm.models.scorecard.weights import Reason, Suggestion
from qm.models.statistics.estimate import Estimate

GAIN = (
    "Gain in correlation: +0.031 (likely range +0.008 to +0.052). "
    "Tested on agents whose data did not set the weights; 1,290 rated contacts."
)
SAID = {
    "pays": f"Changing the weights pays: the score would follow customers better. {GAIN}",
    "none_better": "Keep your weights: on 1,290 rated contacts no others follow satisfaction better.",
    "by_chance": f"Keep your weights: the gain may well be chance. {GAIN}",
    "too_small": f"Keep your weights: the gain is too small to matter. {GAIN}",
    "follows_nothing": f"Keep your weights: no weights make the score clearly follow satisfaction. {GAIN}",
    "weights_change_nothing": (
        "Keep your weights: by the definition in force every question counts the same, so weights change nothing."
    ),
    "nothing_free": "Keep your weights: the limits leave none of them free to move.",
    "same_grades": "Keep your weights: all customers gave the same rating.",
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
        "Keep your weights: 49 rated contacts are too few to judge 7 questions; at least 70 are needed. "
        + power_text(49)
    )


def test_equal_weights_that_do_as_well_are_named():
    said = suggestion_text(suggestion("pays", equal_as_good=True))
    assert said.endswith("rated contacts. Equal weights do about as well.")


def test_what_so_many_pairs_show():
    assert power_text(1290).startswith("1,290 rated contacts usually show a correlation of 0.08 or more")
    assert "194" in power_text(2)
