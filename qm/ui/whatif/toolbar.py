"""Above the levers: saving, what can be sent and taken away, how sure it is, and presets that tell a story."""

import json
from urllib.parse import urlencode

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.levers.presets import presets
from qm.analysis.whatif.questions.saved_scenarios import exported
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.store import Session
from qm.ui import state
from qm.ui.chart import as_csv
from qm.ui.frame.filter_parameters import DAYS, PERIOD
from qm.ui.markup import literal
from qm.ui.whatif.figures import how_sure
from qm.ui.whatif.lever_state import put_shown, shown_numbers
from qm.ui.whatif.queue_choice import LINE
from qm.ui.whatif.saved import save_popover


def toolbar(session: Session, answer: WhatIfAnswer) -> None:
    """Save, share, and how sure the answer is."""
    save_popover(session, answer)
    _share_popover(answer)
    how_sure(answer)


def presets_row(queue: PreparedQueue) -> None:
    """One button for each preset, and one that goes back to today; below, what the chosen one does."""
    numbers, known = shown_numbers(), presets(queue)
    with st.container(horizontal=True, gap="small", key="whatif.presets"):
        for one in known:
            st.button(
                one.name,
                help=literal(f"{one.story} {one.does}"),
                on_click=put_shown,
                args=(one.numbers,),
                key=f"preset.{one.name}",
            )
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            on_click=put_shown,
            args=({},),
            key="whatif.reset",
            disabled=not numbers,
            help="Every lever back to today",
        )
    chosen = next((one for one in known if one.numbers == numbers), None)
    if chosen is not None:
        st.caption(literal(f"{chosen.story} {chosen.does}"))


def shared_address(queue: PreparedQueue) -> str:
    """The address of what is on the screen, with the days and the queue by themselves: "the last 28 days" and "the
    largest queue" would be others next month."""
    address = state.address_in_full()
    filters = queue.selection.filters
    if filters.date_from and filters.date_to:
        address.pop(PERIOD.name, None)
        address[DAYS.name] = list(DAYS.kind.write((filters.date_from, filters.date_to)))
    address[LINE.name] = [queue.selection.queue.name]
    return urlencode(address, doseq=True)


def _share_popover(answer: WhatIfAnswer) -> None:
    address = f"{(st.context.url or '').split('?')[0]}?{shared_address(answer.queue)}"
    with st.popover("Share", icon=":material/link:", key="whatif.share"):
        st.caption("This link shows the same screen, with fixed dates.")
        st.code(address, language=None)
        with st.container(horizontal=True, gap="small"):
            _exports(answer)


def _exports(answer: WhatIfAnswer) -> None:
    st.download_button(
        "Table (CSV)",
        lambda: as_csv(answer.to_frame().rename(columns={"": "figure"}), ["What-if", *answer.lines]),
        "whatif.csv",
        "text/csv",
        on_click="ignore",
        key="whatif.csv",
        type="tertiary",
    )
    st.download_button(
        "Everything (JSON)",
        lambda: json.dumps(exported(answer), ensure_ascii=False, indent=1, default=float).encode("utf-8"),
        "whatif.json",
        "application/json",
        on_click="ignore",
        key="whatif.json",
        type="tertiary",
    )
