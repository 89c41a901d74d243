"""What is true in a demo centre, as JSON: for a facilitator to reveal and a test to look for."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from qm.demo import evaluations, scorecard
from qm.demo.coaching import Coached, held_at
from qm.demo.contacts import SimulatedContacts
from qm.demo.demand import Release
from qm.demo.people import COURTESY_OF_ABILITY, EVALUATORS, Person
from qm.demo.roster import MONDAY_MORNING
from qm.demo.story import CHANNELS, DAY, DIFFICULTY, REASONS, Story

WAIT_BANDS = (0.0, 20.0, 60.0, 180.0, np.inf)


def truth(
    story: Story,
    days: int,
    first_day: date,
    fresh_per_day: float,
    contacts: SimulatedContacts,
    people: list[Person],
    plan: list[Coached],
    release: Release,
    surveys: pd.DataFrame,
) -> dict:
    """Everything known, plain values only. Shares are fractions, coefficients log-odds, times seconds."""
    return {
        "story": story.name,
        "about": story.about,
        "first_day": first_day.isoformat(),
        "last_day": (first_day + timedelta(days=days - 1)).isoformat(),
        "demand": _demand(story, fresh_per_day, contacts),
        "csat": _csat(story, contacts),
        "scorecard": {
            "weights": {q.question_id: q.weight for q in scorecard.QUESTIONS},
            "measures": {q.question_id: q.measures for q in scorecard.QUESTIONS},
            "stressed": list(scorecard.STRESSED),
            "everybody_passes": scorecard.EVERYBODY_PASSES,
        },
        "repeats": _repeats(story, contacts),
        "agents": _agents(story, contacts, people, surveys),
        "evaluators": _evaluators(),
        "coaching": [_coached(c, people, first_day) for c in plan],
        "release": _release(release, first_day, days),
        "monday_mornings": {
            "weekday": 1,
            "hours": list(range(int(MONDAY_MORNING[0] // 3600), int(MONDAY_MORNING[1] // 3600))),
            "staff_factor": story.monday_morning_staff,
        },
    }


def _demand(story: Story, fresh_per_day: float, contacts: SimulatedContacts) -> dict:
    shares = np.bincount(contacts.origin, minlength=3) / max(len(contacts.origin), 1)
    return {
        "fresh_contacts_per_day": fresh_per_day,
        "share_fresh": float(shares[0]),
        "share_redial": float(shares[1]),
        "share_repeat": float(shares[2]),
        "patience_seconds": dict(zip(CHANNELS, (*story.patience_seconds, None), strict=True)),
        "redial_share": story.redial_share,
        "redial_delay_seconds": story.redial_delay_seconds,
        "handle_time_wait_rise": story.handle_wait_rise,
        "handle_time_repeat_factor": story.repeat_handle_factor,
    }


def _csat(story: Story, contacts: SimulatedContacts) -> dict:
    return {
        "form": "logit P(grade 4 or 5) = base + resolution [if resolved] + courtesy [if courteous]"
        " - wait * (1 - exp(-wait_seconds / wait_scale_seconds))",
        "base": story.csat_base,
        "resolution": story.csat_resolution,
        "courtesy": story.csat_courtesy,
        "wait": story.csat_wait,
        "wait_scale_seconds": dict(zip(CHANNELS, story.wait_scale_seconds, strict=True)),
        "share_resolved": _mean(contacts.resolved[contacts.handled]),
        "share_courteous": _mean(contacts.courteous[contacts.handled]),
        "questions": {
            driver: [q.question_id for q in scorecard.QUESTIONS if q.measures == driver]
            for driver in ("resolution", "courtesy")
        },
    }


def _repeats(story: Story, contacts: SimulatedContacts) -> dict:
    voice = contacts.handled & (contacts.channel == 0)
    chance = contacts.chance[voice]
    band = np.searchsorted(WAIT_BANDS, contacts.wait[voice], side="left")
    edges = np.quantile(contacts.quality[voice], (0.2, 0.4, 0.6, 0.8)) if voice.any() else np.zeros(4)
    fifth = np.searchsorted(edges, contacts.quality[voice])
    return {
        "form": "logit P(comes back within days) = base + unresolved [if not resolved]"
        " + wait * (1 - exp(-wait_seconds / wait_scale_seconds)) - quality * true quality;"
        " logit P(resolved) = resolved_base + true quality;"
        " true quality = ability - difficulty of the reason - loss * (1 - exp(-wait_seconds / wait_scale_seconds))"
        " + noise * N(0, 1)",
        "base": story.repeat_base,
        "unresolved": story.repeat_unresolved,
        "wait": story.repeat_wait_rise,
        "quality": story.repeat_quality_fall,
        "resolved_base": story.resolved_base,
        "loss": story.quality_wait_loss,
        "noise": story.quality_noise,
        "difficulty": dict(zip(REASONS, DIFFICULTY, strict=True)),
        "wait_scale_seconds": dict(zip(CHANNELS, story.wait_scale_seconds, strict=True)),
        "same_channel": story.repeat_same_channel,
        "same_reason": story.repeat_same_reason,
        "mean_chance": _mean(contacts.chance[contacts.handled]),
        "voice_chance_by_wait": [
            {
                "over_seconds": low,
                "up_to_seconds": high,
                "contacts": int((band == i).sum()),
                "chance": _mean(chance[band == i]),
            }
            for i, (low, high) in enumerate(zip((None, *WAIT_BANDS[:-1]), (*WAIT_BANDS[:-1], None), strict=True))
        ],
        "voice_chance_by_quality_fifth": [_mean(chance[fifth == i]) for i in range(5)],
    }


def _agents(story: Story, contacts: SimulatedContacts, people: list[Person], surveys: pd.DataFrame) -> dict:
    usual = 1 / (1 + np.exp(-story.resolved_base - contacts.quality))
    ability = np.array([*(p.ability for p in people), 0.0])[contacts.agent]
    without = 1 / (1 + np.exp(-story.resolved_base - contacts.quality + ability))

    def entry(person: Person) -> dict:
        own = contacts.agent == person.number
        return {
            "agent_id": person.agent_id,
            "name": person.name,
            "ability": person.ability,
            "effect_on_resolution": _mean((usual - without)[own]),
        }

    look_better, look_worse = _look_different(contacts, people, surveys)
    return {
        "better": [entry(p) for p in people if p.ability > 0],
        "worse": [entry(p) for p in people if p.ability < 0],
        "ordinary_spread": 0.0,
        "courtesy_of_ability": COURTESY_OF_ABILITY,
        "look_better": look_better,
        "look_worse": look_worse,
    }


def _look_different(
    contacts: SimulatedContacts, people: list[Person], surveys: pd.DataFrame
) -> tuple[list[str], list[str]]:
    """Ordinary agents among the six highest and six lowest shares of satisfied customers as they stand."""
    row = pd.Series(np.arange(len(contacts.contact_id)), index=contacts.contact_id)
    agent = contacts.agent[row.loc[surveys["contact_id"]].to_numpy()] if len(surveys) else np.array([], dtype=int)
    share = (surveys["csat"] >= 4).groupby(agent).mean().sort_values()
    ordinary = {p.number: p.agent_id for p in people if p.ability == 0}
    low = [ordinary[a] for a in share.index[:6] if a in ordinary]
    return [ordinary[a] for a in share.index[::-1][:6] if a in ordinary], low


def _evaluators() -> dict:
    severity = dict(zip(EVALUATORS, evaluations.SEVERITY, strict=True))

    def pass_share(who: str) -> float:
        """Share passing among the questions that measure no driver, the trivial one aside."""
        noise = evaluations.NOISE[EVALUATORS.index(who)]
        plain = [q for q in scorecard.QUESTIONS if q.measures.startswith("nothing")]
        asked = [q for q in plain if q.question_id != scorecard.EVERYBODY_PASSES]
        return float(np.mean([q.pass_share(-severity[who], noise) for q in asked]))

    return {
        "severe": [
            {"evaluator_id": who, "severity": severity[who], "pass_share": pass_share(who)}
            for who in evaluations.SEVERE
        ],
        "unreliable": {
            "evaluator_id": evaluations.UNRELIABLE,
            "noise": evaluations.NOISE[EVALUATORS.index(evaluations.UNRELIABLE)],
            "usual_noise": scorecard.EVALUATOR_NOISE,
            "pass_share": pass_share(evaluations.UNRELIABLE),
        },
        "usual_pass_share": pass_share("EV1"),
    }


def _coached(coached: Coached, people: list[Person], first_day: date) -> dict:
    question = scorecard.QUESTIONS[scorecard.index_of(coached.question_id)]
    on = first_day + timedelta(days=coached.day)
    return {
        "agent_id": people[coached.agent].agent_id,
        "held_at": f"{on.isoformat()}T{int(held_at(coached) % DAY // 3600):02d}:00:00",
        "question_id": coached.question_id,
        "worked": coached.worked,
        "why": coached.why,
        "pass_share_before": question.pass_share(coached.before),
        "pass_share_after": question.pass_share(coached.after),
    }


def _release(release: Release, first_day: date, days: int) -> dict | None:
    if release.factor == 1.0:
        return None
    return {
        "day": (first_day + timedelta(days=release.day)).isoformat(),
        "reason": REASONS[release.reason],
        "factor": release.factor,
        "full_days": release.days,
        "in_data": 0 <= release.day < days,
    }


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None
