"""The weights on the sliders beside today's: how well the score follows, pass rate, satisfaction by score."""

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
from qm.wording import counted

TESTED = "Tested on other agents"
"""The column of figures for agents whose data were not used to set the weights."""


def comparison_section(
    answer: ScorecardAnswer, compared: WeightComparison, suggested: LastSuggestion | None, pass_mark: float
) -> None:
    """Three tiles, how sure they are, and the plot."""
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
                f"Share of {counted(compared.scored, 'evaluation')} that score {pass_mark:.0%} or more.",
            )
            up, down = int(compared.up.sum()), int(compared.down.sum())
            st.caption(f"{up:,} now pass, {down:,} now fail" if moved else f"score {pass_mark:.0%} or more")
        with _tile("score"):
            _share("Mean score", compared.mean, compared.mean_today, compared.scored, "Over all evaluations looked at.")
            st.caption(counted(compared.scored, "evaluation"))
    _alignments(answer, compared, suggested, moved)
    _bands(answer, compared, pass_mark, moved)


def _tile(name: str) -> st.delta_generator.DeltaGenerator:
    return st.container(border=True, height="stretch", gap="xsmall", key=f"now.{name}")


def _alignment(compared: WeightComparison, moved: bool) -> None:
    gain = compared.gain.value if moved and compared.gain.is_known else None
    st.metric(
        "Correlation",
        correlation_text(compared.rank.value),
        delta=None if gain is None else f"{gain:+.2f}",
        help="Correlation of the score with customers' ratings: 0 is no link, 1 the same order. The change is "
        "compared with today's weights.",
    )
    if gain is not None:
        st.caption(f"likely gain {interval_text(compared.gain)}")
    else:
        likely = f"likely range {interval_text(compared.rank)}"
        st.caption(likely if compared.rank.is_known else literal(compared.rank.why or ""))


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
    """How sure the gain is, on demand: the correlations on all contacts, and as tested on other agents."""
    if not compared.rank.is_known:
        st.caption(literal(f"Too few to tell whether the score follows customers: {compared.rank.why}."))
        return
    with st.popover("How sure?", type="tertiary", key="scorecard.sure"):
        _correlations(answer, compared, suggested, moved)


def _correlations(
    answer: ScorecardAnswer, compared: WeightComparison, suggested: LastSuggestion | None, moved: bool
) -> None:
    assert compared.rank.value is not None
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
        st.caption("Tested on agents whose data were not used to set the weights.")


def _row(weights: str, inside: float, outside: float, gain: str = "") -> dict[str, str]:
    return {
        "Weights": weights,
        "All contacts": correlation_text(inside),
        TESTED: correlation_text(outside),
        "Gain (likely range)": gain,
    }


def _suggested_rows(suggestion: Suggestion) -> list[dict[str, str]]:
    """Today's, equal and suggested weights: correlation on all contacts and on other agents, and what is gained."""
    rows = []
    for key, label in (("today", "Today"), ("equal", "Equal"), ("suggested", "Suggested")):
        one = suggestion.alignment[key]
        gain = estimate_text(suggestion.gain, sign=True) if key == "suggested" else ""
        rows.append(_row(label, one.inside, float("nan"), gain) | {TESTED: estimate_text(one.outside)})
    return rows


def _bands(answer: ScorecardAnswer, compared: WeightComparison, pass_mark: float, moved: bool) -> None:
    base = answer.graded.baseline
    title = "Satisfied customers by score"
    if base.pairs < LEAST_PAIRS:
        st.markdown(f"**{title}**")
        st.caption(f"Too few to draw: {counted(base.pairs, 'evaluated contact')} with a rating.")
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
