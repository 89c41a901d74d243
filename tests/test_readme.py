"""What README says is what the code does."""

import re
import tomllib

from qm.store import DEFINITIONS, TABLES, written
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA_README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def definitions_table() -> dict[str, tuple[str, list[str], str]]:
    """name -> default, allowed values, meaning."""
    table = README.split("| definition | default |")[1].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {
        name.strip("`"): (default.strip("`"), re.findall(r"`(\w+)`", may), meaning)
        for name, default, may, meaning in cells
    }


def test_the_definitions_are_those_of_the_code():
    table = definitions_table()
    assert list(table) == list(DEFINITIONS)
    for name, (default, allowed, meaning) in table.items():
        known = DEFINITIONS[name]
        assert (name, default, meaning) == (name, written(known.default), known.meaning)
        if known.allowed:
            assert (name, allowed) == (name, list(known.allowed))


def test_every_command_of_make_exists():
    named = set(re.findall(r"\bmake ([a-z]+)\b", README + DATA_README)) - {"make"}
    assert {"run", "test"} <= named <= TARGETS


def test_files_it_names_exist():
    named = re.findall(r"\]\(([\w./-]+)\)", README) + re.findall(r"`((?:qm|tests|pages|data)/[\w/]*)`", README)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_mapping_in_the_data_readme_is_toml_with_known_fields():
    mapping = tomllib.loads(DATA_README.split("```toml\n")[1].split("```")[0])
    fields = {f.name for table in TABLES.values() for f in table.fields}
    assert mapping["kind"] in TABLES
    assert set(mapping["fields"]) <= fields
