"""Late or gone back: what a session makes of addresses and values, in whatever order they arrive."""

from itertools import permutations

import pytest

from qm.ui.state.late_values import Address, SessionState
from qm.ui.state.parameter import SHARED, TABLE, Parameter, Text


@pytest.fixture(autouse=True)
def _a_shared_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that takes any text, in place of the pages' own and for these tests alone."""
    monkeypatch.setitem(TABLE, (SHARED, "period"), Parameter("period", Text()))


def at(page: str = "whatif", **texts: str) -> Address:
    return {name: (text,) for name, text in texts.items()}


@pytest.fixture
def held() -> SessionState:
    mine = SessionState()
    mine.settle({}, "whatif")
    return mine


def move(held: SessionState, said: Address, **texts: str | None) -> None:
    """One message of the browser: its address, and what the viewer moved."""
    held.hear_address(said)
    held.change({("whatif", name): None if text is None else (text,) for name, text in texts.items()})
    held.settle(held.address(), "whatif")


@pytest.mark.parametrize("heard", [0, 1, 2, 3])
@pytest.mark.parametrize("order", list(permutations(["staff", "aht", "repeats"])))
def test_moves_made_before_the_browser_had_heard_of_the_last_ones_all_stand(held, order, heard):
    """However many addresses of ours the browser has heard of when it says the next move, no move is lost."""
    ours = [held.address()]
    for count, lever in enumerate(order):
        move(held, ours[max(0, count - heard)], **{lever: "5"})
        ours.append(held.address())
    assert held.address() == at(staff="5", aht="5", repeats="5")


def test_a_rerun_with_a_late_address_changes_nothing(held):
    move(held, {}, staff="20")
    held.settle({}, "whatif")
    held.settle({}, "whatif")
    assert held.address() == at(staff="20")


def test_an_older_address_after_the_newest_was_said_is_back(held):
    move(held, {}, staff="20")
    held.settle(at(staff="20"), "whatif")
    held.settle({}, "whatif")
    assert held.address() == {}


def test_back_at_once_is_back_though_the_newest_was_never_said(held):
    move(held, {}, staff="20")
    held.settle({}, "whatif", is_history=True)
    assert held.address() == {}
    held.settle({}, "whatif")
    assert held.address() == {}


def test_what_the_run_itself_wrote_is_not_yet_heard_by_the_browser(held):
    move(held, {}, staff="20")  # settles with the address just written, as a run does after its callbacks
    held.settle({}, "whatif")
    assert held.address() == at(staff="20")


def test_a_move_after_back_stands_on_what_back_showed(held):
    move(held, {}, staff="20")
    move(held, at(staff="20"), aht="30")
    held.hear_address(at(staff="20"), is_history=True)
    move(held, at(staff="20"), repeats="3")
    assert held.address() == at(staff="20", repeats="3")


def test_an_address_that_never_was_ours_is_a_link_and_wins_completely(held):
    move(held, {}, staff="20")
    held.settle(at(aht="70"), "whatif")
    assert held.address() == at(aht="70")


def test_another_page_shows_the_shared_filters_and_what_was_left_there(held):
    held.change({(SHARED, "period"): ("all",), ("whatif", "staff"): ("20",)})
    held.settle(held.address(), "whatif")
    held.settle(at(period="all"), "overview")
    assert held.address() == at(period="all")
    held.settle(at(period="all"), "whatif")
    assert held.address() == at(period="all", staff="20")


def test_a_link_to_another_page_wins_over_what_was_left_there(held):
    move(held, {}, staff="20")
    held.settle({}, "overview")
    held.settle(at(aht="70"), "whatif")
    assert held.address() == at(aht="70")


def test_a_link_clicked_before_it_had_heard_of_a_filter_does_not_undo_it(held):
    held.change({(SHARED, "period"): ("all",)})
    held.settle(at(period="all"), "whatif")
    held.change({(SHARED, "period"): ("7",)})
    held.settle(at(period="all"), "overview")
    assert held.address() == at(period="7")


def test_back_to_another_page_shows_exactly_its_address(held):
    held.change({(SHARED, "period"): ("all",), ("whatif", "staff"): ("20",)})
    held.settle(held.address(), "overview")
    held.settle({}, "whatif", is_history=True)
    assert held.address() == {}


def test_what_the_address_got_wrong_goes_with_the_next_change(held):
    held.settle(at(line="nowhere"), "whatif")
    held.problems["whatif", "line"] = "There is no such queue."
    held.change({("whatif", "staff"): ("20",)})
    assert held.address() == at(staff="20")
    assert held.problems == {}


def test_an_echo_is_no_move_and_a_move_is_no_echo(held):
    assert held.version("staff", 10.0) == 0
    assert not held.hear_value("staff", 0, 10.0)
    assert held.hear_value("staff", 0, 20.0)
    assert not held.hear_value("staff", 0, 20.0)
    assert held.version("staff", 20.0) == 0, "the widget that was moved stays"


def test_a_widget_moved_by_something_else_begins_anew_and_its_old_value_is_an_echo(held):
    held.version("staff", 10.0)
    held.hear_value("staff", 0, 20.0)
    assert held.version("staff", 50.0) == 1
    assert not held.hear_value("staff", 0, 20.0)
    assert held.hear_value("staff", 0, 30.0), "made on the old widget, but after the change that renewed it"
    assert held.version("staff", 30.0) == 2


def test_other_choices_or_bounds_begin_anew_too(held):
    held.version("by", "reason", ("reason", "team"))
    assert held.version("by", "reason", ("reason",)) == 1


def test_what_is_refused_stays_on_the_screen_until_something_else_is_typed(held):
    held.version("staff", 10.0)
    held.hear_value("staff", 0, -3.0)
    held.refused["staff"] = "No number of agents."
    assert held.version("staff", 10.0) == 0
    assert not held.hear_value("staff", 0, -3.0)
    assert held.hear_value("staff", 0, 12.0)
    assert "staff" not in held.refused
