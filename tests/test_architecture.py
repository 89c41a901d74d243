"""The house stands as drawn: one door per tool, arrows to the right, no cycles, a guard on every page."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from qm.store import TABLES, Store
from tests.conftest import ROOT

PAGES = sorted(p for p in (ROOT / "pages").glob("*.py") if not p.name.startswith("_"))
SOURCES = [ROOT / "app.py", *PAGES, *sorted((ROOT / "qm").rglob("*.py"))]

# part -> the parts of qm it may import
ARROWS = {
    "errors": set(),
    "wording": set(),
    "models": set(),
    "store": {"errors"},
    "metrics": {"errors", "store", "models"},
    "analysis": {"errors", "wording", "store", "models", "metrics"},
    "charts": {"errors", "wording", "models", "metrics"},
    "demo": {"errors", "wording", "store", "models", "metrics"},
    "intake": {"errors", "wording", "store", "models", "metrics"},
    "ui": {"errors", "wording", "store", "models", "metrics", "analysis", "charts", "demo", "intake"},
    "commands": {"errors", "wording", "store", "models", "metrics", "analysis", "charts", "demo", "intake"},
    "launch": {"errors", "store", "ui"},
    "api": {"errors", "wording", "store", "models", "metrics", "analysis", "charts", "demo", "intake"},
    "__main__": {"commands"},
    "pages": {"errors", "wording", "ui", "models", "metrics", "analysis", "charts", "intake"},
    "app": {"ui"},
}

# tool -> where it may be imported
DOORS = {"duckdb": ("qm/store/",), "streamlit": ("qm/ui/", "pages/", "app.py"), "click": ("qm/commands/",)}

MATHEMATICS = {"numpy", "scipy"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part(path: Path) -> str:
    """qm/store/db.py -> store, pages/overview.py -> pages, app.py -> app."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "qm" and len(parts) > 1 else parts[0]


def imported(path: Path) -> Iterator[str]:
    """Every module that `path` imports, anywhere in it; `from a import b` gives a and a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_parts(path: Path) -> set[str]:
    return {module.split(".")[1] for module in imported(path) if module.startswith("qm.")}


@pytest.mark.parametrize("tool", DOORS)
def test_one_door_per_tool(tool: str):
    users = [name(path) for path in SOURCES if tool in {module.split(".")[0] for module in imported(path)}]
    assert users, f"nobody imports {tool}: is the test blind?"
    assert [user for user in users if not user.startswith(DOORS[tool])] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_arrows_point_right(path: Path):
    if part(path) == "__init__":
        return
    assert own_parts(path) - ARROWS[part(path)] - {part(path)} == set()


@pytest.mark.parametrize("path", [p for p in SOURCES if part(p) == "models"], ids=name)
def test_models_are_mathematics_alone(path: Path):
    import sys

    tools = {module.split(".")[0] for module in imported(path)} - set(sys.stdlib_module_names) - {"qm"}
    assert tools <= MATHEMATICS


def test_no_cycles():
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in SOURCES}
    # A package's __init__ gathers its modules and is gathered from; only real modules count.
    edges = {
        module: {other for other in imported(path) if other in modules and modules[other].name != "__init__.py"}
        for module, path in modules.items()
        if path.name != "__init__.py"
    }
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for other in edges[module]:
                walk(other, (*trail, module))
            done.add(module)

    for module in edges:
        walk(module, ())
    assert len(done) == len(edges)


def test_files_are_nouns_of_the_trade():
    assert [name(p) for p in SOURCES if re.fullmatch(r"_?(utils?|helpers?|misc|common)", p.stem)] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_calls_the_guard_first(path: Path):
    passive = (ast.Import, ast.ImportFrom)
    statements = [s for s in tree(path).body if not isinstance(s, passive)]
    if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant):
        statements = statements[1:]
    first = statements[0]
    assert isinstance(first, ast.Expr | ast.Assign)
    assert ast.unparse(first.value) in {"ui.guard()", "ui.filters()"}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_has_no_sql_and_no_html(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bselect\b.*\bfrom\b", text, re.DOTALL | re.IGNORECASE)
    assert not re.search(r"<style|</|st\.html", text)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_from_data_is_drawn_as_html(path: Path):
    assert "unsafe_allow" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_fragments_show_their_errors_calmly(path: Path):
    if name(path) != "qm/ui/frame/errors.py":
        assert "st.fragment" not in path.read_text(encoding="utf-8"), "use ui.fragment"


@pytest.mark.parametrize("table", TABLES)
def test_schema_and_contract_agree(store: Store, table: str):
    there = {
        column: (kind.lower(), nullable)
        for column, kind, nullable in store.rows(
            "select column_name, data_type, is_nullable from duckdb_columns() where table_name = $1", [table]
        )
    }
    assert {f.name: there.get(f.name) for f in TABLES[table].fields} == {
        f.name: (f.type, not f.required) for f in TABLES[table].fields
    }
