import pytest

from qm.analysis.agents.targets.target_input import parse_target
from qm.errors import QMError
from qm.wording import Scale

SHARE = Scale("csat", "Satisfaction", "percent", "share", "up")
TIME = Scale("aht", "Handle time", "duration", "mean", "neither")
GRADE = Scale("csat_mean", "Mean satisfaction", "score", "mean", "up")
NET = Scale("nps", "Net promoter score", "percent", "net", "up")


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("85%", SHARE, 0.85),
        (" 85 % ", SHARE, 0.85),
        ("85,5", SHARE, 0.855),
        ("0.85", SHARE, 0.85),
        ("1%", SHARE, 0.01),
        ("5:30", TIME, 330),
        ("5:30 min", TIME, 330),
        ("330 s", TIME, 330),
        ("330", TIME, 330),
        ("5.5 min", TIME, 330),
        ("1:10 h", TIME, 4200),
        ("4,2", GRADE, 4.2),
        ("-20%", NET, -0.2),
        ("−20", NET, -0.2),
    ],
)
def test_figures_as_people_type_them(text, scale, value):
    assert parse_target(text, scale) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "scale", "sentence"),
    [
        ("", SHARE, "Type a target for Satisfaction, such as 85%."),
        ("lots", SHARE, "'lots' is no value of Satisfaction; write it like 85%."),
        ("850%", SHARE, "Satisfaction cannot be 850%; it is 0.0% to 100.0%."),
        ("5:77", TIME, "'5:77' is no value of Handle time; write it like 5:30 (minutes and seconds) or 330 s."),
        ("0", TIME, "Handle time cannot be 0; it is more than 0."),
        ("0.5", GRADE, "Mean satisfaction cannot be 0.5; it is 1.00 to 10.00."),
        ("80%", GRADE, "'80%' is no value of Mean satisfaction; write it like 4.2."),
        ("9" * 90, SHARE, "Satisfaction cannot be " + "9" * 40 + "; it is 0.0% to 100.0%."),
    ],
)
def test_what_is_no_figure_gets_a_sentence(text, scale, sentence):
    with pytest.raises(QMError) as said:
        parse_target(text, scale)
    assert str(said.value) == sentence
