"""A mapping changed step by step."""

import pytest

from qm.errors import QMError
from qm.intake import Mapping, Order, Rule
from qm.intake.mapping_edits import check_complete, fitted_to, read_like, with_date_format, with_rule


def contacts(**rules: Rule) -> Mapping:
    return Mapping("contacts", rules)


def test_columns_take_the_names_of_the_file_and_strangers_stay():
    mapping = fitted_to(
        contacts(channel=Rule(columns=(" KANAL ",)), reason=Rule(columns=("gone",))), ["Kanal"], "f.csv"
    )
    assert mapping.fields["channel"].columns == ("Kanal",)
    assert mapping.fields["reason"].columns == ("gone",)


def test_rules_stand_in_the_order_of_their_kind_and_none_takes_out():
    mapping = with_rule(contacts(channel=Rule(columns=("c",))), "contact_id", Rule(columns=("id",)))
    assert list(mapping.fields) == ["contact_id", "channel"]
    assert list(with_rule(mapping, "channel", None).fields) == ["contact_id"]


def test_a_date_format_is_settled_wherever_the_column_is_used_and_nothing_else_said():
    mapping = contacts(arrived_at=Rule(columns=("day", "time")), wait_seconds=Rule(columns=("day time",), format="%H"))
    mapping = with_date_format(Mapping("contacts", mapping.fields, latest_by=(Order("day time"),)), "day time", "%d")
    assert mapping.fields["arrived_at"].format == "%d"
    assert mapping.fields["wait_seconds"].format == "%H"
    assert mapping.latest_by[0].format == "%d"


def test_what_was_begun_and_not_finished_is_said():
    with pytest.raises(QMError, match="channel has no column yet"):
        check_complete(contacts(channel=Rule()))
    with pytest.raises(QMError, match="abandoned has no value that means yes"):
        check_complete(contacts(abandoned=Rule(columns=("s",), true=())))
    check_complete(contacts(channel=Rule(columns=("c",))))


def test_read_like_takes_the_options_of_reading_alone():
    other = Mapping("surveys", {}, delimiter=";")
    assert read_like(contacts(), other).delimiter == ";"
    assert read_like(contacts(), other).kind == "contacts"
    assert read_like(contacts(), None) == contacts()
