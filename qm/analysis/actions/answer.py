"""What is to be done now: each item with its number, a few words, and the address where it is to be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from qm.analysis.actions.action_item import ActionItem, Query
from qm.analysis.actions.due_follow_ups import due_follow_ups
from qm.analysis.actions.short_hours import short_hours
from qm.analysis.agents.answer import answer as compare
from qm.analysis.agents.look_first import LOOKED_AT, StandsOut, look_first
from qm.analysis.agents.opening_period import opening_period
from qm.analysis.cache import kept
from qm.analysis.calibration.agreement import agreement_and_severity
from qm.analysis.data_facts import data_extent
from qm.analysis.periods import period
from qm.analysis.resolved_filters import as_days
from qm.metrics import Filters
from qm.store import Session
from qm.wording import counted, listed, written

COACHED_DAYS = 28
"""Whoever was coached within so many days has had the talk; the next one waits for its effect."""

PERIOD = "28"
"""The days whose hours are looked at."""

COACHED = """
select distinct agent_id
from coaching
where kind = 'coaching' and cast(held_at as date) > $since
"""


@dataclass(frozen=True)
class ActionsAnswer:
    """`items` in the order of the work: people first, then those who judge them, then the hours."""

    items: tuple[ActionItem, ...] = field(default=())

    @property
    def text(self) -> str:
        """All in one sentence."""
        return f"To do: {'; '.join(item.text for item in self.items)}." if self.items else NOTHING

    def to_dict(self) -> dict[str, Any]:
        """What `qm actions --json` prints."""
        return {"actions": [item.to_dict() for item in self.items]}

    def to_frame(self) -> pd.DataFrame:
        """One row per item."""
        return pd.DataFrame(self.to_dict()["actions"], columns=["kind", "count", "text", "detail", "address"])

    def __repr__(self) -> str:
        return self.text


NOTHING = "Nothing to do: no agent, follow-up, evaluator or hour of the week stands out."


def answer(session: Session, filters: Filters, today: date) -> ActionsAnswer:
    """What is to be done for the people that the filters name (team, supervisor or agent; else everybody).

    Follow-ups are overdue against `today`, or the last day of a demo centre's data. Periods are those that the pages
    open on.
    """
    people = Filters(where=tuple(pair for pair in filters.where if pair[0] in ("agent", "team", "supervisor")))
    return _answer(session, people, today, _log_size(session))


@kept(most=16)
def _answer(session: Session, people: Filters, today: date, log: tuple[Any, ...]) -> ActionsAnswer:
    """`log` stands for what was written down by hand, which changes no figure."""
    extent = data_extent(session)
    if extent is None:
        return ActionsAnswer()
    query: dict[str, tuple[str, ...]] = {
        name: tuple(value for value in values if value is not None) for name, values in people.where if name == "team"
    }
    days = as_days(extent.first, extent.last)
    found = [
        _to_coach(session, people, query),
        _to_follow_up(session, people, query, today),
        _to_calibrate(session),
        _short(session, period(PERIOD, days, days).first, days.last),
    ]
    return ActionsAnswer(tuple(item for item in found if item is not None))


def _log_size(session: Session) -> tuple[Any, ...]:
    rows = session.rows(
        "select count(*), max(changed_at), count(done_at), (select count(*) from coaching) from actions"
    )
    return tuple(rows[0])


def _to_coach(session: Session, people: Filters, query: Query) -> ActionItem | None:
    """Agents clearly behind, by enough to act on, who were not coached lately."""
    extent = data_extent(session)
    assert extent is not None
    days = as_days(extent.first, extent.last)
    shown = period(opening_period(session).name, days, days)
    filters = people.period(shown.first, shown.last)
    behind = look_first(compare(session, filters, LOOKED_AT[0], "agent", LOOKED_AT)).behind
    since = days.last - timedelta(days=COACHED_DAYS)
    lately = {row[0] for row in session.rows(COACHED, {"since": since})}
    due = [one for one in behind if one.unit not in lately]
    if not due:
        return None
    return ActionItem("coach", len(due), f"{counted(len(due), 'agent')} to coach", _reasons(due), "agents", query)


def _reasons(people: list[StandsOut]) -> str:
    """Who, and why the first of them."""
    return f"{listed([one.name for one in people], 3)}. {people[0].name}: {people[0].reasons[0].text}."


def _to_follow_up(session: Session, people: Filters, query: Query, today: date) -> ActionItem | None:
    due, found = due_follow_ups(session, people, today)
    overdue = [one for one in found if one.is_overdue]
    if not overdue:
        return None
    text = f"{counted(len(overdue), 'follow-up')} overdue"
    names = listed(list(dict.fromkeys(one.name for one in overdue)), 3)
    detail = f"{names}. The longest has been due since {overdue[0].due_text}. {due.text}".strip()
    return ActionItem("follow-up", len(overdue), text, detail, "agents", {**query, "followups": ("true",)})


def _to_calibrate(session: Session) -> ActionItem | None:
    """Evaluators who are clearly severe or lenient, over all evaluations."""
    raters = agreement_and_severity(session, Filters())[0].raters
    told: Mapping[str, list[str]] = {
        word: [str(row["rater"]) for row in raters.to_dict("records") if str(row["verdict"]).startswith(word)]
        for word in ("severe", "lenient")
    }
    count = sum(map(len, told.values()))
    if not count:
        return None
    first, *rest = [(len(names), word) for word, names in told.items() if names]
    text = f"{counted(first[0], 'evaluator')} {first[1]}" + "".join(f", {n:,} {word}" for n, word in rest)
    detail = "; ".join(f"{word.capitalize()}: {listed(names, 3)}" for word, names in told.items() if names)
    return ActionItem("calibrate", count, text, f"{detail}.", "calibration")


def _short(session: Session, first: date, last: date) -> ActionItem | None:
    short = short_hours(session, Filters(first, last))
    if not short.runs:
        return None
    run = short.runs[0]
    query: dict[str, tuple[str, ...]] = {"metric": ("Service level",)}
    if short.channel is not None:
        query["channel"] = (short.channel,)
    query["also"] = (f"Weekday {run.text.partition(' ')[0]}", *(f"Hour {hour}" for hour in run.hours))
    channel = short.channel or "service level"
    detail = (
        f"{run.text}: {channel} as low as {written(run.value, 'percent')}, goal {written(short.goal, 'percent')}. "
        f"{counted(short.count, 'hour')} of the week clearly below in the last {PERIOD} days."
    )
    return ActionItem("hours", short.count, f"{run.text} short", detail, "overview", query)
