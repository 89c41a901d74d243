"""The house stands as drawn: one door per tool, arrows to the right, no cycles, a guard on every page."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from qm.store import EXPORTED, Store
from tests.conftest import ROOT

PAGES = sorted(p for p in (ROOT / "pages").glob("*.py") if not p.name.startswith("_"))
SOURCES = [ROOT / "app.py", *PAGES, *sorted((ROOT / "qm").rglob("*.py"))]


def arrows() -> dict[str, set[str]]:
    """Part -> the parts of qm it may import, from the table in docs/architecture.md."""
    lines = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1:3] for line in lines if re.match(r"\| `\w+` \|", line)]
    return {re.findall(r"\w+", first)[0]: set(re.findall(r"`(\w+)`", second)) for first, second in rows}


ARROWS = arrows()

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
    there = {p.stem if p.suffix else p.name for p in (ROOT / "qm").iterdir()}
    return {module.split(".")[1] for module in imported(path) if module.startswith("qm.")} & there


@pytest.mark.parametrize("tool", DOORS)
def test_one_door_per_tool(tool: str):
    users = [name(path) for path in SOURCES if tool in {module.split(".")[0] for module in imported(path)}]
    assert users, f"nobody imports {tool}: is the test blind?"
    assert [user for user in users if not user.startswith(DOORS[tool])] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_arrows_point_right(path: Path):
    assert own_parts(path) - ARROWS[part(path)] - {part(path)} == set()


@pytest.mark.parametrize("path", [p for p in SOURCES if part(p) == "models"], ids=name)
def test_models_are_mathematics_alone(path: Path):
    import sys

    tools = {module.split(".")[0] for module in imported(path)} - set(sys.stdlib_module_names) - {"qm"}
    assert tools <= MATHEMATICS


def at_run_time(path: Path) -> set[str]:
    """The modules of ours that `path` imports when it runs, by their own names; `__init__` by its package's name."""
    passive = {
        id(inner)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree(path)):
        if id(node) in passive:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                found.add(module if module in MODULES else node.module or "")
    return found & MODULES.keys()


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {dotted(path): path for path in SOURCES}
IMPORTS = {module: at_run_time(path) - {module} for module, path in MODULES.items()}


def cycle(edges: dict[str, set[str]]) -> str:
    """The first cycle there is, written out; empty where there is none."""
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> str:
        if module in trail:
            return " -> ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for other in sorted(edges[module]):
                if found := walk(other, (*trail, module)):
                    return found
            done.add(module)
        return ""

    return next((found for module in edges if (found := walk(module, ()))), "")


def test_a_cycle_would_be_found():
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == "b -> c -> b"


def test_no_cycles():
    assert any(IMPORTS[m] for m in MODULES if MODULES[m].name == "__init__.py"), "blind to __init__"
    assert cycle(IMPORTS) == ""


@pytest.mark.parametrize("part", ["analysis", "models", "ui"])
def test_packages_import_each_other_one_way(part: str):
    root = f"qm.{part}."
    edges: dict[str, set[str]] = {}
    for module, others in IMPORTS.items():
        if module.startswith(root):
            package = edges.setdefault(module.removeprefix(root).split(".")[0], set())
            package |= {other.removeprefix(root).split(".")[0] for other in others if other.startswith(root)}
    assert cycle({package: others - {package} for package, others in edges.items()}) == ""


def test_pages_share_rooms_and_do_not_import_each_other():
    folders = {page.stem for page in PAGES}
    wrong = [
        f"{module} -> {other}"
        for module, others in IMPORTS.items()
        for other in others
        if module.startswith("qm.") and other.startswith("qm.ui.") and other.split(".")[2] in folders
        if module.split(".")[1:3] != ["ui", other.split(".")[2]]
    ]
    assert wrong == []


def test_modules_of_models_leave_their_own_face_alone():
    faces = {module for module, path in MODULES.items() if part(path) == "models" and path.name == "__init__.py"}
    assert [m for m in MODULES if m not in faces and IMPORTS[m] & faces and part(MODULES[m]) == "models"] == []


def test_classes_are_named_for_what_they_are():
    bare = {"Question", "Figures", "Answer"}
    assert [
        f"{name(path)}: {node.name}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name in bare
    ] == []


def test_files_are_nouns_of_the_trade():
    assert [name(p) for p in SOURCES if re.fullmatch(r"_?(utils?|helpers?|misc|common|words)", p.stem)] == []


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


@pytest.mark.parametrize("table", EXPORTED)
def test_schema_and_contract_agree(store: Store, table: str):
    there = {
        column: (kind.lower(), nullable)
        for column, kind, nullable in store.rows(
            "select column_name, data_type, is_nullable from duckdb_columns() where table_name = $1", [table]
        )
    }
    assert {f.name: there.get(f.name) for f in EXPORTED[table].fields} == {
        f.name: (f.type, not f.required) for f in EXPORTED[table].fields
    }
