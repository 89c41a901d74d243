"""A mapping that is saved reads well."""

from qm.intake import parse_mapping, to_toml


def test_a_mapping_stands_as_people_can_edit_it() -> None:
    text = """\
kind = "contacts"

[[rows.exclude]]
status = [
    "TEST",
]
"to do" = [
    "x",
]

[fields.contact_id]
columns = [
    "switch",
    "call no",
]
join = "-"

[fields.abandoned]
column = "Zustand"
true = [
    "LOST",
    "größer",
]

[fields.reopened]
column = "count"
true_above = 0
"""
    assert to_toml(parse_mapping(text)) == text
    assert parse_mapping(to_toml(parse_mapping(text))) == parse_mapping(text)
