"""How a widget edits a file: once, and only while the file can still be edited."""

from collections.abc import Callable
from typing import Any

from qm.ui import state
from qm.ui.data.draft import Draft
from qm.ui.data.uploads import guarded


def edits(draft: Draft, key: str, act: Callable[[Any], None], *, unless: Any = None) -> dict[str, Any]:
    """A widget's key and callback: `act(value)` when it takes another value than `unless`, what it shows now.

    A browser sends what it last knew of a widget even when the page has moved on, and
    Streamlit then calls it a change. Such a value is what was shown, or comes after the form
    was renewed or the file imported; neither may undo what was done since.
    """
    return {"key": key, "on_change": _edit, "args": (draft, draft.version, key, act, unless)}


def _edit(draft: Draft, version: int, key: str, act: Callable[[Any], None], unless: Any) -> None:
    value = state.typed(key, unless)
    if draft.is_open and draft.version == version and value != unless:
        guarded(draft, lambda: act(value))
