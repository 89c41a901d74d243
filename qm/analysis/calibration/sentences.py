"""What the figures of calibrations say, in plain text: who is accused, and when the data cannot tell."""

import numpy as np
import pandas as pd

from qm.analysis.calibration.coefficients import Coefficient
from qm.analysis.calibration.evaluators import MARGIN
from qm.analysis.calibration.question_ranking import FEW, STEPS
from qm.models.agreement.attenuation import ceiling, evaluations_needed
from qm.models.agreement.pooled import METRIC
from qm.models.comparison.outlying_groups import beyond_chance
from qm.models.scorecard.drivers import SATURATED
from qm.models.scorecard.question_verdict import LEAST_AGREEMENT
from qm.models.signals.control_charts import ENOUGH_POINTS
from qm.models.statistics.estimate import Estimate
from qm.wording import counted, listed

WANTED_RELIABILITY = 0.8

NOBODY_SHARED = (
    "No contact here was scored by two evaluators, so their agreement cannot be measured: have all evaluators "
    "score the same few contacts (ten are a start, thirty can judge people) and import them on the page Data, "
    "with the same calibration_id or contact_id, or as a file of item, rater and score."
)


def points_text(value: float, sign: bool = False) -> str:
    """A difference of scores for reading: 8.8 points, +8.8 points."""
    return f"{amount_text(value, sign)} points" if np.isfinite(value) else "–"


def amount_text(value: float, sign: bool = False) -> str:
    """The same without the unit."""
    text = f"{abs(value) * 100:.1f}"
    mark = ("−" if value < 0 else "+" if sign else "") if text != "0.0" else ""
    return mark + text


def reliability_text(reliability: Estimate) -> str:
    """The reliability's interval, the ceiling it puts on a correlation, and how many evaluations would make 0.8."""
    if reliability.value is None:
        return f"Not known: {reliability.why}."
    most, needed = ceiling(reliability), evaluations_needed(reliability.value, WANTED_RELIABILITY)
    low, high = reliability.low, reliability.high
    interval = f"95% {low:.2f} to {high:.2f} · " if low is not None and high is not None else ""
    top = f"can correlate with CSAT up to {most.value:.2f}" if most.value is not None else "no better than chance"
    several = needed > 1 and np.isfinite(needed)
    more = f" · {int(np.ceil(needed))} evaluations make {WANTED_RELIABILITY}" if several else ""
    return f"{interval}{top}{more}"


def stands_out_text(evaluators: pd.DataFrame) -> str:
    """Who stands out, with their verdicts; or that nobody does."""
    out = evaluators[~evaluators["verdict"].isin(["ordinary", "unknown"])]
    if len(out):
        return " · ".join(f"{r} {v}" for r, v in zip(out["rater"], out["verdict"], strict=True))
    if (evaluators["verdict"] == "unknown").all():
        return "There is too little to compare them by."
    return "The data tell nobody apart from the others."


def questions_sentence(ranked: pd.DataFrame, coefficient: Coefficient) -> str:
    """Where they agree least, whether that is surely poor, and where the coefficients cannot be trusted; `ranked` as of
    `ranked_questions`."""
    judged = ranked[~ranked["last"]]
    if judged.empty:
        return f"No question was answered by two evaluators on {FEW} contacts or more, so nothing can be said yet."
    first, second = judged.iloc[0], judged.iloc[1] if len(judged) > 1 else None
    least = "Evaluators agree least on" if len(ranked) > 1 else "Evaluators agree on"
    figures = f"{coefficient.text(first['value'])}, 95% {coefficient.interval(first['low'], first['high'])}"
    sentence = f"{least} {first['question_id']} ({figures})"
    if second is not None and first["high"] > second["value"]:
        sentence += f", hardly less than on {second['question_id']} ({coefficient.text(second['value'])})"
    parts = [f"{sentence}."]
    if not coefficient.is_share:
        poor = judged.loc[judged["verdict"] == "poor", "question_id"].tolist()
        parts.append(
            f"Surely poor (below {LEAST_AGREEMENT}): {', '.join(poor)}."
            if poor
            else f"On no question is it surely poor (below {LEAST_AGREEMENT})."
        )
    return " ".join([*parts, *_misleading(judged, coefficient)])


def _misleading(judged: pd.DataFrame, coefficient: Coefficient) -> list[str]:
    """Where the coefficient says little."""
    parts = []
    same = judged.loc[judged["usual"] >= SATURATED]
    if len(same):
        which = listed([f"{q} ({u:.0%})" for q, u in zip(same["question_id"], same["usual"], strict=True)])
        parts.append(
            f"Where nearly all answers are the same, {which}, kappa collapses and AC1 flatters: neither says whether "
            "evaluators can tell a failure."
        )
    scaled = judged.loc[judged["steps"] >= STEPS, "question_id"].tolist()
    if scaled and METRIC[coefficient.name] == "nominal":
        parts.append(
            f"On {listed(scaled)} answers come in {STEPS} steps or more, and {coefficient.label} counts a near "
            "miss like a far one; AC2 and weighted kappa do not."
        )
    return parts


def evaluators_sentence(evaluators: pd.DataFrame, contacts: int) -> str:
    """Who stands out, by how much, and what cannot be told; `contacts` were scored by several."""
    if len(evaluators) < 2:
        return "Only one evaluator: there is nobody to compare with."
    if evaluators["severity"].isna().all():
        return "There are too few evaluations to compare evaluators by."
    parts = [*_severe(evaluators), *_unreliable(evaluators)]
    rest = (evaluators["verdict"] == "ordinary").sum()
    if not parts:
        parts.append(f"The data tell nobody apart by more than {MARGIN * 100:g} points.")
    elif rest:
        others = f"the other {rest}" if rest > 1 else "the other one"
        parts.append(f"Nothing can be held against {others}.")
    groups = evaluators["group"].nunique()
    if groups > 1:
        parts.append(
            f"They fall into {groups} groups that scored nothing alike; each evaluator is compared within their own."
        )
    if not contacts:
        parts.append(
            "All this is estimated from contacts that each one scored alone, with agent, reason and scorecard "
            "allowed for; contacts scored together would show it directly."
        )
    return " ".join(parts)


def _severe(evaluators: pd.DataFrame) -> list[str]:
    parts = []
    for verdict, less in (("severe", "less"), ("lenient", "more")):
        some = evaluators[evaluators["verdict"].str.startswith(verdict)]
        if len(some):
            who = listed(
                [
                    f"{r} ({points_text(abs(s))}, 95% {amount_text(min(abs(a), abs(b)))} to "
                    f"{amount_text(max(abs(a), abs(b)))})"
                    for r, s, a, b in zip(some["rater"], some["severity"], some["low"], some["high"], strict=True)
                ]
            )
            parts.append(f"{who} {'gives' if len(some) == 1 else 'give'} {less} than the middle evaluator would.")
    return parts


def _unreliable(evaluators: pd.DataFrame) -> list[str]:
    some = evaluators[evaluators["verdict"].str.contains("unreliable")]
    return [
        f"{rater} is unreliable: {times:.1f} times the others' noise, following them at {follows:.2f}."
        for rater, times, follows in zip(some["rater"], some["times"], some["follows"], strict=True)
    ]


def pairs_sentence(pairs: pd.DataFrame, coefficient: Coefficient) -> str:
    """Which pairs surely agree less than the others, and how many could not be compared."""
    enough = pairs[(pairs["contacts"] >= FEW) & pairs["value"].notna()]
    few = len(pairs) - len(enough)
    missing = f" {few} of {len(pairs)} pairs share fewer than {FEW} contacts and stay empty." if few else ""
    if enough.empty:
        return f"No pair shares {FEW} contacts, so no pair can be judged.{missing}"
    usual = float((enough["value"] * enough["answers"]).sum() / enough["answers"].sum())
    low = enough[beyond_chance(enough["value"], enough["low"], enough["high"], usual) < 0].nsmallest(3, "value")
    if low.empty:
        least = coefficient.text(usual)
        return f"No pair agrees less than the usual {least} by more than chance would explain.{missing}"
    named = ", ".join(
        f"{a} and {b} ({coefficient.text(v)})" for a, b, v in zip(low["left"], low["right"], low["value"], strict=True)
    )
    often = pd.concat([low["left"], low["right"]]).value_counts()
    about = f" {often.index[0]} is in all of them." if len(low) > 1 and often.iloc[0] == len(low) else ""
    return f"Less than the usual {coefficient.text(usual)}, beyond chance: {named}.{about}{missing}"


def steps_sentence(steps: pd.DataFrame, coefficient: Coefficient, step: str) -> str:
    """The latest round or month (`step`), and whether it is more than ordinary variation; `steps` as of
    `judged_steps`."""
    last = steps.iloc[-1]
    now = (
        f"The latest {step}, {last['step']}, is at {coefficient.text(last['value'])} "
        f"(95% {coefficient.interval(last['low'], last['high'])}, {counted(last['contacts'], 'contact')})"
    )
    if len(steps) < ENOUGH_POINTS:
        there = "is one" if len(steps) == 1 else f"are {len(steps)}"
        return f"{now}. From {ENOUGH_POINTS} {step}s on a change can be judged; so far there {there}."
    if last["signal"] == "ordinary":
        return f"{now}: ordinary variation, no trend."
    return f"{now}: {'better' if last['signal'] == 'improving' else 'worse'} than before ({last['rule']})."


def severity_sentence(agents: pd.DataFrame) -> str:
    """What all gain without severity, who moves against the others beyond chance, and by how much; `agents` as of
    `without_severity`, with their `name`."""
    gain = float((agents["change"] * agents["n"]).sum() / agents["n"].sum())
    side = "more" if gain >= 0 else "less"
    all_gain = f"Without severity all agents together would score {points_text(abs(gain))} {side}"
    enough = agents[agents["n"] >= FEW]
    if enough.empty:
        return f"{all_gain}; nobody has {FEW} evaluations, so nobody's move can be judged."
    sign = beyond_chance(enough["beyond"], enough["beyond_low"], enough["beyond_high"], 0.0)
    surely = enough[sign != 0]
    if surely.empty:
        return f"{all_gain}, and against each other nobody moves by more than chance would explain."
    top = surely.loc[surely["beyond"].abs().idxmax()]
    return (
        f"{all_gain}. Against each other {len(surely)} of {len(enough)} agents surely move; most {top['name']}, "
        f"{points_text(top['beyond'], True)} (95% {amount_text(top['beyond_low'], True)} to "
        f"{amount_text(top['beyond_high'], True)}), by which evaluators happened to score them."
    )
