"""What stands on the page for a one-to-one: one agent on one side of A4."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from qm.analysis.agents.profile.agent_answer import AgentAnswer
from qm.analysis.agents.profile.agent_profile import AgentProfile
from qm.analysis.agents.profile.agent_trend import AgentTrend, agent_trend
from qm.analysis.agents.profile.coaching_record import coaching_record, effect_text, follow_up_text
from qm.analysis.agents.profile.profile_text import next_step_text
from qm.analysis.evaluations.answers import answers_of
from qm.analysis.resolved_filters import View
from qm.store import Session
from qm.wording import day_text, shortened

REMARKS, HELD = 4, 4
LONGEST = 160


@dataclass(frozen=True, eq=False)
class OneToOneSheet:
    """The parts of the page, in plain text where they are sentences.

    `heading`: team, supervisor, period and filters. `trend`: the quality score, None where there is none.
    `remarks`: what evaluators wrote lately, question and remark. `held`: the newest coaching and feedback, one row
    each: held, kind, question, note, follow-up, change. `follow_ups`: what is still to be followed up.
    """

    called: str
    title: str
    heading: str
    profile: AgentProfile = field(repr=False)
    next_step: str
    trend: AgentTrend | None = field(repr=False)
    remarks: tuple[tuple[str, str], ...] = field(repr=False)
    held: tuple[tuple[str, ...], ...] = field(repr=False)
    follow_ups: str


def one_to_one_sheet(session: Session, view: View, answer: AgentAnswer, today: date) -> OneToOneSheet:
    """The page of one agent as of `today`."""
    facts = answer.profile.facts
    heading = [
        f"Team {facts['team']}" if facts["team"] else "",
        f"supervisor {facts['supervisor']}" if facts["supervisor"] else "",
        *answer.lines,
    ]
    trend = agent_trend(session, view, answer, "quality_score")
    record = coaching_record(session, answer, view.days.last, today)
    newest = newest_events(record.with_effects(record.log)) if len(record.log) else record.log
    return OneToOneSheet(
        called=answer.called,
        title=f"{answer.called} – {day_text(view.days.last)}",
        heading=" · ".join(part for part in heading if part),
        profile=answer.profile,
        next_step=next_step_text(answer.profile),
        trend=trend.coaching_only() if trend else None,
        remarks=_remarks(session, answer),
        held=tuple(_event(row, record.follow_ups.due.day) for row in newest.to_dict("records")),
        follow_ups=record.follow_ups.text,
    )


def newest_events(log: pd.DataFrame) -> pd.DataFrame:
    """The newest of the log; what was coached is not crowded out by feedback."""
    coached = log[log["kind"] == "coaching"].head(HELD // 2)
    others = log.drop(coached.index).head(HELD - len(coached))
    return pd.concat([coached, others]).sort_index()


def _event(row: dict[str, Any], day: date) -> tuple[str, ...]:
    texts = (shortened(row[n], LONGEST) if isinstance(row[n], str) else "" for n in ("kind", "question", "note"))
    return (day_text(row["held_at"].date()), *texts, follow_up_text(row, day), effect_text(row))


def _remarks(session: Session, answer: AgentAnswer) -> tuple[tuple[str, str], ...]:
    answers = answers_of(session.store, answer.profile.evaluations["evaluation_id"].tolist())
    if answers.empty:
        return ()
    told = answers[answers["comment"].notna()].head(REMARKS)
    return tuple((str(q), shortened(c, LONGEST)) for q, c in zip(told["question"], told["comment"], strict=True))
