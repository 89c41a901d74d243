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
    "No contact here was scored by two evaluators, so their agreement cannot be measured. Have all evaluators score "
    "the same ten to thirty contacts. Import them on the page Data, with the same calibration_id or contact_id."
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
        return f"Reliability is not known: {reliability.why}."
    most, needed = ceiling(reliability), evaluations_needed(reliability.value, WANTED_RELIABILITY)
    low, high = reliability.low, reliability.high
    interval = f" (likely range {low:.2f} to {high:.2f})" if low is not None and high is not None else ""
    top = "That is no better than chance."
    if most.value is not None:
        top = f"Scores can correlate with CSAT up to {most.value:.2f}."
    several = needed > 1 and np.isfinite(needed)
    more = f" Averaging {int(np.ceil(needed))} evaluations makes {WANTED_RELIABILITY}." if several else ""
    return f"Reliability of one evaluation: {reliability.value:.2f}{interval}. {top}{more}"


def stands_out_text(evaluators: pd.DataFrame) -> str:
    """Who stands out, with their verdicts; or that nobody does."""
    out = evaluators[~evaluators["verdict"].isin(["ordinary", "unknown"])]
    if len(out):
        return " · ".join(f"{r} {v}" for r, v in zip(out["rater"], out["verdict"], strict=True))
    if (evaluators["verdict"] == "unknown").all():
        return "Too few to compare."
    return "No clear differences."


def questions_sentence(ranked: pd.DataFrame, coefficient: Coefficient) -> str:
    """Where they agree least, whether that is clearly poor, and where coefficients mislead; `ranked` as of
    `ranked_questions`."""
    judged = ranked[~ranked["last"]]
    if judged.empty:
        return f"No question was answered by two evaluators on {FEW} contacts or more, so nothing can be said yet."
    first, second = judged.iloc[0], judged.iloc[1] if len(judged) > 1 else None
    least = "Evaluators agree least on" if len(ranked) > 1 else "Evaluators agree on"
    spread = coefficient.interval(first["low"], first["high"])
    sentence = f"{least} {first['question_id']} ({coefficient.text(first['value'])}, likely range {spread})"
    if second is not None and first["high"] > second["value"]:
        sentence += f", hardly less than on {second['question_id']} ({coefficient.text(second['value'])})"
    parts = [f"{sentence}."]
    if not coefficient.is_share:
        poor = judged.loc[judged["verdict"] == "poor", "question_id"].tolist()
        parts.append(
            f"Clearly poor (below {LEAST_AGREEMENT}): {', '.join(poor)}."
            if poor
            else f"Clearly poor (below {LEAST_AGREEMENT}): none."
        )
    return " ".join([*parts, *_misleading(judged, coefficient)])


def _misleading(judged: pd.DataFrame, coefficient: Coefficient) -> list[str]:
    """Where the coefficient says little."""
    parts = []
    same = judged.loc[judged["usual"] >= SATURATED]
    if len(same):
        which = listed([f"{q} ({u:.0%})" for q, u in zip(same["question_id"], same["usual"], strict=True)])
        parts.append(f"Nearly all answers are the same on {which}. There kappa collapses and AC1 flatters.")
    scaled = judged.loc[judged["steps"] >= STEPS, "question_id"].tolist()
    if scaled and METRIC[coefficient.name] == "nominal":
        parts.append(
            f"{coefficient.label} counts a near miss like a far one on {listed(scaled)}, with {STEPS} answers or more. "
            "AC2 and weighted kappa do not."
        )
    return parts


def evaluators_sentence(evaluators: pd.DataFrame, contacts: int) -> str:
    """Who stands out, by how much, and what cannot be told; `contacts` were scored by several."""
    if len(evaluators) < 2:
        return "Only one evaluator: there is nobody to compare with."
    if evaluators["severity"].isna().all():
        return "Too few evaluations to compare evaluators."
    parts = [*_severe(evaluators), *_unreliable(evaluators)]
    rest = (evaluators["verdict"] == "ordinary").sum()
    if not parts:
        parts.append(
            f"No evaluator clearly scores lower or higher than the others, by {MARGIN * 100:g} points or more."
        )
    elif rest:
        parts.append(f"The other {rest} show no problem." if rest > 1 else "The other one shows no problem.")
    groups = evaluators["group"].nunique()
    if groups > 1:
        parts.append(f"{groups} groups scored nothing in common; each evaluator is compared within their own.")
    if not contacts:
        parts.append("Estimated from contacts scored by one evaluator each, allowing for agent, reason and scorecard.")
    return " ".join(parts)


def severity_details(evaluators: pd.DataFrame, contacts: int) -> tuple[str, ...]:
    """The likely range of each severity that stands out, and on how many evaluations and shared contacts it rests."""
    out = evaluators[evaluators["verdict"].str.startswith(("severe", "lenient"))]
    lines = [
        f"{rater}: {points_text(abs(by))} (likely range {amount_text(min(abs(low), abs(high)))} to "
        f"{amount_text(max(abs(low), abs(high)))}), {counted(int(n), 'evaluation')}."
        for rater, by, low, high, n in zip(
            out["rater"], out["severity"], out["low"], out["high"], out["n"], strict=True
        )
    ]
    return (*lines, f"{counted(contacts, 'contact')} scored by several evaluators.")


def disagreement_sentence(ranked: pd.DataFrame) -> str:
    """On which question evaluators most often differ, and where they nearly always agree; `ranked` as of
    `ranked_questions` by percent agreement."""
    judged = ranked[~ranked["last"]]
    if judged.empty:
        return f"Too few to tell on which questions evaluators differ: no question has {FEW} contacts scored by two."
    first = judged.iloc[0]
    text = f" ({first['text']})" if isinstance(first["text"], str) and first["text"] else ""
    if first["value"] >= 1:
        return "Evaluators always gave the same answer."
    return (
        f"Evaluators disagree most on {first['question_id']}{text}: two of them give the same answer in "
        f"{first['value']:.0%} of cases."
    )


def _severe(evaluators: pd.DataFrame) -> list[str]:
    parts = []
    for verdict, side in (("severe", "lower"), ("lenient", "higher")):
        some = evaluators[evaluators["verdict"].str.startswith(verdict)]
        if len(some):
            farthest = some.reindex(some["severity"].abs().sort_values(ascending=False).index)
            both = zip(farthest["rater"], farthest["severity"], strict=True)
            who = listed([f"{rater} (by {points_text(abs(by))})" for rater, by in both])
            verb = "scores" if len(some) == 1 else "score"
            parts.append(f"{who} {verb} clearly {side} than the typical evaluator.")
    return parts


def _unreliable(evaluators: pd.DataFrame) -> list[str]:
    some = evaluators[evaluators["verdict"].str.contains("unreliable")]
    return [
        f"{rater} is unreliable: scores vary {times:.1f} times as much as the others'."
        for rater, times in zip(some["rater"], some["times"], strict=True)
    ]


def pairs_sentence(pairs: pd.DataFrame, coefficient: Coefficient) -> str:
    """Which pairs clearly agree less than the others, and how many could not be compared."""
    enough = pairs[(pairs["contacts"] >= FEW) & pairs["value"].notna()]
    few = len(pairs) - len(enough)
    missing = f" {few} of {counted(len(pairs), 'pair')} share fewer than {FEW} contacts and stay empty." if few else ""
    if enough.empty:
        return f"No pair shares {FEW} contacts, so no pair can be judged.{missing}"
    usual = float((enough["value"] * enough["answers"]).sum() / enough["answers"].sum())
    low = enough[beyond_chance(enough["value"], enough["low"], enough["high"], usual) < 0].nsmallest(3, "value")
    if low.empty:
        least = coefficient.text(usual)
        return f"No pair agrees clearly less than the average of {least}.{missing}"
    named = ", ".join(
        f"{a} and {b} ({coefficient.text(v)})" for a, b, v in zip(low["left"], low["right"], low["value"], strict=True)
    )
    often = pd.concat([low["left"], low["right"]]).value_counts()
    about = f" {often.index[0]} is in all of them." if len(low) > 1 and often.iloc[0] == len(low) else ""
    return f"Clearly below the average of {coefficient.text(usual)}: {named}.{about}{missing}"


def steps_sentence(steps: pd.DataFrame, coefficient: Coefficient, step: str) -> str:
    """The latest round or month (`step`), and whether it is more than normal variation; `steps` as of
    `judged_steps`."""
    last = steps.iloc[-1]
    now = (
        f"The latest {step}, {last['step']}, is at {coefficient.text(last['value'])} "
        f"({coefficient.interval(last['low'], last['high'])}, {counted(last['contacts'], 'contact')})"
    )
    if len(steps) < ENOUGH_POINTS:
        there = "is one" if len(steps) == 1 else f"are {len(steps)}"
        return f"{now}. Judging a change takes {ENOUGH_POINTS} {step}s; so far there {there}."
    if last["signal"] == "ordinary":
        return f"{now}: within normal variation."
    return f"{now}: {'better' if last['signal'] == 'improving' else 'worse'} than before ({last['rule']})."


def severity_sentence(agents: pd.DataFrame) -> str:
    """What all gain without severity, who clearly moves against the others, and by how much; `agents` as of
    `without_severity`, with their `name`."""
    gain = float((agents["change"] * agents["n"]).sum() / agents["n"].sum())
    side = "higher" if gain >= 0 else "lower"
    all_gain = f"Corrected for evaluator severity, the average score would be {points_text(abs(gain))} {side}"
    enough = agents[agents["n"] >= FEW]
    if enough.empty:
        return f"{all_gain}. Nobody has {FEW} evaluations, so nobody's change can be judged."
    sign = beyond_chance(enough["beyond"], enough["beyond_low"], enough["beyond_high"], 0.0)
    surely = enough[sign != 0]
    if surely.empty:
        return f"{all_gain}. No agent gains or loses clearly against the others."
    top = surely.loc[surely["beyond"].abs().idxmax()]
    return (
        f"{all_gain}. Against each other {len(surely)} of {counted(len(enough), 'agent')} clearly gain or lose, by "
        f"who scored them. Most: {top['name']}, {points_text(top['beyond'], True)} "
        f"({amount_text(top['beyond_low'], True)} to {amount_text(top['beyond_high'], True)})."
    )
