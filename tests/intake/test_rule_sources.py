"""Where a field's values come from, and what stays of a rule when that changes."""

import pytest

from qm.intake import KINDS, Mapping, Rule
from qm.intake.rule_sources import BETWEEN, COLUMN, JOIN, MINUS, ROW, SUM, VALUE, source_of, sources_for, with_source

FIELDS = KINDS["contacts"].fields


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (None, "none"),
        (Rule(columns=("a",)), COLUMN),
        (Rule(columns=("a", "b")), JOIN),
        (Rule(start=("a",)), BETWEEN),
        (Rule(sum=("a",)), SUM),
        (Rule(minus=("a",)), MINUS),
        (Rule(value="x"), VALUE),
        (Rule(row=True), ROW),
    ],
)
def test_a_rule_tells_its_source(rule, source):
    assert source_of(FIELDS["wait_seconds"], rule) == source


def test_sources_are_those_that_make_sense_for_a_field():
    mapping = Mapping("contacts")
    assert sources_for(mapping, FIELDS["contact_id"]) == [JOIN, VALUE, ROW]
    assert sources_for(mapping, FIELDS["wait_seconds"]) == [BETWEEN, SUM, MINUS, VALUE]
    assert sources_for(mapping, FIELDS["channel"]) == [JOIN, VALUE]


def test_another_source_keeps_what_also_makes_sense_with_it():
    rule = Rule(columns=("a",), format="%H:%M", missing=("?",))
    assert with_source(SUM, rule).sum == ("a",)
    assert with_source(SUM, rule).format is None
    assert with_source(SUM, rule).missing == ("?",)
    assert with_source(VALUE, rule).missing == ()
