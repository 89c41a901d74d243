"""One open store for the whole server."""

from streamlit.testing.v1 import AppTest

from qm import ui
from qm.store import default_path
from tests.conftest import ROOT
from tests.holder import held


def test_everyone_gets_the_same_store(app_store):
    assert ui.store() is app_store
    assert app_store.path == default_path()


def test_a_closed_store_is_free_for_others():
    ui.store()
    ui.close_store()
    with held(default_path()):
        pass


def test_a_held_store_is_a_sentence_on_the_screen():
    with held(default_path()) as process:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
    (shown,) = [e.value for e in test.error]
    assert f"(process {process})" in shown
    assert not test.exception
