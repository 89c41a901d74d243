"""Levers in the session and in the address: whatever order a browser says things in, no lever is lost."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from qm.ui.whatif import address


def page() -> None:
    """Two levers, a preset, and a button that moves none, as the page has them; what stands is written down."""
    import streamlit as st

    from qm.analysis.whatif.lever_table import BY_KEY
    from qm.ui.whatif import address

    address.agree()
    for key in ("staff", "aht"):

        def slid(value: float, key: str = key) -> None:
            address.put(BY_KEY[key], value, 10.0, by=key)

        standing = float(address.held().texts.get(key, 10.0))
        with st.container(key=key):
            st.slider(key, 0.0, 100.0, standing, 1.0, **address.widget(key, slid))
    st.button("Preset", key="preset", on_click=address.put_all, args=({"aht": 50.0},))
    st.button("Reset", key=address.PRESENT, on_click=address.put_all, args=({},))
    st.button("Other", key="other")


@pytest.fixture
def levers() -> AppTest:
    return AppTest.from_function(page).run()


def slide(at: AppTest, key: str, value: float) -> AppTest:
    return at.container(key=key).slider[0].set_value(value).run()


def said(at: AppTest) -> dict[str, str]:
    return {key: v if isinstance(v, str) else v[-1] for key, v in at.query_params.items() if v}


def go(at: AppTest, **query: str) -> AppTest:
    """The browser says this address with its next rerun."""
    at.query_params.clear()
    for key, value in query.items():
        at.query_params[key] = value
    return at


def settled(at: AppTest) -> None:
    """So much time has passed that a browser has heard of every address."""
    at.session_state["whatif.held"].at = time.monotonic() - 2 * address.SOON


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
    go(levers, staff="20")
    slide(levers, "staff", 25.0)
    assert said(levers) == {"staff": "25", "aht": "30"}


def test_another_click_with_the_old_address_loses_nothing_either(levers):
    slide(levers, "staff", 20.0)
    levers.session_state["whatif.held"].at = time.monotonic()
    go(levers).button(key="other").click().run()
    assert said(levers) == {"staff": "20"}


def test_back_takes_a_move_away(levers):
    slide(levers, "staff", 20.0)
    slide(levers, "aht", 30.0)
    settled(levers)
    go(levers, staff="20").run()
    assert said(levers) == {"staff": "20"}
    assert levers.container(key="aht").slider[0].value == 10
    go(levers).run()
    assert said(levers) == {}
    assert levers.container(key="staff").slider[0].value == 10


def test_back_at_once_after_the_browser_has_agreed(levers):
    slide(levers, "staff", 20.0)
    levers.button(key="other").click().run()
    go(levers).run()
    assert said(levers) == {}


def test_a_link_wins_completely(levers):
    slide(levers, "staff", 20.0)
    settled(levers)
    go(levers, aht="70").run()
    assert said(levers) == {"aht": "70"}
    assert levers.container(key="staff").slider[0].value == 10


def test_a_slider_that_a_preset_moved_does_not_bring_its_old_value_back(levers):
    slide(levers, "aht", 30.0)
    late = levers.container(key="aht").slider[0].set_value(80.0)
    before = levers.session_state["whatif.held"].rounds.get("aht", 0)
    levers.button(key="preset").click()
    levers.run()  # both in one message: the preset, and what the slider said before it was renewed
    assert levers.session_state["whatif.held"].rounds["aht"] > before
    assert late.key != levers.container(key="aht").slider[0].key
    assert said(levers) == {"aht": "50"}
    slide(levers, "staff", 20.0)
    assert said(levers) == {"staff": "20", "aht": "50"}


def test_reset_takes_all_levers_out(levers):
    slide(levers, "staff", 20.0)
    slide(levers, "aht", 30.0)
    levers.button(key=address.PRESENT).click().run()
    assert said(levers) == {}
    assert levers.container(key="staff").slider[0].value == 10
