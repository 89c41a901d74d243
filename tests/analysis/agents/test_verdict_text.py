import pandas as pd
import pytest

from qm.analysis.agents.verdict_text import standings, verdict_text
from qm.models.comparison.standing import BETTER, EXPECTED, SMALL, WORSE


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("above", 100, "csat", "up"), "▲ better than expected"),
        (("above", 100, "csat", "up", False), "▲ better than expected (small)"),
        (("below", 15, "csat", "up"), "▼ worse than expected (only 15 cases)"),
        (("below", 15, "csat", "up", False), "▼ worse than expected (small, only 15 cases)"),
        (("above", 100, "aht", "neither"), "△ longer than expected"),
        (("above", 100, "asa", "down"), "▼ slower than expected"),
        (("ordinary", 29, "csat", "up", False), "as expected (only 29 cases)"),
        (("too few", 9, "csat", "up"), "too few to tell (9)"),
    ],
)
def test_verdicts_say_what_they_rest_on(arguments, text):
    assert verdict_text(*arguments) == text


def test_a_difference_too_small_to_act_on_stands_apart():
    verdicts = ["above", "above", "below", "ordinary", "too few"]
    frame = pd.DataFrame({"verdict": verdicts, "matters": [True, False, True, False, False]})
    assert standings(frame, "up").tolist() == [BETTER, SMALL, WORSE, EXPECTED, EXPECTED]
