"""A simulated centre for an empty store, made beside the page."""

from collections.abc import Callable

import streamlit as st

from qm.demo import simulate
from qm.errors import QMError
from qm.intake import load_frames
from qm.store import Store
from qm.ui import state
from qm.ui.data.job import Job
from qm.ui.frame.errors import fragment, show_error

JOB = "data.demo"
TICK = 0.5  # seconds between two looks at it


def demo_section(store: Store) -> None:
    """A button that makes the demo centre; while it is made, how far it is."""
    job: Job | None = state.kept(JOB)
    if job is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("No file at hand? A simulated centre shows every page at work.", width="content")
            st.button("Make a demo centre", icon=":material/science:", key="data.demo", on_click=_start, args=(store,))
        return
    if not job.done.is_set():
        fragment(_progress, run_every=TICK)(job)
        return
    state.keep(JOB, None)
    if job.error is not None:
        show_error(job.error)


def _start(store: Store) -> None:
    job = Job()
    state.keep(JOB, job)
    job.start(lambda progress: _make(store, progress))


def _make(store: Store, progress: Callable[[float, str], None]) -> None:
    progress(0.1, "Playing half a year of a contact centre, under a minute")
    demo = simulate()
    progress(0.8, "Putting it into the store")
    if store.rows("select 1 from imports where undone_at is null limit 1"):
        raise QMError("Something was imported meanwhile, so no demo centre was made.")
    load_frames(store, demo.frames, file="demo centre", kind="demo")
    demo.keep_truth(store.path.with_suffix(".truth.json"))


def _progress(job: Job) -> None:
    if job.done.wait(TICK / 2):
        st.rerun()
    st.progress(job.share, f"{job.text} …")
