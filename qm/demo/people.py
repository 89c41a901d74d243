"""The people of the centre: agents in teams, supervisors, managers, evaluators, and what each is truly like.

Names are put together from two lists; surnames are invented, so that nobody real is meant.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from qm.demo.story import LIVE_CHAT, MAILROOM, QUEUES, SERVICE_LINE, TECHNICAL_LINE, Story

TEAMS = ("Amber", "Birch", "Coral", "Dune", "Elm")
MANAGERS = ("Ines Wolderby", "Tomas Karrenholt")
SITES = ("Northgate", "Southgate")
EVALUATORS = ("EV1", "EV2", "EV3", "EV4", "EV5", "EV6")

WEEKLY_HOURS = 21.5
"""Planned hours at the queues per agent and week: part-timers, leave, meetings and training are out already."""

FEWEST = 14
PACE_SPREAD = 0.06
COURTESY_OF_ABILITY = 1.2

_FIRST = (
    "Ada Adnan Alma Anouk Arun Bela Bruno Carla Chidi Dana Dario Elif Emil Esra Farah Femke Finn Greta Hana Hugo "
    "Ilya Imani Jana Joris Kaja Kofi Lara Leif Luca Maeve Malik Mara Mila Nadia Nils Nuria Olga Oskar Petra Pia "
    "Rafa Rania Rosa Runa Samir Sanne Selma Sina Stefan Suri Tariq Tessa Timo Uma Vera Viktor Wanda Yara Yusuf Zoe"
)
_LAST = (
    "Abersley Almquard Amberlund Arkwend Balthen Barrowick Bellanger-Roy Brontvale Cardovan Castelmere Cindrell "
    "Corvalan Dalgarth Delacrux Dornfeld-Ames Eastermarr Eldvik Emberlane Fallowden Farrensby Felsinger Fennimoor "
    "Galdrich Garrowby Glendarrow Halvermann Harkenby Hollingdale Idelstein Iverling Jasperley Jorvinen Kallendar "
    "Kestermann Kirrowan Lamberick Lindauer-Voss Lorrimand Mallorick Marchetto Merriwend Nordquell Norrington-Bey "
    "Oakenshaw Olverstone Pellworth Petrossy Quenneville Quillard Rastenholm Ravensgard Rotherlund Sallowby "
    "Sandermoor Silvanto Tamberlin Thornquist Ulvaeson Vanterpol Westerhaug Wyndalen Yarrowdale Zellinger"
)


@dataclass(frozen=True)
class Person:
    """One agent. `home` and `second` are queues; `early` sorts early shifts first; `ability` is the true difference
    from an ordinary agent in log-odds of resolving (0 for almost everybody), `pace` multiplies handle times."""

    number: int
    agent_id: str
    name: str
    home: int
    second: int | None
    early: int
    team: int
    ability: float
    pace: float
    hired_on: date
    moves_to: int | None = None
    moves_on: int | None = None

    @property
    def courtesy(self) -> float:
        return COURTESY_OF_ABILITY * self.ability


def count_for(need: np.ndarray) -> int:
    """How many agents the planned presence takes (60 for the default demand)."""
    return max(FEWEST, round(float(need.sum()) / 2 / WEEKLY_HOURS))


def hire(rng: np.random.Generator, story: Story, need: np.ndarray, days: int, first_day: date) -> list[Person]:
    """The agents, ordered by number. Exactly three are truly better and three truly worse than the rest."""
    count = count_for(need)
    hours = need.sum(axis=(1, 2))
    homes = np.sort(np.searchsorted(np.cumsum(hours / hours.sum()), (np.arange(count) + 0.5) / count))
    for queue in range(len(QUEUES)):  # in a very small centre, a queue still has someone of its own
        if queue not in homes:
            homes[-1 - queue] = queue
    homes = np.sort(homes)
    teams = np.arange(count) * len(TEAMS) // count
    for left, right in zip(*[iter(rng.permutation(count)[: count // 5 * 2].tolist())] * 2, strict=True):
        if abs(teams[left] - teams[right]) == 1:  # teams are not quite the same as queues
            teams[left], teams[right] = teams[right], teams[left]
    ability = _abilities(rng, story, homes)
    names = _names(rng, count)
    seconds = (TECHNICAL_LINE, SERVICE_LINE, MAILROOM, LIVE_CHAT)
    movers = rng.permutation(count)[:2].tolist()
    people = []
    for i in range(count):
        moves = i in movers and days >= 14
        people.append(
            Person(
                number=i,
                agent_id=f"A{101 + i}",
                name=names[i],
                home=int(homes[i]),
                second=seconds[homes[i]] if rng.random() < 0.7 else None,
                early=int(rng.integers(0, 3)),
                team=int(teams[i]),
                ability=float(ability[i]),
                pace=float(np.exp(PACE_SPREAD * rng.standard_normal())),
                hired_on=first_day - timedelta(days=int(rng.gamma(1.5, 500)) + 30),
                moves_to=int(teams[i] + 1) % len(TEAMS) if moves else None,
                moves_on=days * (4 + movers.index(i)) // 9 if moves else None,
            )
        )
    return people


def _abilities(rng: np.random.Generator, story: Story, homes: np.ndarray) -> np.ndarray:
    """Zero for all but six: one better and one worse agent for each kind of work.

    So that a better one answers hard calls and a worse one easy calls: their plain figures
    hide what a comparison with their case mix shows.
    """
    ability = np.zeros(len(homes))
    kinds = (homes == SERVICE_LINE, homes == TECHNICAL_LINE, homes >= LIVE_CHAT)
    for kind in kinds:
        able = np.flatnonzero(kind)
        better, worse = rng.permutation(able)[:2]
        ability[better], ability[worse] = story.better, story.worse
    return ability


def _names(rng: np.random.Generator, count: int) -> list[str]:
    """Different full names, surnames used up before any comes again."""
    firsts, lasts = rng.permutation(_FIRST.split()).tolist(), rng.permutation(_LAST.split()).tolist()
    return [
        f"{firsts[(i + i // len(lasts)) % len(firsts)]} {lasts[i % len(lasts)]}"
        + (f" {'I' * (i // (len(firsts) * len(lasts)))}" if i >= len(firsts) * len(lasts) else "")
        for i in range(count)
    ]


def supervisors(rng: np.random.Generator) -> list[str]:
    """One name per team."""
    return [
        f"{first} {last}"
        for first, last in zip(
            ("Marit", "Jonas", "Amira", "Callum", "Livia"),
            rng.permutation(("Haverkamp-Ley", "Osterfeldt", "Belcanto", "Drummerby", "Sallinen-Ros")).tolist(),
            strict=True,
        )
    ]


def coach_of(team: int) -> str:
    """The id of the team's supervisor, who coaches its agents."""
    return f"S{team + 1}"


def agents_frame(people: list[Person], bosses: list[str], first_day: date) -> pd.DataFrame:
    """One row per agent, and a second one from the day an agent changed team."""
    rows = []
    for person in people:
        rows.append(_agent_row(person, person.team, None, bosses, first_day))
        if person.moves_to is not None and person.moves_on is not None:
            moved = first_day + timedelta(days=person.moves_on)
            rows.append(_agent_row(person, person.moves_to, moved, bosses, first_day))
    frame = pd.DataFrame(rows)
    dates = {c: pd.to_datetime(frame[c]).astype("datetime64[us]") for c in ("valid_from", "hired_on")}
    texts = {c: frame[c].astype("str") for c in frame.columns if c not in dates}
    return frame.assign(**dates, **texts)


def _agent_row(person: Person, team: int, valid_from: date | None, bosses: list[str], first_day: date) -> dict:
    years = (first_day - person.hired_on).days / 365.25
    return {
        "agent_id": person.agent_id,
        "valid_from": valid_from,
        "name": person.name,
        "team": TEAMS[team],
        "supervisor": bosses[team],
        "manager": MANAGERS[0 if team < 3 else 1],
        "site": SITES[0 if team in (0, 1, 4) else 1],
        "shift": ("early", "middle", "late")[person.early],
        "hired_on": person.hired_on,
        "tenure": "under 1 year" if years < 1 else "1 to 3 years" if years < 3 else "over 3 years",
    }
