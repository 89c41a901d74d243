"""A reader sees sentences, never traces."""

import logging

import pytest
from streamlit.testing.v1 import AppTest


def sentence():
    import streamlit as st

    from qm import ui
    from qm.errors import QMError

    with ui.calm():
        st.write("before")
        raise QMError("The file orders.csv is empty; export it again.")


def bug():
    import streamlit as st

    from qm import ui

    with ui.calm():
        st.write("before")
        raise KeyError("secret")


def rerun_and_stop():
    import streamlit as st

    from qm import ui

    with ui.calm():
        if "again" not in st.session_state:
            st.session_state.again = True
            st.rerun()
        st.write("second run")
        st.stop()


def broken_fragment():
    import streamlit as st

    from qm import ui

    @ui.fragment
    def part():
        if st.button("break"):
            raise ValueError("secret")

    with ui.calm():
        part()


def empty():
    import streamlit as st

    from qm import ui

    ui.nothing("contacts", "Import a file on the page Data.")
    st.write("never")


def test_a_sentence_is_shown_as_it_is():
    test = AppTest.from_function(sentence).run()
    assert [e.value for e in test.error] == ["The file orders.csv is empty; export it again."]
    assert [m.value for m in test.markdown] == ["before"]
    assert not test.exception


def test_a_bug_becomes_an_apology_with_a_reference_found_in_the_log(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR, logger="qm"):
        test = AppTest.from_function(bug).run()
    (shown,) = [e.value for e in test.error]
    (record,) = [r for r in caplog.records if r.name == "qm"]
    reference = record.getMessage().removeprefix("reference ")
    assert f"**{reference}**" in shown
    assert "secret" not in shown
    assert record.exc_info is not None
    assert "secret" in str(record.exc_info[1])
    assert not test.exception


def test_rerun_and_stop_pass_through():
    test = AppTest.from_function(rerun_and_stop).run()
    assert [m.value for m in test.markdown] == ["second run"]
    assert not test.error


def test_a_fragment_shows_its_errors_the_same_way():
    test = AppTest.from_function(broken_fragment).run()
    test.button[0].click().run()
    (shown,) = [e.value for e in test.error]
    assert "reference" in shown
    assert not test.exception


def test_nothing_to_show_says_what_and_where_and_ends():
    test = AppTest.from_function(empty).run()
    assert [i.value for i in test.info] == ["There are no contacts to show. Import a file on the page Data."]
    assert not test.markdown
