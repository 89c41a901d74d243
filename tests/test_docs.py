"""Documents point at what is there, and code points at documents that are there."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").glob("*.md")])
CODE = [*sorted((ROOT / "qm").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([\w-]+))?\)")
CITED = re.compile(r"docs/(\w+)\.md, ([A-Z][^;.,(\n)]*(?:\n[ #]*[^;.,(\n)]+)?)")
METHODS = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as they are made where it is read."""
    heads = re.findall(r"^#+ (.+)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path):
    for place, anchor in LINK.findall(text(document)):
        if place.startswith(("http://", "https://")):
            continue
        target = (document.parent / place).resolve() if place else document
        assert target.exists(), f"{document.name} links to {place}"
        assert not anchor or anchor in anchors(target), f"{document.name} links to {place}#{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_that_are_named_exist(document: Path):
    named = re.findall(r"`((?:qm|tests|pages|data|docs)/[\w/.-]*)`", text(document))
    made_later = {"data/qm.duckdb", "data/ours.duckdb", "data/templates/NAME.csv"}
    assert [path for path in named if path not in made_later and not (ROOT / path).exists()] == []


def test_every_document_stands_in_the_index():
    index = text(ROOT / "docs" / "README.md")
    assert [p.name for p in (ROOT / "docs").glob("*.md") if p.name != "README.md" and f"({p.name})" not in index] == []


def test_code_cites_sections_that_are_there():
    heads = re.findall(r"^#+ (.+)$", METHODS, re.MULTILINE)
    cited = [(path, *found) for path in CODE for found in CITED.findall(text(path)) if path != Path(__file__)]
    assert len(cited) >= 15
    for path, document, section in cited:
        assert document == "methods"
        words = " ".join(re.sub(r"\n[ #]*", " ", section).split())
        assert any(words.startswith(head.split(",")[0]) for head in heads), f"{path.name} cites '{words}'"


def test_models_that_the_methods_name_exist():
    named = re.findall(r"`((?:queueing|agreement|scorecard|comparison|signals|statistics|text)\.\w+)`", METHODS)
    assert named
    assert [n for n in named if not (ROOT / "qm" / "models" / f"{n.replace('.', '/')}.py").exists()] == []


def test_code_cites_no_document_from_elsewhere():
    for path in (p for p in CODE if p.is_relative_to(ROOT / "qm")):
        for name in re.findall(r"([\w/.-]+\.md)\b", text(path)):
            assert (ROOT / name).exists() or name.startswith("."), f"{path.relative_to(ROOT)} cites {name}"
