"""What stands out of one agent, what explains the figures, and what to work on next, in words."""

from typing import Any

import pandas as pd

from qm.analysis.agents.profile.agent_profile import AgentProfile
from qm.metrics import METRICS
from qm.models.comparison.fair_comparison import BELOW
from qm.wording import Scale, duration, written
from qm.wording.scale import DASH, NO_CHANGE

CAN_TELL = "No clear differences from peers with the same mix of work."

METRIC_VERDICTS = {"above": "higher", "below": "lower", "ordinary": "as expected", "too few": "too few to tell"}
QUESTION_VERDICTS = {"above": "better", "below": "worse", "ordinary": "like peers", "too few": "too few to tell"}


def figure_text(value: float, format: str) -> str:
    """A figure for reading; a dash for none."""
    return DASH if value != value else duration(value) if format == "duration" else written(value, format)


def item_format(item: dict[str, Any]) -> str:
    """How the figures of a strength or growth area are written."""
    return METRICS[item["id"]].format if item["kind"] == "metric" else "percent"


def item_text(item: dict[str, Any]) -> str:
    """What follows the name of a strength or growth area: the figures, those of peers, and the uncertainty."""
    form = item_format(item)
    few = ", few cases" if isinstance(item["label"], str) else ""
    return (
        f"{figure_text(item['value'], form)}, where peers with the same mix reach "
        f"{figure_text(item['expected'], form)} (n {item['n']:,}{few}; likely {figure_text(item['low'], form)} to "
        f"{figure_text(item['high'], form)})"
    )


def next_step_text(profile: AgentProfile) -> str:
    """The next step in a sentence, or why there is none."""
    step = profile.next_step
    if step is None:
        if profile.questions.empty:
            return "This agent was not evaluated in the period, so there is no suggestion."
        return (
            "No suggestion: either the data can't tell which questions matter to customers, or this agent is already "
            "among the best quarter on those."
        )
    text = step["text"] if isinstance(step["text"], str) else ""
    asked = profile.questions.set_index("question")
    is_behind = step["question"] in asked.index and asked.loc[step["question"], "verdict"] == BELOW
    title = f"{step['question']} {text}".rstrip()
    head = f"Work on {title}." if is_behind else f"Not clearly behind peers here, but the most to gain: {title}."
    return (
        f"{head} Best estimate: {written(step['shrunk'], 'percent')} of the points; the best quarter of peers reach "
        f"{written(step['within_reach'], 'percent')}. That would bring about {step['gain'] * 100:.1f} points of "
        "satisfaction, more than any other question."
    )


def metric_verdict_text(row: dict[str, Any]) -> str:
    """The verdict on a metric: higher, lower, as expected, too few; with how few cases it rests on."""
    return METRIC_VERDICTS[row["verdict"]] + (" (few cases)" if isinstance(row["label"], str) else "")


def step_text(difference: float, metric: str) -> str:
    """A step from one figure of a metric to another: +1:00 min, nothing."""
    m = METRICS[metric]
    text = Scale.of(m).change_text(difference)
    return "nothing" if text == NO_CHANGE else text


def mix_takeaway(metrics: pd.DataFrame) -> str:
    """What to make of the handle time, the figure that the mix moves most; else how to read the table."""
    read = "Expected is what peers reach with this agent's mix of work; only the step from there is the agent's."
    aht = metrics[metrics["metric"] == "aht"]
    if aht.empty:
        return read
    row = aht.iloc[0]
    centre, expected, value = (figure_text(row[name], "duration") for name in ("centre", "expected", "value"))
    return f"{read} Handle time: the centre takes {centre}, this mix makes it {expected}, the agent takes {value}."


def question_name(row: dict[str, Any]) -> str:
    """A question's number and its text."""
    return f"{row['question']} {row['text']}" if isinstance(row["text"], str) else str(row["question"])


def likely_text(row: dict[str, Any]) -> str:
    """The interval of the true share on a question; a dash for too few."""
    if row["verdict"] == "too few":
        return DASH
    return f"{written(row['low'], 'percent')} to {written(row['high'], 'percent')}"


def question_verdict_text(row: dict[str, Any]) -> str:
    """The verdict on a question in words, and what limits it."""
    limits = ["few cases"] if isinstance(row["label"], str) else []
    limits += [] if row["controllable"] else ["context"]
    return QUESTION_VERDICTS[row["verdict"]] + (f" ({', '.join(limits)})" if limits else "")
