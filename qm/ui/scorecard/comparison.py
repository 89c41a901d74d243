"""The weights on the sliders beside today's: alignment in and out of fold, pass rate, satisfaction by score."""

import pandas as pd
import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer, satisfaction_by_score
from qm.analysis.scorecard.sentences import (
    correlation_text,
    estimate_text,
    folds_sentence,
    interval_text,
    satisfaction_sentence,
)
from qm.charts.scorecard import NOW, TODAY, satisfaction
from qm.models.scorecard.weight_comparison import LEAST_PAIRS, WeightComparison
from qm.models.scorecard.weights import Suggestion
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal
from qm.ui.scorecard.setting import is_suggested, setting_of
from qm.ui.scorecard.suggestion import LastSuggestion


def comparison_section(
    answer: ScorecardAnswer, compared: WeightComparison, suggested: LastSuggestion | None, pass_mark: float
) -> None:
    """Three tiles, the table of alignments, and the plot."""
    moved = not setting_of(answer).is_at(answer.points)
    with st.grid(3, min_column_width=118, gap="small"):
        with _tile("alignment"):
            _alignment(compared, moved)
        with _tile("passing"):
            _share(
                "Pass rate",
                compared.passing,
                compared.passing_today,
                compared.scored,
                f"Share of {compared.scored:,} evaluations at or above {pass_mark:.0%}.",
            )
            st.caption(f"{int(compared.up.sum()):,} rise above, {int(compared.down.sum()):,} fall below")
        with _tile("score"):
            _share(
                "Mean score",
                compared.mean,
                compared.mean_today,
                compared.scored,
                "Over all evaluations of the selection.",
            )
            st.caption(f"n {compared.scored:,}")
    _alignments(answer, compared, suggested, moved)
    _bands(answer, compared, pass_mark, moved)


def _tile(name: str) -> st.delta_generator.DeltaGenerator:
    return st.container(border=True, height="stretch", gap="xsmall", key=f"now.{name}")


def _alignment(compared: WeightComparison, moved: bool) -> None:
    gain = compared.gain.value if moved and compared.gain.is_known else None
    st.metric(
        "Alignment",
        correlation_text(compared.rank.value),
        delta=None if gain is None else f"{gain:+.2f}",
        help="Spearman's correlation of score and grade over all pairs; the change is against today's weights.",
    )
    if gain is not None:
        st.caption(f"gain 95% {interval_text(compared.gain)}")
    else:
        st.caption(f"95% {interval_text(compared.rank)}" if compared.rank.is_known else compared.rank.why or "")


def _share(label: str, now: float, today: float, scored: int, meaning: str) -> None:
    change = (now - today) * 100
    st.metric(
        label,
        f"{now:.1%}" if scored else None,
        delta=f"{change:+.1f} pts" if abs(change) >= 0.05 else None,
        delta_color="off",
        help=meaning,
    )


def _alignments(
    answer: ScorecardAnswer, compared: WeightComparison, suggested: LastSuggestion | None, moved: bool
) -> None:
    """The table of alignments: in and out of fold."""
    if not compared.rank.is_known or compared.rank.value is None:
        st.caption(literal(f"Alignment cannot be told: {compared.rank.why}."))
        return
    today = compared.rank.value - (compared.gain.value or 0)
    table = [_row("Today", today, today)]
    if suggested and suggested.answer is not None and suggested.answer.suggestion.gain.is_known:
        table = _suggested_rows(suggested.answer.suggestion)
    by_hand = moved and not is_suggested(answer)
    if by_hand:
        gain = estimate_text(compared.gain, sign=True)
        table.append(_row("Sliders", compared.rank.value, today + compared.mean_fold_gain, gain))
    st.table(pd.DataFrame(table), border="horizontal", hide_index=True)
    if by_hand:
        st.caption(literal(folds_sentence(compared)))
    elif is_suggested(answer):
        st.caption("Out of fold: each pair is scored with weights made without its agent.")


def _row(weights: str, inside: float, outside: float, gain: str = "") -> dict[str, str]:
    return {
        "Weights": weights,
        "All pairs": correlation_text(inside),
        "Out of fold": correlation_text(outside),
        "Gain (95%)": gain,
    }


def _suggested_rows(suggestion: Suggestion) -> list[dict[str, str]]:
    """Today's, equal and suggested weights: alignment in sample and out of fold, and what is gained."""
    rows = []
    for key, label in (("today", "Today"), ("equal", "Equal"), ("suggested", "Suggested")):
        one = suggestion.alignment[key]
        gain = estimate_text(suggestion.gain, sign=True) if key == "suggested" else ""
        rows.append(_row(label, one.inside, float("nan"), gain) | {"Out of fold": estimate_text(one.outside)})
    return rows


def _bands(answer: ScorecardAnswer, compared: WeightComparison, pass_mark: float, moved: bool) -> None:
    base = answer.graded.baseline
    title = "Satisfied customers by score"
    if base.pairs < LEAST_PAIRS:
        st.markdown(f"**{title}**")
        st.caption(f"{base.pairs} pairs of a score and a grade are too few to draw.")
        return
    frames = [satisfaction_by_score(base.pair_scores, base.satisfied).assign(case=TODAY)]
    if moved:
        frames.append(satisfaction_by_score(compared.pair_scores, base.satisfied).assign(case=NOW))
    frame = pd.concat(frames, ignore_index=True)
    figure = Figure(
        satisfaction(frame, pass_mark=pass_mark),
        frame,
        title,
        satisfaction_sentence(frames[-1]),
        answer.lines,
        "score-and-csat",
    )
    show_chart(figure, key="scorecard.bands")
