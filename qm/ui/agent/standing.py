"""What stands out, and the one thing to work on next."""

import streamlit as st

from qm.metrics import METRICS
from qm.ui.agent.figures import Figures
from qm.ui.markup import literal
from qm.wording import duration, written

CAN_TELL = "None that these data can tell apart from chance, for this period and mix of work."


def strengths_section(figures: Figures) -> None:
    """Where the agent is better than peers with the same mix of work, surest first."""
    st.markdown("**Strengths to build on**")
    _items(figures.profile.strengths)


def growth_section(figures: Figures) -> None:
    """Where the agent is behind peers with the same mix of work, surest first."""
    st.markdown("**Growth areas**")
    _items(figures.profile.growth)


def _items(items: list[dict]) -> None:
    if not items:
        st.caption(CAN_TELL)
        return
    st.markdown("\n".join(f"- {item_text(item, literal)}" for item in items))


def item_text(item: dict, plain: object = str) -> str:
    """One thing that stands out, in a sentence; `plain` makes names harmless for where it is drawn."""
    assert callable(plain)
    form = METRICS[item["id"]].format if item["kind"] == "metric" else "percent"
    few = ", few cases" if isinstance(item["label"], str) else ""
    return (
        f"**{plain(item['name'])}** {figure(item['value'], form)}, where peers with the same mix reach "
        f"{figure(item['expected'], form)} (n {item['n']:,}{few}; likely {figure(item['low'], form)} to "
        f"{figure(item['high'], form)})"
    )


def figure(value: float, form: str) -> str:
    """A figure for reading."""
    return "–" if value != value else duration(value) if form == "duration" else written(value, form)


def next_section(figures: Figures) -> None:
    """The question where improvement would move satisfaction most."""
    st.markdown("**What to do next**")
    st.markdown(literal(next_text(figures)))


def next_text(figures: Figures) -> str:
    """The next step in a sentence, or why there is none."""
    step = figures.profile.next_step
    if step is None:
        if figures.profile.questions.empty:
            return "Without evaluations of this agent in the period, nothing can be said about what to work on."
        return (
            "Nothing stands out: either the data cannot tell which questions matter to customers, or this agent is "
            "already among the best quarter on those that do."
        )
    text = step["text"] if isinstance(step["text"], str) else ""
    return (
        f"Work on {step['question']} {text}".rstrip()
        + f": now about {written(step['shrunk'], 'percent')} of the points; "
        f"{written(step['within_reach'], 'percent')} is what the best quarter of peers with the same mix reach. Of all "
        "questions, improvement here would move customers' satisfaction most: by about "
        f"{step['gain'] * 100:.1f} points."
    )
