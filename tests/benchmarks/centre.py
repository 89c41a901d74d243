"""A whole centre in a store, of any size: contacts, agents in teams, surveys and evaluations, brought in as files."""

import tempfile
from functools import cache
from pathlib import Path

import duckdb

from qm.intake import import_file, parse_mapping
from qm.store import open_store
from tests.benchmarks.contacts_csv import MAPPING, write_contacts

TEAMS = 8
SURVEYED = 20  # one contact in so many
EVALUATED = 500
QUESTIONS = 12

# One row per …, made from the contacts of the file so that they are about contacts that exist.
OTHERS = {
    "agents": f"""
        select distinct agent_id, 'Team ' || 1 + cast(substr(agent_id, 2) as integer) % {TEAMS} as team
        from contacts
    """,
    "surveys": f"""
        select contact_id, arrived_at + interval 1 day as responded_at,
               1 + least(4, hash(contact_id, 1) % 7) as csat, hash(contact_id, 2) % 11 as nps
        from contacts where hash(contact_id) % {SURVEYED} = 0
    """,
    "evaluations": f"""
        select 'E' || contact_id as evaluation_id, contact_id, agent_id,
               'V' || hash(contact_id, 3) % 12 as evaluator_id, arrived_at + interval 1 day as evaluated_at,
               'Service' as scorecard, 'Q' || q as question_id,
               hash(contact_id, q) % 6 as points, 5 as points_possible
        from contacts, range({QUESTIONS}) as questions(q) where hash(contact_id, 4) % {EVALUATED} = 0
    """,
}


@cache
def centre(contacts: int) -> Path:
    """The path of a closed store of a year with `contacts` contacts, made once for all benches of a run."""
    return build_centre(Path(_folder().name), contacts)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="centres-")  # gone when the run ends


def build_centre(folder: Path, contacts: int) -> Path:
    """The path of a closed store of a year with `contacts` contacts, in `folder`."""
    database, files = folder / f"centre{contacts}.duckdb", folder / f"files{contacts}"
    files.mkdir()
    write_contacts(files / "contacts.csv", contacts)
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        con.execute(f"create table contacts as from read_csv('{files / 'contacts.csv'}')")
        for kind, sql in OTHERS.items():
            con.execute(f"copy ({sql}) to '{files / kind}.csv' (header)")
    store = open_store(database)
    for kind in ("agents", "contacts", "surveys", "evaluations"):
        file = files / f"{kind}.csv"
        import_file(store, file, parse_mapping(MAPPING) if kind == "contacts" else None)
        file.unlink()
    store.close()
    files.rmdir()
    return database
