"""What customers answer afterwards: satisfaction comes from resolution, courtesy and the wait."""

from datetime import date

import numpy as np
import pandas as pd

from qm.demo.contacts import SimulatedContacts, moment
from qm.demo.story import DAY, Story

SURVEYED = 0.15
ANSWERS_OF = (1.35, 1.2, 0.85, 0.9, 1.05)
"""How much likelier than others customers with grade 1 to 5 answer: the angry and the happy speak."""

GRADE_ABOVE = (-2.0, -1.0, 0.0, 1.2)
"""Felt satisfaction above which the grade is 2, 3, 4 and 5."""

COMMENTED = 0.12
DELAY_SECONDS = (1_200.0, 600.0, 18_000.0)

_COMMENTS = {
    "thanks": (
        "Quick and friendly, thank you.",
        "Solved at once.",
        "Very helpful.",
        "Clear answer, all good.",
        "Nothing to complain about.",
        "Better than expected.",
    ),
    "unsolved": (
        "Still not working.",
        "I was told something else last time.",
        "No solution, I have to call again.",
        "My question was not answered.",
        "Nobody could help.",
    ),
    "rude": ("I felt like a nuisance.", "Not very friendly.", "Was interrupted all the time.", "Cold and hasty."),
    "slow": ("Waited far too long.", "Took ages to get through.", "The wait is a joke."),
}


def felt(rng: np.random.Generator, story: Story, contacts: SimulatedContacts) -> np.ndarray:
    """Felt satisfaction of every contact; a grade of 4 or 5 is a value above 0. NaN unless handled."""
    return (
        story.csat_base
        + story.csat_resolution * contacts.resolved
        + story.csat_courtesy * contacts.courteous
        - story.csat_wait * contacts.strain
        + rng.logistic(size=len(contacts.arrived))
    )


def surveys_frame(
    rng: np.random.Generator, story: Story, contacts: SimulatedContacts, first_day: date, days: int
) -> pd.DataFrame:
    """One row per customer who answered before the end of the data."""
    satisfaction = felt(rng, story, contacts)
    grade = 1 + np.searchsorted(GRADE_ABOVE, satisfaction, side="left").clip(0, 4)
    eagerness = np.array(ANSWERS_OF)[grade - 1]
    asked = contacts.handled
    share = SURVEYED * eagerness / (eagerness[asked].mean() if asked.any() else 1.0)
    n = len(contacts.arrived)
    responded = np.floor(contacts.ended + 60 + rng.standard_exponential(n) * np.array(DELAY_SECONDS)[contacts.channel])
    chosen = asked & (rng.random(n) < share) & (responded < days * DAY)
    rows = np.flatnonzero(chosen)
    m = len(rows)
    nps = np.clip(np.round(7.4 + 1.2 * satisfaction[rows] + 0.9 * rng.standard_normal(m)), 0, 10)
    nps[rng.random(m) < 0.08] = np.nan
    effort = 1.8 + 1.4 * contacts.strain[rows] + 1.1 * ~contacts.resolved[rows] + 0.7 * rng.standard_normal(m)
    effort = np.clip(np.round(effort), 1, 5)
    effort[rng.random(m) < 0.12] = np.nan
    return pd.DataFrame(
        {
            "contact_id": pd.Series(contacts.contact_id[rows], dtype="str"),
            "responded_at": moment(first_day, responded[rows]),
            "csat": grade[rows].astype(float),
            "csat_max": 5.0,
            "nps": nps,
            "effort": effort,
            "comment": pd.Series(_comments(rng, contacts, rows, grade[rows]), dtype="str"),
        }
    )


def _comments(
    rng: np.random.Generator, contacts: SimulatedContacts, rows: np.ndarray, grade: np.ndarray
) -> list[str | None]:
    """A few words on what went wrong, or thanks; most write nothing."""
    speaks, pick = rng.random(len(rows)), rng.random(len(rows))
    words: list[str | None] = []
    for i, row in enumerate(rows.tolist()):
        if speaks[i] >= COMMENTED * (1.6 if grade[i] <= 2 else 0.8):
            words.append(None)
            continue
        if grade[i] >= 4:
            kind = "thanks"
        elif not contacts.resolved[row]:
            kind = "unsolved"
        elif not contacts.courteous[row]:
            kind = "rude"
        elif contacts.strain[row] > 0.3:
            kind = "slow"
        else:
            words.append(None)
            continue
        phrases = _COMMENTS[kind]
        words.append(phrases[int(pick[i] * len(phrases))])
    return words
