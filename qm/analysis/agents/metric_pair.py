"""Two metrics of everybody at once: a target hit on one says nothing about the other, so both are seen."""

import pandas as pd

from qm.analysis.agents.answer import AgentsAnswer
from qm.analysis.agents.metric_comparison import MetricComparison
from qm.analysis.agents.verdict_text import standings, verdict_texts
from qm.metrics.catalogue import DURATION
from qm.models.comparison.fair_comparison import FEWEST
from qm.models.comparison.standing import BETTER, HIGHER, LOWER, MIXED, WORSE, combined_standing

_PARTS = {BETTER: "better", WORSE: "worse", MIXED: "one better, one worse"}
_FILES = {"quality_score": "an evaluations file", "aht": "a contacts file with handle times", "csat": "a surveys file"}


def pair_frame(answer: AgentsAnswer, x: str, y: str) -> pd.DataFrame:
    """One row per unit with ten cases of both metrics, as `qm.charts.pair` draws it.

    agent, group (its name), standing (on both at once), and for each side (x, y): the shrunk value as it would be
    with the centre's mix of work, `_low`, `_high` (95 %), `_n`, `_word` (its standing) and `_verdict` (in words).
    """
    parts = []
    for side, name in (("x", x), ("y", y)):
        one = answer.comparisons[name]
        enough, better = one.enough, one.metric.better
        columns = {
            f"{side}{part}": with_centre_mix(one, enough[column])
            for part, column in (("", "shrunk"), ("_low", "low95"), ("_high", "high95"))
        }
        columns |= {
            f"{side}_n": enough["n"],
            f"{side}_word": standings(enough, better),
            f"{side}_verdict": verdict_texts(enough, name, better),
        }
        parts.append(pd.DataFrame({"agent": enough["agent"], **columns}))
    frame = parts[0].merge(parts[1], on="agent")
    both = [combined_standing(a, b) for a, b in zip(frame["x_word"], frame["y_word"], strict=True)]
    return frame.assign(standing=both, group=answer.called(frame["agent"]))


def with_centre_mix(comparison: MetricComparison, values: pd.Series) -> pd.Series:
    """Values of all with enough cases as they would be with the centre's mix of work.

    Durations keep their ratio to what was expected, other figures their distance; without
    peers to expect anything from, values stay.
    """
    enough = comparison.enough
    expected = enough["expected"]
    is_duration = comparison.metric.format == DURATION
    moved = comparison.centre * values / expected if is_duration else comparison.centre + values - expected
    return moved.where(expected.notna(), enough["value"])


def pair_takeaway(answer: AgentsAnswer, frame: pd.DataFrame, x: str, y: str) -> str:
    """How many differ from what their work predicts, by enough to act on, and how many are not drawn."""
    x_label, y_label = answer.scale_of(x).label.lower(), answer.scale_of(y).label.lower()
    parts = []
    for word, text in (*_PARTS.items(), (HIGHER, "longer"), (LOWER, "shorter")):
        some = int((frame["standing" if word in _PARTS else "x_word"] == word).sum())
        if some:
            parts.append(f"{some:,} {text}")
    told = f"No clear differences in {y_label} or {x_label} that are worth acting on."
    if parts:
        told = f"Clearly other than expected: {', '.join(parts)}."
    told += " Adjusted for work mix; dashed lines: centre average."
    everybody = set(answer.comparisons[x].frame["agent"]) | set(answer.comparisons[y].frame["agent"])
    left_out = len(everybody) - len(frame)
    if left_out:
        told += f" Not drawn: {answer.counted(left_out)} with fewer than {FEWEST} cases."
    return told


def pair_method(answer: AgentsAnswer) -> str:
    """What marks and lines rest on, for whoever wants to know."""
    return (
        f"Each mark is the best estimate for one {answer.by}: the observed value, drawn towards what the mix of work "
        "predicts, the more the fewer the cases. Lines: where the true value lies, 19 times in 20. Coloured: "
        "other than expected (at most 5% of them by chance) and by enough to act on, as set under Definitions."
    )


def why_no_pair(answer: AgentsAnswer, x: str, y: str) -> str:
    """Why two metrics cannot be seen together; empty where they can."""
    comparisons = answer.comparisons
    missing = [n for n in (y, x) if n not in comparisons or comparisons[n].frame.empty]
    unfit = [answer.scale_of(n).label.lower() for n in missing if n not in comparisons]
    if unfit:
        return f"{' and '.join(unfit).capitalize()} can't be filtered that way; remove a filter to see this."
    if missing:
        return f"No data in this selection; import {' and '.join(_FILES[n] for n in missing)}."
    if not set(comparisons[x].enough["agent"]) & set(comparisons[y].enough["agent"]):
        return f"Too few to tell: nobody has {FEWEST} cases of both in this selection."
    return ""
