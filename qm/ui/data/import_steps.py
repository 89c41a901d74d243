"""A file's way in, step by step: dropped, understood, mapped, checked, imported."""

import streamlit as st

from qm.analysis.contents import contents
from qm.analysis.periods import PERIODS
from qm.errors import QMError
from qm.intake.doubts import DoubtfulDates
from qm.store import Session
from qm.ui.data import outcome
from qm.ui.data.demo_centre import demo_section
from qm.ui.data.draft import Draft
from qm.ui.data.editing import edits
from qm.ui.data.in_store import headline, tables_section
from qm.ui.data.mapping_form import mapping_form
from qm.ui.data.reading_summary import reading_summary
from qm.ui.data.uploads import TAKEN, current, drafts, guarded, look_at, picker, put_away, title, uploader
from qm.ui.frame.errors import fragment, show_error
from qm.ui.markup import literal
from qm.wording import counted

OVERVIEW = "pages/overview.py"
EXPLORE = {"period": PERIODS["all"]}  # the same contacts that were just counted
TICK = 0.4  # seconds between two looks at an import that runs


def import_steps(session: Session) -> None:
    """The whole section: the files, and the one that is looked at."""
    what = contents(session)
    if current() is None:
        headline(what)
    uploader(session.store)
    picker()
    draft = current()
    if draft is None:
        st.caption(f"{TAKEN}. Nothing leaves this machine, and every import can be undone.")
        if what.is_empty:
            demo_section(session.store)
        tables_section(what)
        return
    title(draft)
    _settle_failure(draft)
    if draft.imported is not None:
        _done(draft)
        return
    if draft.reading is None and not draft.trouble:
        with st.spinner(f"Reading {literal(draft.name)} …"):
            guarded(draft, draft.read)
    if draft.reading is None:
        if draft.trouble:
            st.error(literal(draft.trouble), icon=":material/error:")
        return
    if draft.running:
        fragment(_progress, run_every=TICK)(draft)
        return
    _heading("1", "What was understood")
    reading_summary(draft)
    _heading("2", "Which column is what")
    mapping_form(draft, session.person)
    _heading("3", "Check before anything is written")
    _check(draft)
    if draft.report is not None:
        _preview(draft, session.person)


def _heading(number: str, text: str) -> None:
    st.markdown(f"#### {number} · {text}")


def _check(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        wanted = st.button(
            "Check all rows" if draft.report is None else "Check again",
            icon=":material/fact_check:",
            type="primary" if draft.report is None else "secondary",
            key=f"check.{draft.number}",
        )
        key = f"strict.{draft.number}"
        st.checkbox(
            "Reject rows with a wrong value",
            draft.strict,
            **edits(draft, key, lambda strict: _set_strict(draft, strict), unless=draft.strict),
            help="Otherwise a wrong value that is not required is dropped, and its row stays.",
        )
    if wanted:
        with st.spinner("Checking every row …"):
            done = guarded(draft, draft.check)
        if done:
            st.rerun()
    if draft.trouble:
        st.error(literal(draft.trouble), icon=":material/error:")
    if draft.doubt is not None:
        _ask(draft)


def _set_strict(draft: Draft, strict: bool) -> None:
    draft.strict = strict
    draft.changed()


def _ask(draft: Draft) -> None:
    """What fits both ways: only somebody who knows the file can say."""
    doubt = draft.doubt
    assert doubt is not None
    what = "dates" if isinstance(doubt, DoubtfulDates) else "numbers"
    st.warning(
        f"The {what} in {literal(doubt.column)}, such as **{literal(doubt.example)}**, can be read in two ways "
        f"in every row. {doubt.question}",
        icon=":material/help:",
    )
    with st.container(horizontal=True):
        for label, reading in doubt.readings.items():
            st.button(label, key=f"doubt.{draft.number}.{label}", on_click=_settle, args=(draft, reading))


def _settle(draft: Draft, reading: str) -> None:
    guarded(draft, lambda: draft.settle(reading))


def _preview(draft: Draft, person: str) -> None:
    report = draft.report
    assert report is not None
    told = report.as_dict()
    outcome.account(told)
    outcome.notes(told)
    outcome.problems(told["problems"], f"preview.{draft.number}")
    _lists(draft, told)
    if not report.accepted:
        st.info(
            "Nothing in this file is new, so there is nothing to import."
            if report.unchanged
            else "No row is left to import.",
            icon=":material/inbox:",
        )
        return
    _heading("4", "Import")
    if draft.demo_is_there:
        key = f"demo.{draft.number}"
        st.checkbox(
            "Take the demo centre out first",
            draft.without_demo,
            **edits(draft, key, lambda wanted: setattr(draft, "without_demo", wanted), unless=draft.without_demo),
            help="Its simulated contacts would mix with yours. `python -m qm demo` makes it again.",
        )
    st.button(
        f"Import {counted(report.accepted, 'row')}",
        type="primary",
        icon=":material/download_done:",
        key=f"import.{draft.number}",
        on_click=draft.start_import,
        args=(person,),
    )


def _lists(draft: Draft, report: outcome.Report) -> None:
    """Everything that was wrong, to take away."""
    if not report["problems"]:
        return
    stem = draft.name.split(".")[0]
    with st.container(horizontal=True):
        st.download_button(
            "All problems (CSV)",
            draft.problems_csv,
            f"{stem}-problems.csv",
            "text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key=f"problems.{draft.number}",
        )
        if report["rejected"]:
            st.download_button(
                "Rejected rows (CSV)",
                draft.rejects_csv,
                f"{stem}-rejected.csv",
                "text/csv",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"rejects.{draft.number}",
                help="The rows as they were, with line and reason",
            )


def _progress(draft: Draft) -> None:
    """How far the import is; when it is done, the page is drawn anew."""
    job = draft.job
    assert job is not None
    if job.done.wait(TICK / 2):
        st.rerun()
    st.progress(job.share, f"{job.text} …")
    st.caption("You can look at other pages meanwhile; it goes on.")


def _settle_failure(draft: Draft) -> None:
    """An import that failed changed nothing: say why, and let it be tried again."""
    error = draft.job.error if draft.job and draft.job.done.is_set() else None
    if error is None:
        return
    draft.job = None
    if isinstance(error, QMError):
        draft.trouble = str(error)
    else:
        put_away(draft)
        show_error(error)
        st.stop()


def _done(draft: Draft) -> None:
    report = draft.imported
    assert report is not None
    told = report.as_dict()
    st.success(
        f"**{literal(draft.name)}** is in: {counted(report.accepted, 'row')} accepted"
        + (f", as import {report.batch}." if report.batch is not None else "; nothing changed."),
        icon=":material/check_circle:",
    )
    outcome.account(told)
    outcome.notes(told)
    outcome.problems(told["problems"], f"result.{draft.number}")
    _lists(draft, told)
    with st.container(horizontal=True):
        if st.button("Explore this data", type="primary", icon=":material/monitoring:", key=f"explore.{draft.number}"):
            st.switch_page(OVERVIEW, query_params=EXPLORE)
        waiting = [d for d in drafts() if d.imported is None]
        if waiting:
            st.button(
                f"Go on with {literal(waiting[0].name)}",
                icon=":material/arrow_forward:",
                key=f"next.{draft.number}",
                on_click=look_at,
                args=(waiting[0],),
            )
