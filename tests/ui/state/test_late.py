"""A page with levers as pages have them, and a browser that is late: old addresses, values of widgets long renewed."""

from dataclasses import dataclass
from itertools import permutations
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from qm.ui import state


def page() -> None:
    """A slider and a number for each of two levers, and buttons that move both or none."""
    import streamlit as st

    from qm.ui import state

    levers = {
        name: state.Parameter(name, state.Number(0, 100), 10.0, scope="levers", has_own_words=True)
        for name in ("staff", "aht")
    }
    state.begin("levers")
    for name, lever in levers.items():

        def move(value: float, lever: state.Parameter = lever) -> None:
            state.put(lever, value)

        value = state.value_of(lever)
        st.slider(name, 0.0, 100.0, value, 1.0, **state.widget(name, value, move))
        st.number_input(name, 0.0, 100.0, value, 1.0, **state.widget(f"{name}.typed", value, move))
    st.button("Preset", on_click=state.put_all, args=({levers["staff"]: 20.0, levers["aht"]: 50.0},))
    st.button("Reset", on_click=state.put_all, args=(dict.fromkeys(levers.values()),))
    st.button("Other")


@pytest.fixture
def levers() -> AppTest:
    return AppTest.from_function(page).run()


def said(at: AppTest) -> dict[str, str]:
    return {name: text if isinstance(text, str) else text[-1] for name, text in at.query_params.items() if text}


def shown(at: AppTest) -> list[float]:
    return [widget.value for kind in (at.slider, at.number_input) for widget in kind]


@dataclass
class Screen:
    """What a browser has that has not heard of anything since: its widgets, what they show, and its address."""

    ids: dict[str, str]
    states: WidgetStates
    query: dict[str, Any]

    def send(self, at: AppTest, label: str, value: float | None = None) -> None:
        """One message: a slider moved here, or a button clicked, with all that this screen shows."""
        states = WidgetStates()
        states.CopyFrom(self.states)
        one = next((one for one in states.widgets if one.id == self.ids[label]), None) or states.widgets.add()
        one.id = self.ids[label]
        if value is None:
            one.trigger_value = True
        else:
            one.double_array_value.data[:] = [value]
            self.states = states
        at.query_params.clear()
        at.query_params.update(self.query)
        at._run(states)


def screen(at: AppTest) -> Screen:
    ids = {widget.label: widget.id for kind in (at.slider, at.button) for widget in kind}
    return Screen(ids, at._tree.get_widget_states(), dict(at.query_params))


@pytest.mark.parametrize("order", list(permutations([("staff", 20.0), ("aht", 30.0), ("staff", 25.0)])))
def test_moves_from_one_old_screen_all_stand_in_their_order(levers, order):
    late = screen(levers)
    for name, value in order:
        late.send(levers, name, value)
    values = dict(order)
    assert said(levers) == {name: f"{value:g}" for name, value in values.items()}
    assert shown(levers) == [values["staff"], values["aht"]] * 2


def test_another_click_from_an_old_screen_undoes_nothing(levers):
    late = screen(levers)
    late.send(levers, "staff", 20.0)
    late.send(levers, "Other")
    assert said(levers) == {"staff": "20"}
    assert shown(levers) == [20, 10, 20, 10]


def test_a_move_on_an_old_screen_after_a_preset_stands_on_the_preset(levers):
    late = screen(levers)
    late.send(levers, "Preset")
    late.send(levers, "staff", 40.0)
    assert said(levers) == {"staff": "40", "aht": "50"}
    assert shown(levers) == [40, 50, 40, 50]


def test_a_preset_clicked_on_an_old_screen_stands_over_the_moves_before(levers):
    late = screen(levers)
    late.send(levers, "staff", 40.0)
    late.send(levers, "Preset")
    late.send(levers, "Other")
    assert said(levers) == {"staff": "20", "aht": "50"}


def test_back_then_a_move_from_the_screen_before_it_was_drawn(levers, monkeypatch):
    levers.slider[0].set_value(20.0).run()
    levers.slider[1].set_value(30.0).run()
    late = screen(levers)
    late.query = {"staff": "20"}
    with monkeypatch.context() as browser:
        browser.setattr(state.session, "_is_history", lambda: True)
        late.send(levers, "Other")
    late.send(levers, "staff", 25.0)
    assert said(levers) == {"staff": "25"}
    assert shown(levers) == [25, 10, 25, 10]


def test_a_widget_that_was_renewed_does_not_bring_back_what_it_showed(levers):
    levers.slider[0].set_value(30.0).run()
    levers.button[1].click().run()
    assert said(levers) == {}
    assert shown(levers) == [10, 10, 10, 10]
    levers.slider[1].set_value(40.0).run()
    assert said(levers) == {"aht": "40"}
    assert shown(levers) == [10, 40, 10, 40]


def test_back_is_back_even_at_once(levers, monkeypatch):
    levers.slider[0].set_value(20.0).run()
    levers.slider[1].set_value(30.0).run()
    monkeypatch.setattr(state.session, "_is_history", lambda: True)
    levers.query_params.clear()
    levers.query_params["staff"] = "20"
    levers.run()
    assert said(levers) == {"staff": "20"}
    assert shown(levers) == [20, 10, 20, 10]


def test_a_link_wins_completely(levers):
    levers.slider[0].set_value(20.0).run()
    levers.query_params.clear()
    levers.query_params["aht"] = "70"
    levers.run()
    assert said(levers) == {"aht": "70"}
    assert shown(levers) == [10, 70, 10, 70]


def test_what_the_browser_says_of_its_history_is_where_it_is_looked_for():
    """Streamlit keeps it in its context of the run; should that change, Back at once would be taken for late."""
    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

    assert "is_history_navigation" in ScriptRunContext.__dataclass_fields__
    assert "is_history_navigation" in ClientState.DESCRIPTOR.fields_by_name
