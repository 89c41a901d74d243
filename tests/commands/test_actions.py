"""python -m qm actions."""

from tests.commands.asking import ask


def test_nothing_to_do_in_an_empty_store(capsys):
    assert ask(capsys, "actions") == {"actions": []}
