"""Every row that people write carries who and when; where nobody is known it says nobody."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from qm.commands import cli
from qm.metrics import redefine
from qm.store import Store, open_store, system_person
from qm.store.actions import finish_action, open_action
from qm.store.entries import CoachingEntry, log_coaching, reply, take_back_coaching, take_back_reply
from qm.store.scenarios import save_scenario
from qm.store.scorecard_versions import save_version
from qm.store.targets import Target, set_target
from tests.centre import fill

NOON = datetime(2024, 5, 6, 12)


@pytest.mark.parametrize(("person", "kept"), [("Ada", "Ada"), ("", None)])
def test_who_wrote_it_is_kept(store: Store, person: str, kept: str | None) -> None:
    fill(store, evaluations=[{"evaluation_id": "E1", "evaluator_id": "V", "evaluated_at": NOON}])
    log_coaching(store, "t1", CoachingEntry("7", NOON, "coaching", "Listen."), NOON, person)
    open_action(store, "recovery", "P7", NOON, action_id="r", by=person)
    finish_action(store, "r", "Called.", NOON, person)
    take_back_coaching(store, "t1", NOON, person)
    reply(store, "t2", "E1", "acknowledged", None, NOON, person)
    take_back_reply(store, "t2", NOON, person)
    save_scenario(store, "More", "voice", {"agents": 2.0}, {}, NOON, person)
    save_version(store, "S", "Courtesy counts", {"Q1": 100.0}, {}, NOON, person)
    set_target(store, Target("Red", "csat", 0.8, None, None, None, NOON, person or None))
    with store.write() as cursor:
        redefine(cursor, {"currency": "CHF"}, person)
    for columns, table in (
        ("typed_by, taken_back_by", "coaching_entries"),
        ("opened_by, changed_by", "actions"),
        ("replied_by, taken_back_by", "evaluation_replies"),
        ("saved_by", "scenarios"),
        ("saved_by", "scorecard_versions"),
        ("set_by", "targets"),
        ("set_by", "settings"),
    ):
        assert {name for row in store.rows(f"select {columns} from {table}") for name in row} == {kept}, table
    assert store.rows("select set_at is not null from settings") == [(True,)]


def test_commands_are_the_system_user_s(tmp_path: Path) -> None:
    database = str(tmp_path / "qm.duckdb")
    file = tmp_path / "calls.csv"
    file.write_text("contact_id,arrived_at\n1,2024-05-01\n")
    for command in (["import", str(file)], ["undo", "1"], ["define", "currency=CHF"]):
        result = CliRunner().invoke(cli, [*command, "--database", database])
        assert result.exit_code == 0, result.output
    store = open_store(database)
    me = system_person() or None
    assert store.rows("select imported_by, undone_by from imports") == [(me, me)]
    assert store.rows("select set_by from settings") == [(me,)]
    store.close()
