"""The service level by time of the day and by day: as observed, as the model tells it, and in the scenario."""

from dataclasses import dataclass, replace

import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.fit import backtest
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.analysis.whatif.queue.prepared_queue import Selection, prepared_queue
from qm.models.queueing.interval_model import at_repeats
from qm.models.queueing.levers import moved
from qm.store import Session

NAMED = {"today": "model", "observed": "actual"}


@dataclass(frozen=True)
class ByTime:
    """`frame` one row per time and case: at, label, service_level, case (observed, today, scenario), contacts."""

    frame: pd.DataFrame
    title: str
    takeaway: str


def by_time_of_day(session: Session, answer: WhatIfAnswer) -> ByTime | None:
    """The day by interval; `at` in hours. None where no waits are known."""
    queue, now = answer.queue, answer.scenario
    assert isinstance(now, WaitingOutcome)
    fitted, frames = queue.fitted, list(_usual_day(session, queue.selection))
    if now.levers != answer.today.levers:
        scenario = moved(fitted.scenario, queue.today, now.levers)
        found, _, _ = at_repeats(scenario, fitted.spread, now.period.repeats[0])
        frames.append(_course(backtest(replace(fitted, scenario=scenario), found, "slot"), "model", "scenario"))
    frame = pd.concat(frames, ignore_index=True)
    if not frame["service_level"].notna().any():
        return None
    last = frames[-1]
    worst = last.loc[last["service_level"].idxmin()]
    named = NAMED.get(worst["case"], worst["case"])
    return ByTime(
        frame,
        f"The day by {fitted.minutes:.0f} minutes",
        f"Lowest at {worst['label']}: {worst['service_level']:.0%} ({named}).",
    )


@kept(most=16)
def _usual_day(session: Session, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The usual day as observed, and by the model as things stand."""
    queue = prepared_queue(session, selection)
    usual = backtest(queue.fitted, queue.past, "slot")
    return _course(usual, "service_level", "observed"), _course(usual, "model", "today")


def _course(frame: pd.DataFrame, column: str, case: str) -> pd.DataFrame:
    at = frame["group"] / 3600
    labels = [f"{int(h):02d}:{round(h % 1 * 60):02d}" for h in at]
    contacts = frame["contacts"] if case == "observed" else frame["model_contacts"]
    return pd.DataFrame({"at": at, "label": labels, "service_level": frame[column], "case": case, "contacts": contacts})


@kept(most=16)
def past_by_day(session: Session, selection: Selection) -> pd.DataFrame:
    """The model's past beside the observed one: one row per day and case, `at` a timestamp; else as `ByTime.frame`."""
    days = backtest(prepared_queue(session, selection).fitted)
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
