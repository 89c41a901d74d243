"""The coaching log: what was held, what it changed, what is to be followed up, and a form for what is new."""

from datetime import date, datetime, time

import pandas as pd
import streamlit as st

from qm.analysis.agents import AgentAnswer
from qm.analysis.agents.profile.coaching_record import CoachingRecord, effect_text, follow_up_text
from qm.errors import QMError
from qm.store import Session
from qm.store.entries import KINDS, CoachingEntry, log_coaching, take_back_coaching
from qm.ui import state
from qm.ui.agents.profile.follow_ups import follow_ups_section
from qm.ui.markup import literal
from qm.wording import day_text

PLACE, COACH, JUST_KEPT = "log", "log.coach", "log.just_kept"

NONE = "No single question"
SHOWN = 20


def coaching_section(session: Session, answer: AgentAnswer, record: CoachingRecord) -> None:
    """The log, newest first, with the effect of each event, and the form."""
    st.markdown("**Coaching and feedback**")
    state.show_said(PLACE)
    follow_ups_section(session, record.follow_ups)
    _form(session, answer)
    if record.log.empty:
        st.caption("Nothing has been logged for this agent yet.")
        return
    _table(record)
    _typed(session, record.log)


def _table(record: CoachingRecord) -> None:
    st.caption(
        "Change: points on that question after the event less before, beyond what peers changed and beyond what chance "
        "would have brought back anyway; with its 95 % interval."
    )
    st.caption(literal(record.pooled_text))
    shown = displayed(record.with_effects(record.log.head(SHOWN)), record.follow_ups.due.day)
    st.dataframe(
        shown,
        hide_index=True,
        alt="Coaching and feedback, newest first",
        height="content" if len(shown) <= 10 else 400,
        column_config={
            "Held": st.column_config.DatetimeColumn(format="D MMM YYYY"),
            "Note": st.column_config.TextColumn(width="large"),
            "Question": st.column_config.TextColumn(width=80),
        },
    )
    if len(record.log) > SHOWN:
        st.caption(f"The newest {SHOWN} of {len(record.log):,}.")


def displayed(log: pd.DataFrame, day: date) -> pd.DataFrame:
    """The log with its effects as it is read, follow-ups overdue on `day`."""
    rows = log.to_dict("records")
    shown = pd.DataFrame(
        {
            "Held": log["held_at"],
            "Kind": log["kind"].fillna(""),
            "Question": log["question"].fillna(""),
            "Change": [effect_text(row) for row in rows],
            "Follow-up": [follow_up_text(row, day) for row in rows],
            "By": log["coach_id"].fillna(""),
            "Logged by": log["typed_by"].fillna(""),
            "Note": log["note"].fillna(""),
        }
    )
    return shown if log["typed_by"].notna().any() else shown.drop(columns="Logged by")


def _form(session: Session, answer: AgentAnswer) -> None:
    """The form; a new one (new token, new keys) after each that was kept."""
    token = state.token(PLACE)
    questions = answer.profile.questions
    texts = {q: answer.question_text(q) for q in questions["question"]}
    step = answer.profile.next_step
    with (
        st.expander("Log coaching or feedback", icon=":material/edit_note:", key="log.open"),
        st.form(f"log.{token}", border=False),
    ):
        with st.container(horizontal=True):
            st.segmented_control("Kind", KINDS, default="coaching", key=f"log.kind.{token}", format_func=str.capitalize)
            st.date_input("Held on", value=date.today(), key=f"log.day.{token}", format="YYYY-MM-DD", width=150)
            st.time_input("at", value=time(datetime.now().hour, 0), key=f"log.time.{token}", width=110)
            st.date_input("Follow up on", value=None, key=f"log.follow.{token}", format="YYYY-MM-DD", width=150)
            st.text_input("Held by", value=state.kept(COACH, ""), key=f"log.coach.{token}", width=180)
        st.selectbox(
            "Question",
            [None, *texts],
            key=f"log.question.{token}",
            format_func=lambda q: NONE if q is None else f"{q} {texts[q]}".strip(),
            help=literal(f"What to do next names {step['question']}.") if step else None,
        )
        st.text_area("Note", key=f"log.note.{token}", placeholder="What was said and agreed")
        st.form_submit_button(
            "Save", type="primary", key="log.keep", on_click=_keep, args=(session, answer.agent, token)
        )


def _keep(session: Session, agent: str, token: str) -> None:
    just_kept = state.taken(JUST_KEPT)

    def field(name: str) -> object:
        return state.typed(f"log.{name}.{token}")

    day, clock = field("day"), field("time")
    coach, question, follow = field("coach"), field("question"), field("follow")
    try:
        if not isinstance(day, date) or not isinstance(clock, time):
            raise QMError("When was it held? Give a day and a time.")
        entry = CoachingEntry(
            agent,
            datetime.combine(day, clock),
            str(field("kind") or ""),
            str(field("note") or ""),
            str(coach) if coach else None,
            str(question) if question else None,
            follow if isinstance(follow, date) else None,
        )
        kept = log_coaching(session.store, token, entry, datetime.now().replace(microsecond=0), session.person)
    except QMError as error:
        # The second half of a double click may meet the form that took the place of the one kept, and finds it empty.
        if just_kept and not field("note"):
            state.say(PLACE, "success", just_kept)
        else:
            state.say(PLACE, "error", str(error))
        return
    said = f"{entry.kind.capitalize()} of {day_text(day)} saved."
    if kept:
        state.keep(COACH, entry.coach_id or "")
    state.say(PLACE, "success", said)
    state.keep(JUST_KEPT, said)
    state.new_token(PLACE)


def _typed(session: Session, log: pd.DataFrame) -> None:
    """What was typed in here can be taken back."""
    own = log[log["token"].notna()]
    if own.empty:
        return
    with st.popover("Take an entry back", icon=":material/undo:", key="log.back"):
        for row in own.head(SHOWN).to_dict("records"):
            st.button(
                literal(f"{row['kind']} of {row['held_at']:%Y-%m-%d %H:%M}"),
                key=f"log.back.{row['token']}",
                icon=":material/delete:",
                type="tertiary",
                on_click=_take_back,
                args=(session, row["token"]),
            )


def _take_back(session: Session, token: str) -> None:
    if take_back_coaching(session.store, token, datetime.now().replace(microsecond=0), session.person):
        state.say(PLACE, "success", "Taken back.")
