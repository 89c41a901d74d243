"""The answers of an evaluation as a list, nothing in them markup."""

from qm.analysis.evaluations.answer_text import NotableAnswer
from qm.ui.agents.profile.evaluations import answers_list


def test_what_lost_points_and_the_rest():
    notable = [NotableAnswer("q1", "One", "0 of 10 – failed", ""), NotableAnswer("q3", "Three", "did not apply", "n*a")]
    assert answers_list(notable, "Full points on the other 1 question.") == (
        "- **q1** One – 0 of 10 – failed\n"
        r"- **q3** Three – did not apply: *n\*a*"
        "\n- Full points on the other 1 question."
    )
    assert answers_list([], "") == ""
