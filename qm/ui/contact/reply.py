"""The agent's reply to an evaluation: acknowledged, or disputed with a reason; and the way to take it back."""

from collections.abc import Mapping
from datetime import datetime

import pandas as pd
import streamlit as st

from qm.errors import QMError
from qm.store import Session
from qm.store.entries import ACKNOWLEDGED, DISPUTED, Reply, reply, take_back_reply
from qm.ui import state
from qm.ui.markup import literal
from qm.wording import moment_text

PLACE = "reply"


def reply_section(session: Session, evaluation: dict, typed: Mapping[str, Reply]) -> None:
    """What was replied (`typed` in here by kind, else in a file), and what can be."""
    name = evaluation["evaluation_id"]
    st.markdown("**Reply**")
    state.show_said(PLACE)
    for kind, told in ((ACKNOWLEDGED, _acknowledged(evaluation)), (DISPUTED, _disputed(evaluation))):
        if kind in typed:
            one = typed[kind]
            with st.container(horizontal=True, vertical_alignment="center"):
                reason = f": {literal(one.reason)}" if one.reason else "."
                by = f" by {literal(one.replied_by)}" if one.replied_by else ""
                st.markdown(f"{kind.capitalize()} on {moment_text(one.replied_at)}{by}{reason}", width="content")
                st.button(
                    "Take back",
                    key=f"reply.back.{kind}",
                    type="tertiary",
                    icon=":material/undo:",
                    on_click=_take_back,
                    args=(session, one.token),
                )
        elif told:
            st.markdown(f"{told}, as the file says.")
    is_acknowledged = ACKNOWLEDGED in typed or bool(_acknowledged(evaluation))
    is_disputed = DISPUTED in typed or bool(_disputed(evaluation))
    token = f"{state.token(PLACE)}.{name}"
    with st.container(horizontal=True):
        if not is_acknowledged:
            st.button(
                "Acknowledge",
                icon=":material/check:",
                key="reply.acknowledge",
                on_click=_reply,
                args=(session, f"{token}.{ACKNOWLEDGED}", name, ACKNOWLEDGED),
            )
        if not is_disputed:
            with (
                st.popover("Dispute", icon=":material/gavel:", key="reply.dispute"),
                st.form(f"reply.form.{token}", border=False),
            ):
                st.text_area("Reason", key=f"reply.reason.{token}", placeholder="Which answer, and why")
                st.form_submit_button(
                    "Save the dispute",
                    key="reply.keep",
                    on_click=_reply,
                    args=(session, f"{token}.{DISPUTED}", name, DISPUTED, f"reply.reason.{token}"),
                )


def _acknowledged(evaluation: dict) -> str:
    at = evaluation["acknowledged_at"]
    return "" if pd.isna(at) else f"Acknowledged on {moment_text(at)}"


def _disputed(evaluation: dict) -> str:
    said = evaluation["disputed"]
    return "Disputed" if not pd.isna(said) and said else ""


def _reply(session: Session, token: str, evaluation_id: str, kind: str, field: str | None = None) -> None:
    reason = state.typed(field) if field else None
    try:
        reply(session.store, token, evaluation_id, kind, reason, datetime.now().replace(microsecond=0), session.person)
    except QMError as error:
        state.say(PLACE, "error", str(error))
        return
    state.say(PLACE, "success", "Saved: the evaluation is " + kind + ".")
    state.new_token(PLACE)


def _take_back(session: Session, token: str) -> None:
    if take_back_reply(session.store, token, datetime.now().replace(microsecond=0), session.person):
        state.say(PLACE, "success", "Taken back.")
