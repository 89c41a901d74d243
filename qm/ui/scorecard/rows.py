"""A row per question: its slider and lock, and what is known of it."""

from functools import partial

import pandas as pd
import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.analysis.scorecard.driver_sentences import question_notes
from qm.analysis.scorecard.sentences import VERDICT_MEANINGS, VERDICT_TEXTS
from qm.models.scorecard.drivers import importance_shares
from qm.models.scorecard.question_verdict import Standing
from qm.models.scorecard.weight_moves import moved
from qm.ui import state
from qm.ui.markup import literal
from qm.ui.scorecard.setting import lock, put, setting_of
from qm.ui.scorecard.suggestion import LastSuggestion
from qm.wording import counted

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
CRITICAL = {"whole": "whole score", "section": "section's score"}
COLOURS = {"aligned": "green", "over-weighted": "orange", "under-weighted": "blue", "noisy": "violet"}


def badge(verdict: str) -> str:
    """A verdict as Markdown: colour, icon and words."""
    return f":{COLOURS.get(verdict, 'gray')}-badge[{ICONS[verdict]} {VERDICT_TEXTS[verdict]}]"


def question_rows(answer: ScorecardAnswer, verdicts: list[Standing], suggested: LastSuggestion | None) -> None:
    """All questions; they scroll beside the answers when there are many."""
    with st.container(height=TALL if len(verdicts) > FEW_ROWS else "content", border=True, key="scorecard.rows"):
        for place, verdict in enumerate(verdicts):
            _row(answer, place, verdict, suggested)


def _row(answer: ScorecardAnswer, place: int, verdict: str, suggested: LastSuggestion | None) -> None:
    setting, name = setting_of(answer), answer.names[place]
    points, text = float(setting.points[place]), answer.texts[place]
    title = f"**{literal(name)}** {literal(text)}" if text != name else f"**{literal(name)}**"
    st.markdown(f"{title} {badge(verdict)}", help=literal(f"{VERDICT_MEANINGS[verdict]} {_note(answer, place)}"))
    st.caption(_figures(answer, place, suggested))
    is_locked, key = place in setting.locked, f"points.{answer.scorecard}.{name}"
    shown, high = round(points, 6), 100.0 if points > HIGHEST else HIGHEST
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        st.slider(
            f"Weight of {literal(name)}",
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
            help="Unlock this weight" if is_locked else "Lock this weight as it is",
            on_click=lock,
            args=(answer, place, not is_locked),
        )


def _slid(answer: ScorecardAnswer, place: int, points: float) -> None:
    setting = setting_of(answer)
    put(answer, moved(setting.points, place, points, locked=setting.locked, floors=setting.floors.tolist()))


def _figures(answer: ScorecardAnswer, place: int, suggested: LastSuggestion | None) -> str:
    """What is known of a question, in one line."""
    row = answer.questions.iloc[place]
    share = importance_shares(answer.drivers)[0][place]
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
        parts.append(f"at least {setting.floors[place]:g}")
    parts.append(f"worth {share:.0%} to customers" if share == share else "worth not known")
    parts.append(f"{row['passed']:.0%} passed" if row["n"] else "never applied")
    if isinstance(row["critical"], str):
        parts.append("critical question")
    return " · ".join(parts)


def _note(answer: ScorecardAnswer, place: int) -> str:
    """What it rests on, for the help beside it."""
    row, note = answer.questions.iloc[place], question_notes(answer.drivers, tuple(answer.questions["question"]))[place]
    share, low, high = (part[place] for part in importance_shares(answer.drivers))
    said = [f"Worth to customers: {share:.0%} (likely range {low:.0%} to {high:.0%})."] if share == share else []
    said.append(f"{counted(int(row['n']), 'answer')}.")
    said.append(_agreement(row))
    if isinstance(row["dimension"], str):
        said.append(f"It asks for {row['dimension']}.")
    if not pd.isna(row["controllable"]):
        said.append("Agents control it." if row["controllable"] else "Agents do not control it.")
    if isinstance(row["critical"], str):
        said.append(f"Critical: failing it affects the {CRITICAL.get(row['critical'], row['critical'])}.")
    return " ".join([*said, *([f"Caution: {note}."] if note else [])])


def _agreement(row: pd.Series) -> str:
    if pd.isna(row["agreement"]):
        return "Evaluators' agreement is not known." if row["compared"] else "No contact was scored by two evaluators."
    spread = ""
    if not pd.isna(row["agreement_low"]):
        spread = f", likely range {row['agreement_low']:.2f} to {row['agreement_high']:.2f}"
    on = counted(int(row["compared"]), "contact")
    return f"Evaluators' agreement (AC1) is {row['agreement']:.2f}{spread}, on {on} scored by several."
