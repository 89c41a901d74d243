"""A row per question: its slider and lock, and what is known of it."""

import pandas as pd
import streamlit as st

from qm.analysis.scorecard.questions import importance_shares
from qm.models.scorecard.weight_moves import moved
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.setting import is_late, lock, put, slider_key, standing_of
from qm.ui.scorecard.suggestion import found_for
from qm.ui.scorecard.words import MEANINGS, badge, plain

HIGHEST = 60.0
TALL = 760
FEW_ROWS = 6


def question_rows(question: Question, verdicts: list[str]) -> None:
    """All questions; they scroll beside the answers when there are many."""
    with st.container(height=TALL if len(verdicts) > FEW_ROWS else "content", border=True, key="scorecard.rows"):
        for place, verdict in enumerate(verdicts):
            _row(question, place, verdict)


def _row(question: Question, place: int, verdict: str) -> None:
    standing = standing_of(question)
    setting, name = standing.setting, question.names[place]
    points, text = float(setting.points[place]), question.texts[place]
    title = f"**{plain(name)}** {plain(text)}" if text != name else f"**{plain(name)}**"
    st.markdown(
        f"{title} {badge(verdict)}", help=f"{verdict.capitalize()}: {MEANINGS[verdict]}.{_note(question, place)}"
    )
    st.caption(_figures(question, place))
    is_locked, key = place in setting.locked, slider_key(question, place)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.session_state[key] = points
        st.slider(
            f"Points of {name}",
            0.0,
            100.0 if points > HIGHEST else HIGHEST,
            step=0.1,
            format="%.1f",
            key=key,
            label_visibility="collapsed",
            disabled=is_locked,
            on_change=_slid,
            args=(question, place, points),
        )
        st.button(
            "",
            icon=":material/lock:" if is_locked else ":material/lock_open:",
            key=f"lock.{key}",
            type="tertiary",
            help="Unlock this weight" if is_locked else "Lock this weight where it stands",
            on_click=lock,
            args=(question, place, not is_locked),
        )


def _slid(question: Question, place: int, shown: float) -> None:
    value = float(st.session_state[slider_key(question, place)])
    if abs(value - shown) < 0.05 or is_late(question, place, value):
        return
    setting = standing_of(question).setting
    put(question, moved(setting.points, place, value, locked=setting.locked, floors=setting.floors.tolist()))


def _figures(question: Question, place: int) -> str:
    """What is known of a question, in one line."""
    row = question.known.iloc[place]
    share, low, high = (part[place] for part in importance_shares(question.found))
    today, setting = question.on.points[place], standing_of(question).setting
    parts = []
    if abs(setting.points[place] - today) >= 0.05:
        parts.append(f"today {today:.1f}")
    found = found_for(question)
    if found and found[0] is not None and found[0].suggested[place] == found[0].suggested[place]:
        suggested = found[0]
        spread = f"{suggested.low[place]:.0f} to {suggested.high[place]:.0f}"
        parts.append(f"suggested {suggested.suggested[place]:.1f} ({spread})")
    if setting.floors[place] > 0:
        parts.append(f"floor {setting.floors[place]:g}")
    parts.append(f"importance {share:.0%} ({low:.0%} to {high:.0%})" if share == share else "importance not known")
    parts.append(f"passed {row['passed']:.0%}" if row["n"] else "never applied")
    parts.append(_agreement(row))
    if isinstance(row["dimension"], str):
        parts.append(row["dimension"])
    controllable = row["controllable"]
    if not pd.isna(controllable):
        parts.append("controllable" if controllable else "not controllable")
    if isinstance(row["critical"], str):
        parts.append(f"critical ({row['critical']})")
    return " · ".join(parts)


def _agreement(row: pd.Series) -> str:
    if pd.isna(row["agreement"]):
        return "agreement not known" if row["compared"] else "never scored by two"
    if pd.isna(row["agreement_low"]):
        return f"agreement {row['agreement']:.2f}"
    return f"agreement {row['agreement']:.2f} ({row['agreement_low']:.2f} to {row['agreement_high']:.2f})"


def _note(question: Question, place: int) -> str:
    row, note = question.known.iloc[place], question.found.notes[place]
    said = f" {int(row['n']):,} answers count; {int(row['compared']):,} contacts were scored by several evaluators"
    said += " (agreement is AC1, corrected for chance)." if row["compared"] else "."
    return said + (f" Beware: {note}." if note else "")
