"""An agent's coaching and feedback: the log, what each event changed, and what is to be followed up."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from qm.analysis.agents.coaching import coaching, pooled
from qm.analysis.agents.profile.agent_answer import AgentAnswer
from qm.analysis.agents.profile.coaching_log import coaching_log
from qm.analysis.agents.profile.follow_ups import FollowUps, follow_ups
from qm.analysis.agents.profile_comparisons import SCORE, profile_comparisons, work_only
from qm.analysis.cache import kept
from qm.metrics import Filters
from qm.store import Session
from qm.wording import counted, day_text

EFFECT_DAYS = 365
"""Of the events held so long before the end of the period, what they changed is told."""

KEYS = ["held_at", "kind", "question", "coach_id"]
VERDICTS = {"better": "helped", "worse": "got worse", "no change seen": "no change seen", "too few": "too few to tell"}


@dataclass(frozen=True, eq=False)
class CoachingRecord:
    """`log`: one row per event, newest first, as of `coaching_log`. `effects`: one row per event of the last year,
    as of `coaching`. `follow_ups`: what is to be done, and what was."""

    log: pd.DataFrame = field(repr=False)
    effects: pd.DataFrame = field(repr=False)
    follow_ups: FollowUps

    def with_effects(self, log: pd.DataFrame) -> pd.DataFrame:
        """Rows of the log, each with before_n, after_n, effect, low, high and verdict (missing where it is older)."""
        told = self.effects[[*KEYS, "before_n", "after_n", "effect", "low", "high", "verdict"]]
        return log.merge(told.drop_duplicates(KEYS), on=KEYS, how="left")

    @property
    def pooled_text(self) -> str:
        """What coaching, and what feedback, changed taken together."""
        return pooled_effects_text(self.effects)


def coaching_record(session: Session, answer: AgentAnswer, last: date, today: date) -> CoachingRecord:
    """The record of the agent, whatever the period; effects are those of the year before `last`, and follow-ups are
    overdue against `today` (in a demo centre against the last day of its data).
    """
    log = coaching_log(session.store, answer.agent)
    events = tuple(map(str, log[KEYS].itertuples(index=False, name=None)))
    since = last - timedelta(days=EFFECT_DAYS)
    effects = _effects(session, work_only(answer.filters), answer.agent, since, events)
    return CoachingRecord(log, effects, follow_ups(session, answer, today))


@kept(most=64)
def _effects(session: Session, work: Filters, agent: str, since: date, events: Hashable) -> pd.DataFrame:
    """What each event held `since` changed; `events` stands for what is in the log, whose writing changes no figure."""
    peers = profile_comparisons(session, work)
    held = Filters(since, None, (("agent", (agent,)),))
    return coaching(session.store, held, peers.questions, peers.metrics.get(SCORE))


def follow_up_text(row: dict[str, Any], day: date) -> str:
    """The day to follow up one event, and whether it is done, or overdue on `day`."""
    if pd.isna(row["follow_up_on"]):
        return ""
    due = pd.Timestamp(row["follow_up_on"]).date()
    if row["followed_up"]:
        return f"{day_text(due)}, done"
    return f"{day_text(due)}, overdue" if due < day else day_text(due)


def effect_text(row: dict[str, Any]) -> str:
    """What an event changed, with its interval, and the verdict."""
    if not isinstance(row["verdict"], str):
        return ""
    told = VERDICTS.get(row["verdict"], row["verdict"])
    if row["verdict"] == "too few":
        return f"{told} (n {row['before_n']:.0f} before, {row['after_n']:.0f} after)"
    return f"{_signed(row['effect'])} points ({_signed(row['low'])} to {_signed(row['high'])}), {told}"


def pooled_effects_text(effects: pd.DataFrame) -> str:
    """What coaching, and what feedback, changed taken together; of those with enough evaluations around them."""
    parts = [
        f"{row['kind']} {_signed(row['effect'])} points ({_signed(row['low'])} to {_signed(row['high'])}; "
        f"{counted(row['events'], 'event')})"
        for row in pooled(effects, "kind").to_dict("records")
    ]
    if not parts:
        return "No event of the last year has enough evaluations before and after it to tell what it changed."
    return f"Taken together over the last year: {', '.join(parts)}."


def _signed(share: float) -> str:
    """A change of a share in whole points: +12, −3, 0."""
    points = round(share * 100)
    return f"{points:+d}".replace("-", "−") if points else "0"
