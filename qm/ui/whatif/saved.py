"""Scenarios by name: presets that tell a story, saving, comparing up to four, a link, and files to take away."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import streamlit as st

from qm.errors import QMError
from qm.store import Store
from qm.store.scenarios import SavedScenario, delete_scenario, duplicate_scenario, save_scenario, saved_scenarios
from qm.ui.chart import as_csv
from qm.ui.whatif.address import PRESENT, in_address, put_all
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.kinds import Either, answer, table
from qm.ui.whatif.settings import OTHERS, setting_of

MOST = 4
HOURS_OF_ONE = 38.5 * 0.7
"""Hours a week in which a full-time agent is there for contacts: the rest is leave, breaks, training."""

_SAID = "whatif.said"


def presets(centre: Centre) -> None:
    """One button for each preset, and one that goes back to today."""
    with st.container(horizontal=True, gap="small", key="whatif.presets"):
        for name, (numbers, story) in _presets(centre).items():
            st.button(name, help=story, on_click=put_all, args=(numbers,), key=f"preset.{name}")
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            on_click=put_all,
            args=({},),
            key=PRESENT,
            disabled=not in_address(),
            help="Every lever as today",
        )


def _presets(centre: Centre) -> dict[str, tuple[dict[str, float], str]]:
    today, hire = centre.today, 5 * HOURS_OF_ONE / max(centre.hours_a_week, 1)
    busy = 1.25 if centre.kind == "deferred" else _monday_morning(centre)
    found = {
        "Cut handle time": (
            {"aht": round(today.handle_seconds * 0.9)},
            "Ten per cent less handle time, and nothing else changes. Does it?",
        ),
        "Hire five": (
            {"staff": round(today.agents + hire, 1)},
            f"Five full-time people are {hire:.1f} more agents at any one time of the open hours.",
        ),
        "Coach for resolution": (
            {"repeats": round(today.repeat_rate * 75, 1)},
            "A quarter of the repeat contacts is solved the first time, with the same people.",
        ),
    }
    volume = round(today.fresh * busy)
    if centre.kind == "deferred":
        return found | {
            "A busy season": ({"volume": volume}, "A quarter more contacts every day: does the backlog hold?"),
            "The spiral": (
                {"staff": round(today.agents * 0.85, 1), "chasers": 40.0, "open": round(today.fresh * 3)},
                "Too few people, three days' work left over, and customers who write again: where does it end?",
            ),
        }
    return found | {
        "Monday morning": (
            {"volume": volume},
            f"Every hour as busy as Mondays before eleven: {busy:.0%} of the usual contacts for each agent.",
        ),
        "The spiral": (
            {"staff": round(today.agents * 0.85, 1), "waits": 3.0, "redials": 85.0},
            "Too few people, customers who try again, and waits that make them come back: where does it end?",
        ),
    }


def _monday_morning(centre: Centre) -> float:
    """Fresh contacts for each agent on Mondays before eleven, as a multiple of the usual."""
    starts, s = centre.fitted.starts, centre.fitted.scenario
    fresh, agents = np.asarray(s.fresh, dtype=float), np.asarray(s.agents, dtype=float)
    early = ((starts // 86_400 + 3) % 7 == 0) & (starts % 86_400 < 11 * 3600)
    if not early.any() or early.all():
        return 1.25
    usual = fresh.sum() / agents.sum()
    return float(np.clip(fresh[early].sum() / agents[early].sum() / usual, 1.1, 2.0))


def saved_section(store: Store, centre: Centre, base: Either, now: Either) -> None:
    """Save this setting, and do things with those saved."""
    known = saved_scenarios(store)
    said = st.session_state.pop(_SAID, None)
    if said:
        (st.error if said[0] == "error" else st.success)(said[1])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Save this scenario as", key="whatif.name", max_chars=60, width=280, placeholder="A name")
        st.button("Save", icon=":material/save:", key="whatif.save", on_click=_save, args=(store, centre, now))
        _exports(centre, base, now)
    _link()
    if not known:
        st.caption("No scenario is saved yet.")
        return
    names = [one.name for one in known]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox("Saved scenarios", names, key="whatif.chosen", width=280)
        one = known[names.index(chosen)]
        st.button("Load", icon=":material/upload:", key="whatif.load", on_click=put_all, args=(one.numbers,))
        st.button(
            "Duplicate",
            icon=":material/content_copy:",
            key="whatif.duplicate",
            on_click=_duplicate,
            args=(store, chosen),
        )
        st.button("Delete", icon=":material/delete:", key="whatif.delete", on_click=_delete, args=(store, chosen))
    _compare(centre, base, known)


def _save(store: Store, centre: Centre, now: Either) -> None:
    name = st.session_state.get("whatif.name") or ""
    try:
        save_scenario(
            store, name, centre.fitted.queue.name, in_address(), now.figures, datetime.now().replace(microsecond=0)
        )
    except QMError as error:
        st.session_state[_SAID] = ("error", str(error))
        return
    st.session_state["whatif.name"] = ""
    name = " ".join(name.split())
    st.session_state["whatif.chosen"] = name
    compared = st.session_state.get("whatif.compared", [])
    if name not in compared and len(compared) < MOST:
        st.session_state["whatif.compared"] = [*compared, name]


def _duplicate(store: Store, name: str) -> None:
    st.session_state["whatif.chosen"] = duplicate_scenario(store, name)


def _delete(store: Store, name: str) -> None:
    delete_scenario(store, name)
    st.session_state.pop("whatif.chosen", None)
    st.session_state["whatif.compared"] = [n for n in st.session_state.get("whatif.compared", []) if n != name]


def _compare(centre: Centre, base: Either, known: list[SavedScenario]) -> None:
    names = [one.name for one in known]
    st.session_state["whatif.compared"] = [
        n for n in st.session_state.get("whatif.compared", names[:MOST]) if n in names
    ]
    chosen = st.multiselect("Compare", names, key="whatif.compared", max_selections=MOST, placeholder="Up to four")
    if not chosen:
        return
    columns: dict[str, Any] = {"Today": table(centre, base, base)["Today"].tolist()}
    labels = table(centre, base, base)[""].tolist()
    for name in chosen:
        made = answer(centre, setting_of(centre, known[names.index(name)].numbers))
        told = table(centre, base, made).set_index("")["Scenario"]
        columns[name if name not in columns else f"{name} (saved)"] = [told.get(label, "–") for label in labels]
    st.dataframe(pd.DataFrame(columns, index=labels), width="stretch", key="whatif.comparison")
    st.caption("All of them answered for the queue and days looked at now.")


def _link() -> None:
    everything = urlencode({key: st.query_params.get_all(key) for key in st.query_params}, doseq=True)
    with st.popover("Share", icon=":material/link:", key="whatif.share"):
        st.caption("The address bar holds everything; copy it from there, or from here.")
        st.code((st.context.url or "").split("?")[0] + (f"?{everything}" if everything else ""), language=None)


def _exports(centre: Centre, base: Either, now: Either) -> None:
    frame = table(centre, base, now).rename(columns={"": "figure"})
    with st.popover("Export", icon=":material/download:", key="whatif.export"):
        st.download_button(
            "Table (CSV)",
            lambda: as_csv(frame, ["What-if", *centre.lines]),
            "whatif.csv",
            "text/csv",
            on_click="ignore",
            key="whatif.csv",
            type="tertiary",
        )
        st.download_button(
            "Everything (JSON)",
            lambda: as_json(centre, base, now),
            "whatif.json",
            "application/json",
            on_click="ignore",
            key="whatif.json",
            type="tertiary",
        )


def as_json(centre: Centre, base: Either, now: Either) -> bytes:
    """Levers and figures of today and the scenario, and what they rest on; what is no number is left out."""

    def one(made: Either) -> dict[str, Any]:
        levers = {f.name: float(getattr(made.levers, f.name)) for f in fields(made.levers)}
        others = {name: made.setting.value(name) for name in OTHERS}
        return {"levers": levers, **others, **made.figures}

    rests = [vars(p) for p in centre.fitted.parameters.values()]
    told = {"about": centre.lines, "today": one(base), "scenario": one(now), "parameters": rests}
    return json.dumps(told, ensure_ascii=False, indent=1, default=float).encode("utf-8")
