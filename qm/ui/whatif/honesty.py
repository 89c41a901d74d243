"""Before any promise: how well the model tells the past, what it rests on, and where it should not be believed."""

import pandas as pd
import streamlit as st

from qm.charts import duration
from qm.charts.settings import course
from qm.metrics import DIMENSIONS
from qm.metrics.fit import backtest, day_errors
from qm.models.fitting import Parameter
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.answers import Answer
from qm.ui.whatif.centre import Centre

CLOSE = 0.03
LONG_WAIT = 1800.0
SOURCES = {"fitted": "the data", "inferred": "inferred", "default": "assumed"}
UNSAID = ("wait_scale", "score", "quality_link")
ASSUMPTIONS = (
    "One queue with one skill; whoever is free takes the longest waiting.",
    "Each half hour is in a steady state of its own: what a bad one leaves behind for the next is not seen, except "
    "in the back-test by day. Single half hours may be 5 points off, whole days and periods 1 to 3.",
    "Redials come back in the same half hour, repeats over the whole period; both in this queue. Those that go "
    "to other queues are lost to it; those that come from there count as fresh, but follow the repeat rate.",
    "Handle times and patience are spread exponentially; shares that come back do not differ between customers.",
    "Service level, threshold and repeat window are the definitions in force on the page Data.",
)


def verdict(centre: Centre) -> str:
    """How well the model tells the past, in one sentence."""
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


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"


def warnings(centre: Centre, now: Answer) -> list[str]:
    """Where fit or data do not carry the question."""
    fitted, p = centre.fitted, centre.fitted.parameters
    said = list(fitted.notes)
    if not fitted.queue.is_voice:
        said.append(
            f"{fitted.queue.name} does not look like calls: the model knows neither two chats at once nor work that "
            "waits over night."
        )
    elif fitted.observed.asa > LONG_WAIT:
        said.append(
            f"Waits of {duration(fitted.observed.asa)} on average are those of work that is put aside, not of "
            "customers on the line: the model is not made for it."
        )
    if fitted.left_out:
        names = ", ".join(DIMENSIONS[name].label.lower() for name in fitted.left_out)
        said.append(f"A queue works as a whole: the filter by {names} is left aside here.")
    seen = fitted.observed.service_level
    if seen == seen and abs(float(centre.past.service_level) - seen) > CLOSE:
        said.append("The back-test is off by more than 3 points; believe differences rather than levels.")
    if p["agents"].source == "inferred":
        said.append(p["agents"].note)
    assumed = [v.label.lower() for v in p.values() if v.source == "default" and v.name not in UNSAID]
    if assumed:
        said.append(f"Assumed, not fitted: {', '.join(assumed)}. See what it rests on below.")
    if now.gain > 3:
        said.append(
            f"A steep place: one more fresh contact becomes {now.gain:.1f} in the end. Small errors move it far."
        )
    if now.is_double:
        said.append(
            f"Two outcomes with the same people and volume: {now.service_level:.0%}, or {now.worst:.0%} once it has "
            "tipped. A bad morning may tip it, and it will not recover by itself."
        )
    if now.asa > 2 * max(fitted.observed.asa, 20) and now.asa == now.asa and seen == seen:
        said.append(
            f"Average waits of {duration(now.asa)} lie beyond those in the data ({duration(fitted.observed.asa)}): how "
            "customers behave there is extrapolated."
        )
    return said


def backtest_section(centre: Centre) -> None:
    """The model's past beside the observed one, by day."""
    if centre.fitted.observed.service_level != centre.fitted.observed.service_level:
        return
    days = backtest(centre.fitted)
    at = pd.to_datetime(days["group"], unit="s")
    frame = pd.concat(
        [
            pd.DataFrame({"at": at, "label": at.dt.strftime("%a %-d %b %Y"), "service_level": days[column],
                          "case": case, "contacts": days[contacts]})
            for column, case, contacts in (
                ("service_level", "observed", "contacts"), ("model", "today", "model_contacts")
            )
        ],
        ignore_index=True,
    )  # fmt: skip
    takeaway = verdict(centre).replace("**", "")
    figure = Figure(course(frame, clock=False), frame, "Back-test by day: observed, and by the model", takeaway,
                    centre.lines, "whatif-backtest")  # fmt: skip
    show_chart(figure, key="whatif.backtest")


def parameters_section(centre: Centre) -> None:
    """Every number of the model with its interval, its n and where it comes from."""
    st.markdown("**What it rests on**")
    rows = [
        {
            "Number": p.label, "Value": _text(p, p.value),
            "95 % interval": "–" if p.low is None else f"{_text(p, p.low)} to {_text(p, p.high or 0)}",
            "n": p.n, "From": SOURCES.get(p.source, p.source),
            "How": p.note,
        }
        for p in centre.fitted.parameters.values()
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="whatif.parameters")
    st.caption("Each can be set by hand: move its lever, or type the number.")


def assumptions_section() -> None:
    """What the model takes for granted."""
    st.markdown("**What it takes for granted**")
    st.markdown("\n".join(f"- {line}" for line in ASSUMPTIONS))


def _text(p: Parameter, value: float) -> str:
    if p.unit == "share":
        return f"{value:.1%}"
    if p.unit == "s":
        return f"{value:,.0f} s"
    return f"{value:,.4f}" if "odds" in p.unit else f"{value:,.1f}"
