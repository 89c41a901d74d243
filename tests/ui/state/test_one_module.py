"""What a viewer sets goes through qm/ui/state alone, and stands in its table."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

from qm import ui
from qm.ui import state
from qm.ui.frame.navigation import ENTRIES
from tests.conftest import ROOT

SOURCES = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "qm").rglob("*.py")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_session_and_address_are_mentioned_in_one_place_only(path):
    """Links and switches of page are given the query they lead to; that is no reading or writing of the address."""
    if "qm/ui/state" in str(path):
        return
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"session_state|st\.query_params|query-params|is_history_navigation", text)
    assert found == [], "declare a Parameter, or use the helpers of qm/ui/state"


def test_every_parameter_belongs_to_a_page_or_to_all():
    for module in walk_packages(ui.__path__, "qm.ui."):
        import_module(module.name)
    assert {scope for scope, _ in state.TABLE} <= {state.SHARED, *(entry.name for entry in ENTRIES)}
    shared = {name for scope, name in state.TABLE if scope == state.SHARED}
    assert shared == {"period", "days", "compare", "grain", "channel", "queue", "reason", "team", "agent", "also"}
    own = [name for scope, name in state.TABLE if scope != state.SHARED]
    assert shared & set(own) == set(), "a page's parameter can't be called as a shared one"
    assert {"metric", "window", "weight", "staff", "coefficient", "contact", "section"} <= set(own)
