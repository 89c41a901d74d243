"""The contract: which tables there are, one row per what, with which fields.

schema.sql builds the same tables with the columns that qm adds for itself; a test
keeps the two in step. Identifiers are text, times are the centre's own clock.
"""

from dataclasses import dataclass

TEXT, NUMBER, INTEGER, BOOLEAN, TIMESTAMP, DATE = ("varchar", "double", "integer", "boolean", "timestamp", "date")


@dataclass(frozen=True)
class Field:
    """One column of a table: its name, SQL type, whether it must be there, and what it means."""

    name: str
    type: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()

    @property
    def is_identifier(self) -> bool:
        return self.name.endswith("_id")


@dataclass(frozen=True)
class Table:
    """One table: `row` says what one row is, `key` which fields tell rows apart."""

    name: str
    row: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields if f.required)


CONTACTS = Table(
    "contacts",
    "contact",
    ("contact_id",),
    (
        Field("contact_id", TEXT, "the contact's own number", required=True),
        Field("customer_id", TEXT, "who contacted; without it repeats cannot be seen"),
        Field("arrived_at", TIMESTAMP, "when the contact arrived, on the centre's clock", required=True),
        Field("channel", TEXT, "voice, chat, email …"),
        Field("queue", TEXT, "the queue or skill it waited in"),
        Field("reason", TEXT, "what it was about"),
        Field("agent_id", TEXT, "who handled it"),
        Field("wait_seconds", NUMBER, "seconds from arrival to answer or hanging up"),
        Field("handle_seconds", NUMBER, "seconds of work: talk, hold and wrap-up"),
        Field("abandoned", BOOLEAN, "the customer left before an answer"),
        Field("transfers", INTEGER, "how often it was passed on"),
        Field("escalated", BOOLEAN, "passed to a higher level"),
        Field("resolved", BOOLEAN, "solved, as the source says"),
        Field("reopened", BOOLEAN, "opened again after it was closed"),
        Field("met_target", BOOLEAN, "the source's own verdict on its target"),
    ),
)

SURVEYS = Table(
    "surveys",
    "survey answer",
    ("contact_id",),
    (
        Field("contact_id", TEXT, "the contact the customer was asked about", required=True),
        Field("responded_at", TIMESTAMP, "when the customer answered"),
        Field("csat", NUMBER, "satisfaction, 1 to csat_max"),
        Field("csat_max", NUMBER, "the top of the scale; 5 unless told"),
        Field("nps", NUMBER, "likelihood to recommend, 0 to 10"),
        Field("effort", NUMBER, "customer effort"),
        Field("comment", TEXT, "the customer's own words"),
    ),
)

EVALUATIONS = Table(
    "evaluations",
    "evaluation",
    ("evaluation_id",),
    (
        Field("evaluation_id", TEXT, "the evaluation's own number", required=True),
        Field("contact_id", TEXT, "the contact that was evaluated"),
        Field("agent_id", TEXT, "whose work was evaluated"),
        Field("evaluator_id", TEXT, "who evaluated", required=True),
        Field("evaluated_at", TIMESTAMP, "when it was evaluated", required=True),
        Field("scorecard", TEXT, "the scorecard used"),
        Field("calibration_id", TEXT, "set when several evaluators scored the same contact on purpose"),
        Field("acknowledged_at", TIMESTAMP, "when the agent acknowledged it"),
        Field("disputed", BOOLEAN, "the agent disagreed"),
    ),
)

ANSWERS = Table(
    "answers",
    "answer to a question in an evaluation",
    ("evaluation_id", "question_id"),
    (
        Field("evaluation_id", TEXT, "the evaluation it belongs to", required=True),
        Field("question_id", TEXT, "the question it answers", required=True),
        Field("points", NUMBER, "points given"),
        Field("points_possible", NUMBER, "points that could be had; the question's own unless told"),
        Field("not_applicable", BOOLEAN, "the question did not apply"),
        Field("comment", TEXT, "the evaluator's remark"),
    ),
)

QUESTIONS = Table(
    "questions",
    "question of a scorecard version",
    ("scorecard", "version", "question_id"),
    (
        Field("scorecard", TEXT, "the scorecard", required=True),
        Field("version", TEXT, "its version"),
        Field("question_id", TEXT, "the question's own number", required=True),
        Field("section", TEXT, "the part of the scorecard it stands in"),
        Field("text", TEXT, "the question as asked"),
        Field("weight", NUMBER, "its weight in the score"),
        Field("points_possible", NUMBER, "points that can be had"),
        Field(
            "critical",
            TEXT,
            "what failing it does: whole (score 0), section (its section 0), flag (marked only)",
            allowed=("whole", "section", "flag"),
        ),
        Field(
            "dimension",
            TEXT,
            "what customers would call it",
            allowed=("accuracy", "courtesy", "access", "added value", "compliance"),
        ),
        Field("controllable", BOOLEAN, "the agent can influence it"),
    ),
)

AGENTS = Table(
    "agents",
    "agent, from a day on",
    ("agent_id", "valid_from"),
    (
        Field("agent_id", TEXT, "the agent's own number", required=True),
        Field("valid_from", DATE, "the day from which this row holds; empty: from the beginning"),
        Field("name", TEXT, "the agent's name"),
        Field("team", TEXT, "team"),
        Field("supervisor", TEXT, "supervisor"),
        Field("manager", TEXT, "manager"),
        Field("site", TEXT, "site"),
        Field("shift", TEXT, "shift"),
        Field("hired_on", DATE, "day of hiring"),
        Field("tenure", TEXT, "tenure, as the source puts it"),
    ),
)

COACHING = Table(
    "coaching",
    "coaching or feedback event",
    ("agent_id", "held_at", "coach_id", "kind", "question_id"),
    (
        Field("agent_id", TEXT, "who was coached", required=True),
        Field("coach_id", TEXT, "who coached"),
        Field("held_at", TIMESTAMP, "when", required=True),
        Field("kind", TEXT, "feedback or coaching", allowed=("feedback", "coaching")),
        Field("question_id", TEXT, "the question it was about"),
        Field("note", TEXT, "what was said and agreed"),
        Field("follow_up_on", DATE, "day to look at it again"),
        Field("followed_up_at", TIMESTAMP, "when it was looked at again; empty: still to be done"),
    ),
)

STAFFING = Table(
    "staffing",
    "interval × queue",
    ("starts_at", "queue", "channel"),
    (
        Field("starts_at", TIMESTAMP, "start of the interval", required=True),
        Field("minutes", NUMBER, "its length in minutes; 30 unless told"),
        Field("queue", TEXT, "the queue"),
        Field("channel", TEXT, "the channel"),
        Field("agents", NUMBER, "agents present"),
    ),
)

TABLES: dict[str, Table] = {
    t.name: t for t in (CONTACTS, SURVEYS, EVALUATIONS, ANSWERS, QUESTIONS, AGENTS, COACHING, STAFFING)
}

ACTIONS = Table(
    "actions",
    "thing to do",
    ("action_id",),
    (
        Field("action_id", TEXT, "the action's own number", required=True),
        Field("kind", TEXT, "follow-up, recovery, review decision, calibration …", required=True),
        Field("subject", TEXT, "what it is about; of a follow-up the agent"),
        Field("question_id", TEXT, "the question it is about"),
        Field("owner", TEXT, "who is to do it; of a follow-up who coached"),
        Field("opened_at", TIMESTAMP, "since when it is to be done", required=True),
        Field("due_at", TIMESTAMP, "until when"),
        Field("contacted_at", TIMESTAMP, "when the customer was contacted"),
        Field("done_at", TIMESTAMP, "when it was done; empty: open"),
        Field("outcome", TEXT, "what came of it"),
        Field("note", TEXT, "what was written when it was done"),
    ),
)

EXPORTED: dict[str, Table] = TABLES | {ACTIONS.name: ACTIONS}
"""What goes out as a file: the tables that files fill, and what people have to do."""
