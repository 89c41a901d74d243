"""Before any promise: how well the model tells the past, what it rests on, and where it should not be believed."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.whatif.deferred_stream import Stream
from qm.analysis.whatif.fit import backtest, day_errors
from qm.charts.settings import course
from qm.metrics import DIMENSIONS
from qm.models.queueing.fitting import Parameter
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.kinds import Either, answer
from qm.ui.whatif.settings import today
from qm.wording import duration

CLOSE = 0.03
LONG_WAIT = 1800.0
SOURCES = {"fitted": "the data", "inferred": "inferred", "default": "assumed"}
UNSAID = ("wait_scale", "score", "quality_link")
WAITING = (
    "One queue with one skill; whoever is free takes the longest waiting.",
    "Each half hour is in a steady state of its own: what a bad one leaves behind for the next is not seen, except "
    "in the back-test by day. Single half hours may be 5 points off, whole days and periods 1 to 3.",
    "Redials come back within the same half hour, the quicker the more they crowd it (allowed for by their fitted "
    "delay); repeats over the whole period; both in this queue. Those that go to other queues are lost to it; "
    "those that come from there count as fresh, but follow the repeat rate.",
    "Handle times and patience are spread exponentially; shares that come back do not differ between customers.",
    "Service level, threshold and repeat window are the definitions in force on the page Data.",
)
ASSUMPTIONS = {
    "calls": WAITING,
    "chat": (
        *WAITING,
        "A new chat goes to the agent with the fewest in hand; each further one in hand makes all of them longer by "
        "the fitted part, while it is there.",
    ),
    "deferred": (
        "Contacts are answered oldest first, by people who work on whenever something is open. Nobody hangs up: what "
        "is not worked today is there tomorrow.",
        "Contacts and people flow evenly within a half hour; chance is left out, which matters only where hardly "
        "anything is open.",
        "The weeks of the data are played again (the last thirteen of them), each lever in proportion; repeats come "
        "back as fresh contacts do.",
        "Customers who write again do so at the same rate however long they have waited, and each message takes as "
        "long as another contact.",
    ),
}


def verdict(centre: Centre) -> str:
    """How well the model tells the past, in one sentence."""
    if centre.stream is not None:
        return _deferred_verdict(centre, centre.stream)
    seen, said = centre.fitted.observed.service_level, float(centre.past.service_level)
    if seen != seen:
        return "These data hold no waits, so the model cannot be held against the past: take its answers as a sketch."
    days = day_errors(centre.fitted)
    chance = ""
    if centre.fitted.days > 2:
        by_chance = f"{days.by_chance * 100:.1f}"
        chance = f", of which chance alone would make {by_chance}"
        if days.by_chance >= days.typical:
            chance = f", no more than the {by_chance} that chance alone would make"
    word = "tells" if abs(said - seen) <= CLOSE else "does not tell"
    return (
        f"The model {word} the past: **{said:.1%}** where **{seen:.1%}** was observed over {_days(centre.fitted.days)};"
        f" told what came and who was there, a single day is {days.typical * 100:.1f} points off on average{chance}."
    )


def _deferred_verdict(centre: Centre, came: Stream) -> str:
    base = answer(centre, today(centre))
    hours = base.setting.within_hours
    seen = came.observed_within(hours * 3600)
    if seen != seen:
        return "These data hold no waits, so the model cannot be held against the past: take its answers as a sketch."
    word = "tells" if _tells(base.service_level, seen) else "does not tell"
    return (
        f"The model {word} the past: **{base.service_level:.1%}** answered within {hours:g} hours where **{seen:.1%}** "
        f"was observed, after **{duration(base.response)}** on average where it was **{duration(came.wait_seconds)}**, "
        f"over {len(came.arrived) / 336:.0f} weeks."
    )


def _tells(said: float, seen: float) -> bool:
    return abs(said - seen) <= CLOSE


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"


def warnings(centre: Centre, now: Either) -> list[str]:
    """Where fit or data do not carry the question."""
    fitted, p = centre.fitted, centre.fitted.parameters
    said = list(fitted.notes)
    if centre.kind == "calls" and fitted.observed.asa > LONG_WAIT:
        said.append(
            f"Waits of {duration(fitted.observed.asa)} on average are those of work that is put aside, not of "
            "customers on the line: say above that it works like deferred work."
        )
    if fitted.left_out:
        names = ", ".join(DIMENSIONS[name].label.lower() for name in fitted.left_out)
        said.append(f"A queue works as a whole: the filter by {names} is left aside here.")
    if _is_off(centre):
        said.append("The back-test is off by more than 3 points; believe differences rather than levels.")
    if p["agents"].source == "inferred":
        said.append(p["agents"].note)
    assumed = [v.label.lower() for v in p.values() if v.source == "default" and v.name not in UNSAID]
    if assumed:
        said.append(f"Assumed, not fitted: {', '.join(assumed)}. See what it rests on below.")
    return said + (_of_backlog(centre, now) if centre.kind == "deferred" else _of_waits(centre, now))


def _is_off(centre: Centre) -> bool:
    if centre.stream is not None:
        base = answer(centre, today(centre))
        said, seen = base.service_level, centre.stream.observed_within(base.setting.within_hours * 3600)
    else:
        said, seen = float(centre.past.service_level), centre.fitted.observed.service_level
    return bool(seen == seen and not _tells(said, seen))


def _of_backlog(centre: Centre, now: Either) -> list[str]:
    said = []
    if now.is_growing:
        said.append(
            f"The backlog grows: {now.counted(now.left)} are open at the end, more than a week brings. Nothing settles "
            "here, and answers take the longer the later one looks."
        )
    if now.open_most > now.tipping > 0:
        said.append(
            f"Beyond {now.tipping:,.0f} open contacts those who write again are more than the agents can work: it does "
            "not recover by itself."
        )
    return said


def _of_waits(centre: Centre, now: Either) -> list[str]:
    said, observed = [], centre.fitted.observed
    if now.gain > 3:
        said.append(
            f"A steep place: one more fresh contact becomes {now.gain:.1f} in the end. Small errors move it far."
        )
    if now.is_double:
        said.append(
            f"Two outcomes with the same people and volume: {now.service_level:.0%}, or {now.worst:.0%} once it has "
            "tipped. A bad morning may tip it, and it will not recover by itself."
        )
    if now.asa > 2 * max(observed.asa, 20) and now.asa == now.asa and observed.asa == observed.asa:
        said.append(
            f"Average waits of {duration(now.asa)} lie beyond those in the data ({duration(observed.asa)}): how "
            "customers behave there is extrapolated."
        )
    return said


def backtest_section(centre: Centre) -> None:
    """The model's past beside the observed one, by day."""
    if centre.kind == "deferred" or centre.fitted.observed.service_level != centre.fitted.observed.service_level:
        return
    frame = _told(centre.key, centre)
    takeaway = verdict(centre).replace("**", "")
    figure = Figure(
        course(frame, clock=False),
        frame,
        "Back-test by day: observed, and by the model",
        takeaway,
        centre.lines,
        "whatif-backtest",
    )
    show_chart(figure, key="whatif.backtest")


@st.cache_data(max_entries=16, show_spinner=False)
def _told(key: tuple[Any, ...], _centre: Centre) -> pd.DataFrame:
    """One row per day and case: when, service level, contacts."""
    days = backtest(_centre.fitted)
    at = pd.to_datetime(days["group"], unit="s")
    columns = (("service_level", "observed", "contacts"), ("model", "today", "model_contacts"))
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "at": at,
                    "label": at.dt.strftime("%a %-d %b %Y"),
                    "service_level": days[column],
                    "case": case,
                    "contacts": days[contacts],
                }
            )
            for column, case, contacts in columns
        ],
        ignore_index=True,
    )


def parameters_section(centre: Centre) -> None:
    """Every number of the model with its interval, its n and where it comes from."""
    st.markdown("**What it rests on**")
    rows = [
        {
            "Number": p.label,
            "Value": _text(p, p.value),
            "95 % interval": "–" if p.low is None else f"{_text(p, p.low)} to {_text(p, p.high or 0)}",
            "n": p.n,
            "From": SOURCES.get(p.source, p.source),
            "How": p.note,
        }
        for p in centre.fitted.parameters.values()
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="whatif.parameters")
    st.caption(
        "Each can be set by hand: move its lever, or type the number. Wait sensitivity sets what waits do to repeats "
        "and handle times; the repeat rate itself stands in for the score and its link."
    )


def assumptions_section(centre: Centre) -> None:
    """What the model takes for granted."""
    st.markdown("**What it takes for granted**")
    st.markdown("\n".join(f"- {line}" for line in ASSUMPTIONS[centre.kind]))


def _text(p: Parameter, value: float) -> str:
    if p.unit == "share":
        return f"{value:.1%}"
    if p.unit == "s":
        return f"{value:,.0f} s"
    return f"{value:,.4f}" if "odds" in p.unit else f"{value:,.1f}"
