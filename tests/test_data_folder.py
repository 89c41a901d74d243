"""What stands in data/ can be used as it is."""

import csv

import pytest

from qm.intake import KINDS, import_file, load_mapping
from qm.store import Store
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "templates"
WIDE = FOLDER / "evaluations_wide.csv"
TEMPLATES = sorted(path for path in FOLDER.glob("*.csv") if path != WIDE)
MAPPINGS = sorted((ROOT / "data" / "mappings").glob("*.toml"))


def test_there_is_a_template_for_every_kind():
    assert [path.stem for path in TEMPLATES] == sorted(KINDS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.stem)
def test_a_template_has_every_field_and_comes_in_without_a_problem(store: Store, path):
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert header == list(KINDS[path.stem].fields)
    report = import_file(store, path, kind=path.stem)
    assert (report.rows, report.accepted) == (len(rows), len(rows))
    assert report.problems == []


def test_the_wide_template_comes_in_with_its_mapping(store: Store):
    report = import_file(store, WIDE, ROOT / "data" / "mappings" / "evaluations_wide.toml")
    assert (report.rows, report.accepted, report.problems) == (2, 2, [])
    answers = "select question_id, points, not_applicable from answers order by evaluation_id, question_id"
    assert store.rows(answers) == [
        ("Q1", 5, False),
        ("Q2", None, True),
        ("Q3", 1, False),
        ("Q1", 3, False),
        ("Q2", 4, False),
        ("Q3", 0, False),
    ]


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda p: p.stem)
def test_a_mapping_can_be_read(path):
    assert load_mapping(path).kind in KINDS
