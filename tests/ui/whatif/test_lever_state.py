"""Levers as parameters of the page: their numbers in the address, and whatever order a browser says things in."""

import pytest
from streamlit.testing.v1 import AppTest

from qm.analysis.whatif.levers.lever_table import BY_KEY
from qm.ui.state.parameter import Wrong
from qm.ui.whatif.lever_state import PARAMETERS, LeverNumber
from tests.drawn import widget


def page() -> None:
    """Two levers, a preset, and a button that moves none, as the page has them."""
    import streamlit as st

    from qm.analysis.whatif.levers.lever_table import BY_KEY
    from qm.ui import state
    from qm.ui.whatif.lever_state import PARAMETERS, put, put_shown

    state.begin("whatif")
    for key in ("staff", "aht"):

        def slid(value: float, key: str = key) -> None:
            put({BY_KEY[key]: (value, 10.0)})

        shown = state.value_of(PARAMETERS[key]) or 10.0
        st.slider(key, 0.0, 100.0, shown, 1.0, **state.widget(f"lever.{key}.slider", shown, slid))
    st.button("Preset", key="preset", on_click=put_shown, args=({"aht": 50.0},))
    st.button("Reset", key="reset", on_click=put_shown, args=({},))
    st.button("Other", key="other")


@pytest.fixture
def levers() -> AppTest:
    return AppTest.from_function(page).run()


def slider(at: AppTest, key: str):
    return widget(at, "slider", f"lever.{key}.slider")


def slide(at: AppTest, key: str, value: float) -> AppTest:
    return slider(at, key).set_value(value).run()


def said(at: AppTest) -> dict[str, str]:
    return {key: v if isinstance(v, str) else v[-1] for key, v in at.query_params.items() if v}


def go(at: AppTest, **query: str) -> AppTest:
    """The browser says this address with its next rerun."""
    at.query_params.clear()
    for key, value in query.items():
        at.query_params[key] = value
    return at


def test_numbers_stand_in_the_address_as_shown():
    repeats = LeverNumber(BY_KEY["repeats"])
    assert repeats.write(0.125) == ("12.5",)
    assert repeats.read("repeats", ("12.5",)) == 0.125
    with pytest.raises(Wrong) as wrong:
        repeats.read("repeats", ("95",))
    assert str(wrong.value) == (
        "repeats=95: The repeat rate can't be 95%; give a share from 0 to 90%. It stays as today."
    )
    with pytest.raises(Wrong, match="'soon' is no number"):
        LeverNumber(BY_KEY["aht"]).read("aht", ("soon",))


def test_every_lever_is_a_parameter_of_the_page():
    assert set(PARAMETERS) == set(BY_KEY)
    assert {parameter.scope for parameter in PARAMETERS.values()} == {"whatif"}


def test_levers_are_in_the_address_and_out_of_it_as_today(levers):
    slide(levers, "staff", 20.0)
    slide(levers, "aht", 30.0)
    assert said(levers) == {"staff": "20", "aht": "30"}
    slide(levers, "staff", 10.0)
    assert said(levers) == {"aht": "30"}


def test_a_move_that_carries_the_old_address_loses_nothing(levers):
    slide(levers, "staff", 20.0)
    go(levers)  # the second move was sent before the browser had heard of the first
    slide(levers, "aht", 30.0)
    assert said(levers) == {"staff": "20", "aht": "30"}


def test_back_after_the_browser_has_agreed_takes_a_move_away(levers):
    slide(levers, "staff", 20.0)
    levers.button(key="other").click().run()
    go(levers).run()
    assert said(levers) == {}
    assert slider(levers, "staff").value == 10


def test_a_link_wins_completely(levers):
    slide(levers, "staff", 20.0)
    go(levers, aht="70").run()
    assert said(levers) == {"aht": "70"}
    assert slider(levers, "staff").value == 10


def test_a_slider_that_a_preset_moved_does_not_bring_its_old_value_back(levers):
    slide(levers, "aht", 30.0)
    levers.button(key="preset").click().run()
    assert said(levers) == {"aht": "50"}
    slide(levers, "staff", 20.0)
    assert said(levers) == {"staff": "20", "aht": "50"}


def test_reset_takes_all_levers_out(levers):
    slide(levers, "staff", 20.0)
    slide(levers, "aht", 30.0)
    levers.button(key="reset").click().run()
    assert said(levers) == {}
    assert slider(levers, "staff").value == 10
