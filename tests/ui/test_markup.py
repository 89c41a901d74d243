"""The door into Markdown; that each kind is shown as it stands is tested in a real browser (tests/browser)."""

import re

import pytest

from qm.ui.markup import JOINER, literal, sentence
from tests.ui.markup_kinds import KINDS

MARK = r"\\([!-/:-@\[-`{-~])"


def read_back(markdown: str) -> str:
    """What is left to see of escapes and joiners."""
    return re.sub(MARK, r"\1", markdown.replace(JOINER, ""))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_seen_is_the_text(kind: str):
    assert read_back(literal(KINDS[kind])) == " ".join(KINDS[kind].split())


@pytest.mark.parametrize(
    "text",
    [
        KINDS["sentence"],
        "Service level 78.6% (76.1 to 80.9), n 1,204; agents 5 + 2 - 1 = 6!",
        "North's best: 'Ann' & \"Bo\", team_a; 3/4 of 10:30-11:00?",
        "+5 points, -3 points, 1.5 h, #1 of 7, 50 > 40",
        "Größe – 12 €, 5 × 4 … 100 %",
    ],
)
def test_ordinary_sentences_pass_as_they_are(text: str):
    assert literal(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("![x](http://a.example/p)", rf"!\[x\](http{JOINER}://a.example/p)"),
        ("www.a.example", f"www{JOINER}.a.example"),
        ("a@b.example", f"a{JOINER}@b.example"),
        (":material/delete:", r"\:material\/delete:"),
        (":red[x]", r"\:red\[x\]"),
        (":smile:", rf"\:{JOINER}smile:"),
        ("a -> b", f"a -{JOINER}> b"),
        ("1. one", r"1\. one"),
        ("# one #", r"\# one \#"),
        ("&lt; R&D", r"\&lt; R&D"),
        ("two\n\n  lines", "two lines"),
        (7, "7"),
    ],
)
def test_how_it_is_written(text: object, markdown: str):
    assert literal(text) == markdown


def test_a_sentence_can_set_parts_in_bold():
    said = "Billing* rose to 12% (n 40); Billing* was 9%."
    assert sentence(said, strong=["Billing*", "12%", "not there", ""]) == (
        r"**Billing\*** rose to **12%** (n 40); Billing\* was 9%."
    )
    assert sentence(said) == literal(said)


def test_of_two_parts_the_longer_is_taken_where_both_begin():
    assert sentence("North East and North", strong=["North", "North East"]) == "**North East** and **North**"
