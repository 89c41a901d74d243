import pytest

from qm.analysis.agents.verdict_text import verdict_text


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
