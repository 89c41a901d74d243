"""What kinds of file there are: which tables each fills, and which fields its mapping may name."""

import unicodedata
from dataclasses import dataclass, field, replace

from qm.errors import QMError
from qm.store import TABLES, Field
from qm.store.tables import TEXT

RATINGS = "ratings"
"""Files of item, rater and score: evaluations of one question, whose item is the calibration."""

SESSION = "session"
"""In files of ratings: what tells one rating of an item by a rater from the next."""

# What people call an agent's attributes in a file of contacts or evaluations.
PEOPLE = tuple(f for f in TABLES["agents"].names if f not in ("agent_id", "valid_from"))


@dataclass(frozen=True)
class Kind:
    """A kind of file. `main` is the table whose rows the file's rows are; `parts` are filled along the way."""

    name: str
    main: str
    parts: dict[str, tuple[str, ...]]  # table -> its fields that such a file may carry
    moment: str | None = None  # the field that says when, for what is valid from a day on
    needs: tuple[str, ...] = ()  # required fields, where they are not those of the main table
    called: dict[str, tuple[str, ...]] = field(default_factory=dict)  # other names that fields have in such files only
    one: str | None = None  # what a row is, where it is not a row of the main table
    one_of: tuple[str, ...] = ()  # a file that fills none of these is no such file
    hints: tuple[str, ...] = ()  # names that are too weak for that: a ticket's remarks are no survey
    extra: tuple[Field, ...] = ()  # fields that no table keeps: they only tell rows apart

    @property
    def fields(self) -> dict[str, Field]:
        """All fields a mapping of this kind may name."""
        found: dict[str, Field] = {}
        for table, names in self.parts.items():
            for name in names:
                found.setdefault(name, TABLES[table].field(name))
        found |= {one.name: one for one in self.extra}
        if self.needs:
            found = {name: replace(one, required=name in self.needs) for name, one in found.items()}
        return found

    @property
    def required(self) -> tuple[str, ...]:
        return self.needs or TABLES[self.main].required

    @property
    def row(self) -> str:
        """What a row of such a file is."""
        return self.one or TABLES[self.main].row

    @property
    def has_answers(self) -> bool:
        """Whether a row may be an answer of an evaluation."""
        return self.main == "evaluations"

    def names_of(self, name: str) -> tuple[str, ...]:
        """Other names for a field, as plain words, in the order to look for them."""
        return self.called.get(name, ()) + SYNONYMS.get(name, ())

    def fields_of(self, table: str) -> tuple[str, ...]:
        return self.parts.get(table, ())


def _survey_fields() -> tuple[str, ...]:
    return tuple(f for f in TABLES["surveys"].names if f != "contact_id")


def _answer_fields() -> tuple[str, ...]:
    return tuple(f for f in TABLES["answers"].names if f != "evaluation_id")


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "contacts",
            "contacts",
            {"contacts": TABLES["contacts"].names, "surveys": _survey_fields(), "agents": PEOPLE},
            "arrived_at",
        ),
        Kind(
            "surveys",
            "surveys",
            {"surveys": TABLES["surveys"].names},
            one_of=("csat", "nps", "effort", "comment"),
            hints=("customer remarks", "remarks", "comments", "kommentar"),
        ),
        Kind(
            "evaluations",
            "evaluations",
            {"evaluations": TABLES["evaluations"].names, "answers": _answer_fields(), "agents": PEOPLE},
            "evaluated_at",
            called={"evaluated_at": ("evaluation date", "date")},
        ),
        Kind("answers", "answers", {"answers": TABLES["answers"].names}),
        Kind("questions", "questions", {"questions": TABLES["questions"].names}),
        Kind("agents", "agents", {"agents": TABLES["agents"].names}, one_of=PEOPLE),
        Kind("coaching", "coaching", {"coaching": TABLES["coaching"].names}),
        Kind("staffing", "staffing", {"staffing": TABLES["staffing"].names}, one_of=("agents",)),
        Kind(
            RATINGS,
            "evaluations",
            {
                "evaluations": (
                    "calibration_id",
                    "evaluator_id",
                    "evaluated_at",
                    "contact_id",
                    "agent_id",
                    "scorecard",
                    "evaluation_id",
                ),
                "answers": ("question_id", "points", "points_possible", "not_applicable", "comment"),
            },
            needs=("calibration_id", "evaluator_id", "evaluated_at", "points"),
            one="rating of an item",
            called={
                "calibration_id": ("item", "item id", "unit", "subject", "case"),
                "evaluator_id": ("rater", "rater id", "judge", "coder", "annotator"),
                "points": ("score", "rating", "grade", "value"),
                "evaluated_at": ("rated at", "rated on", "date"),
                SESSION: ("session id", "rating session", "calibration session", "round", "wave"),
            },
            extra=(Field(SESSION, TEXT, "in which session, where the same raters rate the same items again"),),
        ),
    )
}

# Other names for fields, as plain words; the field's own name always counts.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "contact_id": (
        "contact",
        "contact no",
        "contact number",
        "interaction id",
        "interaction",
        "call id",
        "callid",
        "call no",
        "call number",
        "case id",
        "case number",
        "ticket id",
        "ticket",
        "ticket number",
        "conversation id",
        "unique id",
        "incident",
        "incident number",
        "number",
        "session id",
        "case no",
        "kontakt id",
        "anruf id",
        "vorgangsnummer",
        "id",
    ),
    "customer_id": (
        "customer",
        "customer no",
        "customer number",
        "client",
        "client id",
        "caller",
        "caller id",
        "ani",
        "account",
        "account id",
        "account number",
        "phone",
        "phone number",
        "requester",
        "user id",
        "kundennummer",
        "kunde",
        "kunden id",
        "cust id",
        "member id",
    ),
    "arrived_at": (
        "arrived",
        "arrival",
        "arrival time",
        "start",
        "start time",
        "started at",
        "created",
        "created at",
        "created on",
        "created date",
        "date created",
        "creation date",
        "initiation timestamp",
        "opened",
        "opened at",
        "offered at",
        "queued at",
        "timestamp",
        "date time",
        "datetime",
        "call start",
        "contact start",
        "issue reported at",
        "reported at",
        "reported",
        "received at",
        "received",
        "call date",
        "date",
        "beginn",
        "eingang",
        "zeitpunkt",
    ),
    "channel": ("media", "media type", "channel name", "channel type", "contact type", "source", "kanal", "medium"),
    "queue": ("queue name", "skill", "skill group", "split", "line", "warteschlange", "acd queue", "assignment group"),
    "reason": (
        "category",
        "topic",
        "contact reason",
        "call reason",
        "reason for contact",
        "wrap up code",
        "disposition",
        "subject",
        "issue type",
        "grund",
        "anliegen",
        "thema",
    ),
    "agent_id": (
        "agent",
        "agent no",
        "agent number",
        "agent login",
        "login",
        "handled by",
        "operator",
        "assigned to",
        "agent assigned",
        "assigned agent",
        "advisor",
        "representative",
        "rep",
        "employee id",
        "bearbeiter",
        "mitarbeiter",
    ),
    "wait_seconds": (
        "wait",
        "wait time",
        "waiting time",
        "time to answer",
        "speed of answer",
        "queue time",
        "asa",
        "queue seconds",
        "answer time",
        "wartezeit",
    ),
    "handle_seconds": (
        "handle time",
        "handling time",
        "aht",
        "handle",
        "talk time",
        "duration",
        "call duration",
        "bearbeitungszeit",
        "connected handling time",
        "handle duration",
    ),
    "abandoned": ("abandon", "is abandoned", "lost", "hung up", "aufgelegt"),
    "transfers": (
        "transfer count",
        "number of transfers",
        "transferred",
        "reassignment count",
        "reassignments",
        "weiterleitungen",
    ),
    "escalated": ("escalation", "is escalated", "eskaliert"),
    "resolved": ("solved", "is resolved", "resolution", "fixed", "issue resolved", "geloest", "erledigt"),
    "reopened": ("reopen", "is reopened", "reopen count"),
    "met_target": ("sla met", "made sla", "within sla", "target met", "sla"),
    "responded_at": ("survey date", "survey response date", "response date", "answered on", "survey time"),
    "csat": (
        "csat score",
        "satisfaction",
        "customer satisfaction",
        "rating",
        "satisfaction score",
        "csat rating",
        "zufriedenheit",
    ),
    "csat_max": ("csat scale", "scale", "max rating"),
    "nps": ("nps score", "recommend", "likelihood to recommend", "net promoter score"),
    "effort": ("ces", "customer effort", "effort score"),
    "comment": ("customer remarks", "remarks", "comments", "verbatim", "feedback", "kommentar"),
    "evaluation_id": ("evaluation", "evaluation no", "form id", "review id", "assessment id", "bewertung id"),
    "evaluator_id": (
        "evaluator",
        "reviewer",
        "assessor",
        "evaluated by",
        "reviewed by",
        "auditor",
        "grader",
        "qa analyst",
    ),
    "evaluated_at": ("evaluation date", "evaluated on", "review date", "evaluated", "scored at", "assessment date"),
    "scorecard": ("form", "form name", "scorecard name", "evaluation form", "template"),
    "calibration_id": ("calibration", "calibration session", "session"),
    "acknowledged_at": ("acknowledged", "acknowledged on"),
    "disputed": ("dispute", "appealed", "is disputed"),
    "question_id": ("question", "question no", "criterion", "item", "question number"),
    "points": ("score", "answer score", "points given", "answer", "result"),
    "points_possible": ("max score", "max points", "possible", "points max", "out of", "maximum"),
    "not_applicable": ("na", "n a", "is na", "not rated"),
    "section": ("group", "question group", "part"),
    "text": ("question text", "wording", "description"),
    "weight": ("question weight", "weighting"),
    "critical": ("auto fail", "fatal", "is critical"),
    "dimension": ("aspect", "theme"),
    "controllable": ("is controllable", "agent controllable"),
    "version": ("form version", "scorecard version"),
    "valid_from": ("from", "since", "effective from", "effective date"),
    "name": ("agent name", "full name", "employee name", "advisor name"),
    "team": ("team name", "group name", "squad"),
    "supervisor": ("supervisor name", "team leader", "team lead", "teamleiter"),
    "manager": ("manager name", "area manager"),
    "site": ("location", "centre", "office", "standort"),
    "shift": ("agent shift", "shift name", "schicht"),
    "hired_on": ("hire date", "hired", "start date", "joined on", "joined"),
    "tenure": ("tenure bucket", "time in job", "seniority"),
    "coach_id": ("coach", "coached by", "given by"),
    "held_at": ("coached at", "coaching date", "session date", "held on", "date"),
    "kind": ("type", "event type"),
    "note": ("notes", "summary"),
    "follow_up_on": ("follow up", "follow up date", "next date"),
    "followed_up_at": ("followed up", "followed up on", "follow up done"),
    "starts_at": ("interval", "interval start", "start", "time", "from", "half hour"),
    "minutes": ("interval minutes", "length", "duration minutes"),
    "agents": ("staff", "headcount", "agents present", "positions", "staffed", "fte"),
}


def kind_called(name: str) -> Kind:
    """The kind called `name`, or a QMError that lists the kinds."""
    if name not in KINDS:
        raise QMError(f"There is no kind of file called '{name}'; there are {', '.join(KINDS)}.")
    return KINDS[name]


def plain(name: str) -> str:
    """A column name for matching: lower case, no accents, words apart by one blank."""
    letters = unicodedata.normalize("NFKD", name.strip().casefold())
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join("".join(kept).split())
