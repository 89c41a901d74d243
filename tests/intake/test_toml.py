"""What is written reads back equal, and reads well."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from qm.intake import parse_mapping, to_toml
from qm.intake.toml import written

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.one_of(TEXTS, st.booleans(), st.integers(-(2**60), 2**60), st.floats(allow_nan=False, allow_infinity=False))
DEEPER = st.one_of(VALUES, st.lists(VALUES), st.dictionaries(TEXTS, VALUES))


@given(st.dictionaries(TEXTS, st.one_of(VALUES, st.dictionaries(TEXTS, DEEPER))))
def test_everything_written_is_read_back_equal(tables):
    assert tomllib.loads(written(tables)) == tables


def test_a_mapping_stands_as_people_write_it():
    text = """\
kind = "contacts"

[rows]
exclude = [{status = ["TEST"], "to do" = ["x"]}]

[fields]
contact_id = {columns = ["switch", "call no"], join = "-"}
abandoned  = {column = "Zustand", true = ["LOST", "größer"]}
reopened   = {column = "count", true_above = 0}
"""
    assert to_toml(parse_mapping(text)) == text
