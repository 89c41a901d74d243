"""The reader of sentences finds what it is there to find, and lets good sentences pass."""

import pytest

from tests.sentences.faults import faults_of
from tests.sentences.reading import Text


def rules(text: str, place: str = "caption.body", is_noise: bool = False) -> list[str]:
    found = faults_of([Text(place, text, is_markdown=not place.startswith("chart"))], is_noise)
    return [fault.split(":")[0] for fault in found]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The mean is nan.", "left_over"),
        ("It went from 3% to None.", "left_over"),
        ("1 agents were compared.", "one_of_many"),
        ("This is **bold.", "broken_markup"),
        ("Ordinary variation", "old_phrase"),
        ("See score.variant on the page Data.", "named_by_key"),
        ("Service level \u22122.5 points, clearly higher than before.", "contradiction"),
    ],
)
def test_a_fault_is_found(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "None of the 21 agents differs clearly.",
        "1 agent has 11 answers; 2.1 agents more are needed.",
        "**Q07** matters more to customers than its weight says.",
        "10 points less service level: repeat rate +0.1 points.",
        "Service level +2.5 points, clearly up.",
    ],
)
def test_a_good_sentence_passes(text: str) -> None:
    assert rules(text) == []


def test_marks_in_a_chart_are_shown_as_they_stand() -> None:
    assert rules("**Billing**", "chart.title") == ["broken_markup"]


def test_in_noise_nothing_is_clear() -> None:
    assert rules("Handle time is clearly longer.", is_noise=True) == ["clear_in_noise"]
    assert rules("No agent differs clearly.", is_noise=True) == []


def test_a_tile_says_of_its_change_what_it_is() -> None:
    tile = [Text("metric.body", "70%", True), Text("metric.delta", "+2.5 points", True)]
    assert faults_of([*tile, Text("markdown.body", "Change: clearly down", True)])
    assert not faults_of([*tile, Text("markdown.body", "Change: clearly up", True)])
