"""Widgets edit a file once, and what the browser sends late changes nothing."""

import io

import pytest
import streamlit as st

from qm.store import Store
from qm.ui.data.draft import Draft
from qm.ui.data.editing import edits


@pytest.fixture
def draft(store: Store):
    draft = Draft(store, "a.csv", io.BytesIO(b"contact_id,arrived_at\n1,2024-03-01\n"))
    draft.read()
    yield draft
    draft.close()


@pytest.fixture
def change(draft: Draft, monkeypatch: pytest.MonkeyPatch):
    """change(value, shown) → what was done when a widget showing `shown` came back with `value`."""

    def change(value, shown, meanwhile=lambda: None):
        done = []
        widget = edits(draft, "key", done.append, unless=shown)
        monkeypatch.setattr(st, "session_state", {"key": value})
        meanwhile()
        widget["on_change"](*widget["args"])
        return done

    return change


def test_another_value_is_an_edit(change):
    assert change("surveys", "contacts") == ["surveys"]


def test_the_value_that_was_shown_is_none(change):
    assert change("contacts", "contacts") == []


def test_a_value_from_a_form_that_was_renewed_since_is_none(change, draft: Draft):
    assert change("surveys", "contacts", meanwhile=lambda: draft.use(draft.mapping)) == []


def test_a_file_that_is_put_away_or_imported_is_not_edited(change, draft: Draft):
    draft.check()
    draft.start_import(None)
    assert draft.job
    assert change("surveys", "contacts") == []
    assert draft.job.done.wait(30)
    assert change("surveys", "contacts") == []
    draft.close()
    assert change("surveys", "contacts") == []
