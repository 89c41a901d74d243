"""The page Data: what is in the store and a file's way in, import history, definitions, templates, export."""

from qm.ui import state
from qm.ui.data.definitions_form import definitions_form
from qm.ui.data.export_form import export_form
from qm.ui.data.history import history
from qm.ui.data.import_steps import import_steps
from qm.ui.data.shelf import shelf

SECTIONS = {
    "In the store": import_steps,
    "Import history": history,
    "Definitions": definitions_form,
    "Templates and mappings": shelf,
    "Export": export_form,
}

FORMER = {"Bring in a file": "In the store", "What came in": "Import history"}
SECTION = state.Parameter("section", state.Choice({name: name for name in SECTIONS}, former=FORMER), scope="data")
state.declare(SECTION)

__all__ = ["SECTION", "SECTIONS", "definitions_form", "export_form", "history", "import_steps", "shelf"]
