"""Definitions: declared once, read, changed and written back the same."""

from dataclasses import FrozenInstanceError
from typing import get_args, get_type_hints

import pytest

from qm.errors import QMError
from qm.store import DEFINITIONS, HEADINGS, Definitions
from qm.store.definition_kinds import CHOICE, NUMBER, SHARE


def test_every_definition_has_a_heading_and_a_value_that_reads_back() -> None:
    now = Definitions()
    assert list(now.to_dict()) == [*DEFINITIONS, "targets", "hours", "channels", "holidays"]
    for name, one in DEFINITIONS.items():
        assert one.heading in HEADINGS, name
        assert one.read(now.written(name)) == one.default == now.value(name), name
    assert Definitions.read({name: now.written(name) for name in DEFINITIONS}) == now


def test_the_choices_are_those_of_the_type() -> None:
    for name, one in DEFINITIONS.items():
        group, _, last = name.rpartition(".")
        owner = type(getattr(Definitions(), group)) if group else Definitions
        hint = get_type_hints(owner)[last]
        assert get_args(hint) == one.allowed if one.kind == CHOICE else not one.choices, name
        assert (hint is float) == (one.kind in (NUMBER, SHARE)), name


def test_changed_by_name() -> None:
    changed = Definitions().with_({"repeat.window_days": 3.0, "repeat.scope": "reason", "currency": "CHF"})
    assert (changed.repeat.window_days, changed.repeat.window_seconds, changed.repeat.scope) == (3, 259_200, "reason")
    assert (changed.currency, changed.repeat.index, changed.service_level.threshold_seconds) == ("CHF", "all", 20)
    assert Definitions().repeat.window_days == 7
    assert len({changed, Definitions(), Definitions()}) == 2
    with pytest.raises(FrozenInstanceError):
        changed.currency = "EUR"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["repeat.scope", "score.variant", "service_level.variant"])
def test_a_choice_that_is_none_never_gets_in(name: str) -> None:
    """Choices become parts of SQL, whoever sets them."""
    with pytest.raises(QMError, match="cannot be 'x; drop table contacts'"):
        Definitions().with_({name: "x; drop table contacts"})
    with pytest.raises(QMError, match="cannot be"):
        Definitions.read({name: "x; drop table contacts"})


def test_a_name_that_is_none() -> None:
    with pytest.raises(QMError, match="no definition called 'repeat'"):
        Definitions().value("repeat")
    with pytest.raises(QMError, match="no definition called 'window'"):
        Definitions().with_({"window": 3.0})


@pytest.mark.parametrize("name", DEFINITIONS)
def test_each_definition_has_a_label_for_people(name):
    label = DEFINITIONS[name].label
    assert label[0].isupper()
    assert "_" not in label
    assert "." not in label
