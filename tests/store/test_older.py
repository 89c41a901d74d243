"""A store made before a table was thought of gets it when it is opened; what it holds stays."""

from pathlib import Path

import duckdb

from qm.store import open_store


def test_a_table_that_an_older_store_lacks_is_made(tmp_path: Path) -> None:
    path = tmp_path / "older.duckdb"
    store = open_store(path)
    with store.write() as cursor:
        cursor.run("insert into agents (agent_id, team, batch) values ('A1', 'Red', 1)")
    store.close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("drop table mappings")

    store = open_store(path)
    assert store.rows("select count(*) from mappings") == [(0,)]
    assert store.rows("select agent_id, team from agents") == [("A1", "Red")]
    with store.write() as cursor:
        cursor.run("insert into agents (agent_id, batch) values ('A2', 1)")
    assert store.rows("select count(distinct agent_row) from agents") == [(2,)], "numbering goes on"
    store.close()
