"""What is to be followed up with an agent, what of it is overdue, and what was done."""

from dataclasses import dataclass, field
from datetime import date

from qm.analysis.agents.profile.agent_answer import AgentAnswer
from qm.analysis.due_day import DueDay, due_day
from qm.store import Session
from qm.store.actions import FOLLOW_UP, HAND, Action, actions
from qm.wording import day_text

NO_QUESTION = "no single question"


@dataclass(frozen=True)
class FollowUp:
    """One follow-up: `about` is the question with its text, `done_by_hand` whether a person said that it was done,
    and `done_by` who, where that is known.
    """

    action_id: str
    about: str
    owner: str
    opened_on: date
    due_on: date
    done_on: date | None
    done_by_hand: bool
    note: str
    done_by: str = ""

    def is_overdue(self, day: date) -> bool:
        return self.done_on is None and self.due_on < day

    def text(self, day: date) -> str:
        """What it is about, who is to do it and by when; overdue against that day."""
        since = f"{self.about} · held on {day_text(self.opened_on)}"
        owner = f" · {self.owner}" if self.owner else ""
        if self.done_on:
            by = f" by {self.done_by}" if self.done_by else ""
            return f"{since}{owner} · done on {day_text(self.done_on)}{by}"
        return f"{since}{owner} · due on {day_text(self.due_on)}{', overdue' if self.is_overdue(day) else ''}"


@dataclass(frozen=True)
class FollowUps:
    """The follow-ups of one agent, those due first first, as of a day."""

    due: DueDay
    all: tuple[FollowUp, ...] = field(repr=False)

    @property
    def open(self) -> list[FollowUp]:
        return [one for one in self.all if one.done_on is None]

    @property
    def overdue(self) -> list[FollowUp]:
        return [one for one in self.all if one.is_overdue(self.due.day)]

    @property
    def done_by_hand(self) -> list[FollowUp]:
        """Those that a person said were done, the latest first."""
        done = [(one.done_on, one) for one in self.all if one.done_on is not None and one.done_by_hand]
        return [one for _, one in sorted(done, key=lambda pair: pair[0], reverse=True)]

    @property
    def text(self) -> str:
        """What is still to be followed up, the overdue ones said as such; empty when nothing is."""
        overdue, parts = self.overdue, []
        coming = [one for one in self.open if one not in overdue]
        if overdue:
            many = "1 follow-up is" if len(overdue) == 1 else f"{len(overdue)} follow-ups are"
            parts.append(f"{many} overdue, the oldest since {day_text(overdue[0].due_on)}.")
        if coming:
            parts.append(f"The next follow-up is due on {day_text(coming[0].due_on)}.")
        if parts and self.due.text:
            parts.append(self.due.text)
        return " ".join(parts)


def follow_ups(session: Session, answer: AgentAnswer, today: date) -> FollowUps:
    """The follow-ups of the agent, overdue against `today`, or against the last day of a demo centre's data."""
    told = actions(session.store, FOLLOW_UP, answer.agent)
    return FollowUps(due_day(session, today), tuple(_follow_up(one, answer) for one in told))


def _follow_up(action: Action, answer: AgentAnswer) -> FollowUp:
    question = action.question_id
    text = answer.question_text(question) if question else NO_QUESTION
    return FollowUp(
        action.action_id,
        f"{question} {text}" if question and text != question else text,
        action.owner or "",
        action.opened_at.date(),
        (action.due_at or action.opened_at).date(),
        action.done_at.date() if action.done_at else None,
        action.done_from == HAND,
        action.note or "",
        (action.changed_by or "") if action.done_at else "",
    )
