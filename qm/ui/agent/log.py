"""The coaching log: what was held, what it changed, what is to be followed up, and a form for what is new."""

from datetime import date, datetime, time, timedelta
from time import monotonic
from uuid import uuid4

import pandas as pd
import streamlit as st

from qm.analysis.agents import pooled
from qm.analysis.agents.coaching_log import coaching_log
from qm.errors import QMError
from qm.store import Store
from qm.store.entries import KINDS, CoachingEntry, log_coaching, take_back_coaching
from qm.ui.agent.answers import effects
from qm.ui.agent.figures import Figures
from qm.ui.markup import literal
from qm.wording import counted, day_text

_SAID, _TOKEN, _COACH, _KEPT = "log.said", "log.token", "log.coach", "log.kept"
SECOND_CLICK = 2.0
"""Seconds within which an empty form sent again is a double click."""

NONE = "No single question"
SHOWN = 20
EFFECT_DAYS = 365
KEYS = ["held_at", "kind", "question", "coach_id"]
VERDICTS = {"better": "helped", "worse": "got worse", "no change seen": "no change seen", "too few": "too few to tell"}


def log_section(store: Store, figures: Figures) -> None:
    """The log, newest first, with the effect of each event, and the form."""
    st.markdown("**Coaching and feedback**")
    said = st.session_state.pop(_SAID, None)
    if said:
        (st.error if said[0] == "error" else st.success)(literal(said[1]))
    log = coaching_log(store, figures.agent)
    due = follow_ups(log, date.today())
    if due:
        st.warning(literal(due), icon=":material/event_upcoming:")
    _form(store, figures)
    if log.empty:
        st.caption("Nothing has been logged for this agent yet.")
        return
    _table(store, figures, log)
    _typed(store, log)


def follow_ups(log: pd.DataFrame, today: date) -> str:
    """What is still to be followed up, the overdue ones said as such; empty when nothing is."""
    if log.empty:
        return ""
    open_ = log[log["follow_up_on"].notna() & ~log["followed_up"].astype(bool)]
    days = sorted(pd.Timestamp(day).date() for day in open_["follow_up_on"])
    overdue, coming = [d for d in days if d < today], [d for d in days if d >= today]
    parts = []
    if overdue:
        many = "1 follow-up is" if len(overdue) == 1 else f"{len(overdue)} follow-ups are"
        parts.append(f"{many} overdue, the oldest since {day_text(overdue[0])}.")
    if coming:
        parts.append(f"The next follow-up is due on {day_text(coming[0])}.")
    return " ".join(parts)


def _table(store: Store, figures: Figures, log: pd.DataFrame) -> None:
    st.caption(
        "Change: points on that question after the event less before, beyond what peers changed and beyond what chance "
        "would have brought back anyway; with its 95 % interval."
    )
    st.caption(literal(together(_effects(store, figures, log))))
    both = with_effects(store, figures, log, SHOWN)
    shown = pd.DataFrame(
        {
            "Held": both["held_at"],
            "Kind": both["kind"].fillna(""),
            "Question": both["question"].fillna(""),
            "Change": [change(row) for row in both.to_dict("records")],
            "Follow-up": [follow_up(row) for row in both.to_dict("records")],
            "By": both["coach_id"].fillna(""),
            "Note": both["note"].fillna(""),
        }
    )
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
    if len(log) > SHOWN:
        st.caption(f"The newest {SHOWN} of {len(log):,}.")


def with_effects(store: Store, figures: Figures, log: pd.DataFrame, most: int) -> pd.DataFrame:
    """The first rows of the log, each with its effect: of those held since a year before the end of the period."""
    told = _effects(store, figures, log)[[*KEYS, "before_n", "after_n", "effect", "low", "high", "verdict"]]
    return log.head(most).merge(told.drop_duplicates(KEYS), on=KEYS, how="left")


def _effects(store: Store, figures: Figures, log: pd.DataFrame) -> pd.DataFrame:
    since = figures.view.days.last - timedelta(days=EFFECT_DAYS)
    events = tuple(map(str, log[KEYS].itertuples(index=False, name=None)))
    return effects(store, figures.view.current, figures.agent, since, events)


def together(told: pd.DataFrame) -> str:
    """What coaching, and what feedback, changed taken together; of those with enough evaluations around them."""
    parts = [
        f"{row['kind']} {_signed(row['effect'])} points ({_signed(row['low'])} to {_signed(row['high'])}; "
        f"{counted(row['events'], 'event')})"
        for row in pooled(told, "kind").to_dict("records")
    ]
    if not parts:
        return "No event of the last year has enough evaluations before and after it to tell what it changed."
    return f"Taken together over the last year: {', '.join(parts)}."


def follow_up(row: dict) -> str:
    """The day to follow up, and whether it is done or overdue."""
    if pd.isna(row["follow_up_on"]):
        return ""
    day = pd.Timestamp(row["follow_up_on"]).date()
    if row["followed_up"]:
        return f"{day_text(day)}, done"
    return f"{day_text(day)}, overdue" if day < date.today() else day_text(day)


def change(row: dict) -> str:
    """What the event changed, with its interval, and the verdict."""
    if not isinstance(row["verdict"], str):
        return ""
    said = VERDICTS.get(row["verdict"], row["verdict"])
    if row["verdict"] == "too few":
        return f"{said} (n {row['before_n']:.0f} before, {row['after_n']:.0f} after)"
    return f"{_signed(row['effect'])} points ({_signed(row['low'])} to {_signed(row['high'])}), {said}"


def _signed(share: float) -> str:
    """A change of a share in whole points: +12, −3, 0."""
    points = round(share * 100)
    return f"{points:+d}".replace("-", "−") if points else "0"


def _form(store: Store, figures: Figures) -> None:
    """The form; a new one (new token, new keys) after each that was kept."""
    token = st.session_state.setdefault(_TOKEN, uuid4().hex)
    questions = figures.profile.questions
    texts = {q: figures.text_of(q) for q in questions["question"]}
    step = figures.profile.next_step
    with (
        st.expander("Log coaching or feedback", icon=":material/edit_note:", key="log.open"),
        st.form(f"log.{token}", border=False),
    ):
        with st.container(horizontal=True):
            st.segmented_control("Kind", KINDS, default="coaching", key=f"log.kind.{token}", format_func=str.capitalize)
            st.date_input("Held on", value=date.today(), key=f"log.day.{token}", format="YYYY-MM-DD", width=150)
            st.time_input("at", value=time(datetime.now().hour, 0), key=f"log.time.{token}", width=110)
            st.date_input("Follow up on", value=None, key=f"log.follow.{token}", format="YYYY-MM-DD", width=150)
            st.text_input("Held by", value=st.session_state.get(_COACH, ""), key=f"log.coach.{token}", width=180)
        st.selectbox(
            "Question",
            [None, *texts],
            key=f"log.question.{token}",
            format_func=lambda q: NONE if q is None else f"{q} {texts[q]}".strip(),
            help=literal(f"What to do next names {step['question']}.") if step else None,
        )
        st.text_area("Note", key=f"log.note.{token}", placeholder="What was said and agreed")
        st.form_submit_button(
            "Keep", type="primary", key="log.keep", on_click=_keep, args=(store, figures.agent, token)
        )


def _keep(store: Store, agent: str, token: str) -> None:
    state = st.session_state

    def field(name: str) -> object:
        return state.get(f"log.{name}.{token}")

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
        kept = log_coaching(store, token, entry, datetime.now().replace(microsecond=0))
    except QMError as error:
        # the second half of a double click may meet the form that took the place of the one kept
        again = not field("note") and monotonic() - state.get(_KEPT, ("", -SECOND_CLICK))[1] < SECOND_CLICK
        state[_SAID] = ("success", state[_KEPT][0]) if again else ("error", str(error))
        return
    said = f"Kept: {entry.kind} of {day_text(day)}."
    if kept:
        state[_COACH] = entry.coach_id or ""
    state[_SAID], state[_KEPT], state[_TOKEN] = ("success", said), (said, monotonic()), uuid4().hex


def _typed(store: Store, log: pd.DataFrame) -> None:
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
                args=(store, row["token"]),
            )


def _take_back(store: Store, token: str) -> None:
    if take_back_coaching(store, token, datetime.now().replace(microsecond=0)):
        st.session_state[_SAID] = ("success", "Taken back.")
