"""Where figures are read from: the rows of each grain, and the pre-aggregated tables.

Every source names its rows `f` and offers dimensions as SQL expressions on `f`, and on `a`,
the agent's row in force, where one is needed. Facts of different grains are never joined
to each other: each is added up by itself, so nothing can be counted twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qm.metrics.measures import CONTACT, EVALUATION, SURVEY
from qm.metrics.score_sql import answer_scores, evaluation_scores
from qm.store import Definitions

AGENTS = "left join agents as a on a.agent_row = f.agent_row"
CONTACT_ROWS = "contact_rows"
WAIT_BAND = "wait_band"
AGENT_COLUMNS = ("team", "supervisor", "manager", "site", "shift", "tenure")


@dataclass(frozen=True)
class Source:
    """One relation that figures can be read from.

    `time` is the column the period is compared with, `expressions` the dimensions it knows,
    `numbered` numbers that stand for the values of some of them, which group faster than text.
    `added_up`: its rows hold sums already; else they are single facts of one grain.
    `narrowed`: nothing but what was filtered for is in it.
    """

    name: str
    relation: str
    time: str
    expressions: Mapping[str, str] = field(hash=False)
    grain: str = ""
    added_up: bool = False
    numbered: Mapping[str, str] = field(default_factory=dict, hash=False)
    narrowed: bool = False

    def key(self, name: str) -> str:
        """What to group by for a dimension: its number where it has one, else itself."""
        return self.numbered.get(name, self.expressions[name])

    def from_clause(self, dimensions: Iterable[str]) -> str:
        """The relation, with the agents where `dimensions` need them."""
        if any(self.expressions[name].startswith("a.") for name in dimensions):
            return f"{self.relation} {AGENTS}"
        return self.relation


def bands(definitions: Definitions) -> list[tuple[float, str]]:
    """The upper ends in seconds of the bands of waiting and their labels; the last one is open."""
    ends = definitions.wait_bands
    starts = (0.0, *ends)
    closed = [(end * 60, f"{start:g}–{end:g} min") for start, end in zip(starts, ends, strict=False)]
    return [*closed, (float("inf"), f"over {ends[-1]:g} min")]


def _wait_band(definitions: Definitions, numbered: bool = False) -> str:
    found = [(end, str(i) if numbered else f"'{label}'") for i, (end, label) in enumerate(bands(definitions))]
    cases = " ".join(f"when f.wait_seconds <= {end!r} then {band}" for end, band in found[:-1])
    return f"case when f.wait_seconds is null then null {cases} else {found[-1][1]} end"


def labelled(name: str, definitions: Definitions) -> str | None:
    """The SQL that writes out the numbers of a dimension that `Source.numbered` has; None if it never has."""
    return _labels(name, definitions) if name == WAIT_BAND else None


def _labels(number: str, definitions: Definitions) -> str:
    cases = " ".join(f"when {i} then '{label}'" for i, (_, label) in enumerate(bands(definitions)))
    return f"case {number} {cases} end"


def _calendar(day: str) -> dict[str, str]:
    week = f"cast(date_trunc('week', {day}) as date)"
    return {
        "day": day,
        "week": week,
        "month": f"substr(cast({day} as varchar), 1, 7)",
        "weekday": f"datediff('day', {week}, {day}) + 1",
    }


def _facts(name: str, relation: str, time: str, grain: str, definitions: Definitions) -> Source:
    expressions = _calendar(f"cast({time} as date)") | {
        "hour": f"extract(hour from {time})",
        "channel": "f.channel",
        "queue": "f.queue",
        "reason": "f.reason",
        "wait_band": _wait_band(definitions),
        "agent": "f.agent_id",
    }
    expressions |= {column: f"a.{column}" for column in AGENT_COLUMNS}
    if grain == EVALUATION:
        expressions |= {"evaluator": "f.evaluator_id", "question": "f.question_id", "section": "f.section"}
    return Source(name, relation, time, expressions, grain, numbered={WAIT_BAND: _wait_band(definitions, True)})


def contacts(definitions: Definitions) -> Source:
    """One row per contact."""
    return _facts(CONTACT_ROWS, "contacts as f", "f.arrived_at", CONTACT, definitions)


def surveys(definitions: Definitions, stored: bool) -> Source:
    """One row per survey answer, at its contact's arrival; `stored`: from the table kept for that."""
    relation = "survey_contacts as f" if stored else f"({survey_contacts()}) as f"
    return _facts("survey_rows", relation, "f.counted_at", SURVEY, definitions)


def evaluations(definitions: Definitions, stored: bool) -> Source:
    """One row per evaluation, with its score; `stored`: scored as the definitions in force say."""
    return _facts("evaluation_rows", f"{_scores(definitions, stored)} as f", "f.counted_at", EVALUATION, definitions)


def answers(definitions: Definitions, stored: bool) -> Source:
    """One row per answer that counts, with its evaluation."""
    points = "answer_scores" if stored else f"({answer_scores(definitions)})"
    relation = f"""(
        select
            e.evaluation_id, e.contact_id, e.contact_day, e.counted_at, e.evaluator_id, e.agent_id, e.agent_row,
            e.channel, e.queue, e.reason, e.wait_seconds,
            p.question_id, p.section, p.points, p.points_possible, p.failure
        from {_scores(definitions, stored)} as e
        join {points} as p on p.evaluation_id = e.evaluation_id
    ) as f"""
    return _facts("answer_rows", relation, "f.counted_at", EVALUATION, definitions)


def _scores(definitions: Definitions, stored: bool) -> str:
    return "evaluation_scores" if stored else f"({evaluation_scores(answer_scores(definitions))})"


def survey_contacts(only: str = "true") -> str:
    """One row per survey answer, with what is known of its contact; `only` is a condition on `s`, the survey.

    A survey that was sent and never answered is no answer.
    """
    return f"""
    select
        s.contact_id,
        coalesce(c.arrived_at, s.responded_at) as counted_at,
        c.contact_id is not null as contact_found,
        c.channel,
        c.queue,
        c.reason,
        c.agent_id,
        c.agent_row,
        c.wait_seconds,
        s.csat,
        s.csat_max,
        s.nps
    from surveys as s
    left join contacts as c on c.contact_id = s.contact_id
    where ({only}) and (s.csat is not null or s.nps is not null or s.effort is not null or s.comment is not null)
    """


@dataclass(frozen=True)
class Aggregate:
    """A pre-aggregated table: the measures of one grain, one row per day × `keys`.

    It is added up from `facts`, rows that happened at the column `time`, or, where that has
    them all, from `finer`, another such table; `expressions` are the dimensions it knows
    besides the calendar's.
    """

    name: str
    grain: str
    facts: str
    time: str
    keys: tuple[str, ...]
    expressions: Mapping[str, str] = field(hash=False)
    finer: str = ""

    @property
    def dimensions(self) -> set[str]:
        """What it can be split and filtered by."""
        return {*_calendar("f.day"), *self.expressions, *(name for name in self.keys if name == WAIT_BAND)}

    def source(self, definitions: Definitions) -> Source:
        known, numbered = _calendar("f.day") | dict(self.expressions), {}
        if WAIT_BAND in self.keys:
            numbered = {WAIT_BAND: f"f.{WAIT_BAND}"}
            known[WAIT_BAND] = _labels(f"f.{WAIT_BAND}", definitions)
        return Source(self.name, f"{self.name} as f", "f.day", known, self.grain, added_up=True, numbered=numbered)

    def key_expressions(self, definitions: Definitions) -> dict[str, str]:
        """The day and the keys by name, as SQL on a fact `f` and its agent `a`, or on a row of the finer table."""
        if self.finer:
            return {key: f"f.{key}" for key in ("day", *self.keys)}
        special = {
            "hour": f"extract(hour from {self.time})",
            "team": "a.team",
            WAIT_BAND: _wait_band(definitions, True),
        }
        return {"day": f"cast({self.time} as date)"} | {key: special.get(key, f"f.{key}") for key in self.keys}

    @property
    def from_clause(self) -> str:
        if self.finer:
            return f"{self.finer} as f"
        return f"{self.facts} as f {AGENTS if 'team' in self.keys else ''}"


def _plain(*names: str) -> dict[str, str]:
    return {name: f"f.{name}" for name in names}


CONTACT_FACTS = (CONTACT, "contacts", "f.arrived_at")
BY_DAY = ("channel", "queue", "reason", "team")
BY_HOUR = ("hour", "channel", "queue", "reason")
AGENT_ROW = {"agent": "f.agent_id"} | {column: f"a.{column}" for column in AGENT_COLUMNS}
AGGREGATES = (
    Aggregate("contacts_by_wait", *CONTACT_FACTS, (WAIT_BAND, *BY_DAY), _plain(*BY_DAY)),
    Aggregate("contacts_by_day", CONTACT, "contacts_by_wait", "f.day", BY_DAY, _plain(*BY_DAY), "contacts_by_wait"),
    Aggregate("contacts_by_hour", *CONTACT_FACTS, BY_HOUR, _plain(*BY_HOUR)),
    Aggregate("contacts_by_agent", *CONTACT_FACTS, ("agent_id", "agent_row"), AGENT_ROW),
    Aggregate("surveys_by_day", SURVEY, "survey_contacts", "f.counted_at", BY_DAY, _plain(*BY_DAY)),
)
