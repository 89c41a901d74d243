"""A row per question: its slider and lock, and what is known of it."""

from functools import partial

import pandas as pd
import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.analysis.scorecard.driver_sentences import question_notes
from qm.analysis.scorecard.sentences import VERDICT_MEANINGS
from qm.models.scorecard.drivers import importance_shares
from qm.models.scorecard.question_verdict import Standing
from qm.models.scorecard.weight_moves import moved
from qm.ui import state
from qm.ui.markup import literal
from qm.ui.scorecard.setting import lock, put, setting_of
from qm.ui.scorecard.suggestion import LastSuggestion

HIGHEST = 60.0
TALL = 760
FEW_ROWS = 6

ICONS = {
    "aligned": ":material/check_circle:",
    "over-weighted": ":material/arrow_downward:",
    "under-weighted": ":material/arrow_upward:",
    "saturated": ":material/done_all:",
    "noisy": ":material/graphic_eq:",
    "too few answers": ":material/hourglass_empty:",
    "unknown": ":material/help:",
}
COLOURS = {"aligned": "green", "over-weighted": "orange", "under-weighted": "blue", "noisy": "violet"}


def badge(verdict: str) -> str:
    """A verdict as Markdown: colour, icon and words."""
    return f":{COLOURS.get(verdict, 'gray')}-badge[{ICONS[verdict]} {verdict}]"


def question_rows(answer: ScorecardAnswer, verdicts: list[Standing], suggested: LastSuggestion | None) -> None:
    """All questions; they scroll beside the answers when there are many."""
    with st.container(height=TALL if len(verdicts) > FEW_ROWS else "content", border=True, key="scorecard.rows"):
        for place, verdict in enumerate(verdicts):
            _row(answer, place, verdict, suggested)


def _row(answer: ScorecardAnswer, place: int, verdict: str, suggested: LastSuggestion | None) -> None:
    setting, name = setting_of(answer), answer.names[place]
    points, text = float(setting.points[place]), answer.texts[place]
    title = f"**{literal(name)}** {literal(text)}" if text != name else f"**{literal(name)}**"
    st.markdown(
        f"{title} {badge(verdict)}", help=f"{verdict.capitalize()}: {VERDICT_MEANINGS[verdict]}.{_note(answer, place)}"
    )
    st.caption(_figures(answer, place, suggested))
    is_locked, key = place in setting.locked, f"points.{answer.scorecard}.{name}"
    shown, high = round(points, 6), 100.0 if points > HIGHEST else HIGHEST
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        st.slider(
            f"Points of {literal(name)}",
            0.0,
            high,
            shown,
            step=0.1,
            format="%.1f",
            label_visibility="collapsed",
            disabled=is_locked,
            **state.widget(f"slider.{key}", shown, partial(_slid, answer, place), high),
        )
        st.button(
            "",
            icon=":material/lock:" if is_locked else ":material/lock_open:",
            key=f"lock.{key}",
            type="tertiary",
            help="Unlock this weight" if is_locked else "Lock this weight where it stands",
            on_click=lock,
            args=(answer, place, not is_locked),
        )


def _slid(answer: ScorecardAnswer, place: int, points: float) -> None:
    setting = setting_of(answer)
    put(answer, moved(setting.points, place, points, locked=setting.locked, floors=setting.floors.tolist()))


def _figures(answer: ScorecardAnswer, place: int, suggested: LastSuggestion | None) -> str:
    """What is known of a question, in one line."""
    row = answer.questions.iloc[place]
    share, low, high = (part[place] for part in importance_shares(answer.drivers))
    today, setting = answer.points[place], setting_of(answer)
    parts = []
    if abs(setting.points[place] - today) >= 0.05:
        parts.append(f"today {today:.1f}")
    if suggested is not None and suggested.answer is not None:
        weights = suggested.answer.suggestion
        if weights.suggested[place] == weights.suggested[place]:
            spread = f"{weights.low[place]:.0f} to {weights.high[place]:.0f}"
            parts.append(f"suggested {weights.suggested[place]:.1f} ({spread})")
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


def _note(answer: ScorecardAnswer, place: int) -> str:
    row, note = answer.questions.iloc[place], question_notes(answer.drivers, tuple(answer.questions["question"]))[place]
    said = f" {int(row['n']):,} answers count; {int(row['compared']):,} contacts were scored by several evaluators"
    said += " (agreement is AC1, corrected for chance)." if row["compared"] else "."
    return said + (f" Beware: {note}." if note else "")
