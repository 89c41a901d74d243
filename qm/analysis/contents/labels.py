"""What tables and fields are called on the screen."""

TABLE_WORDS = {
    "contacts": ("Contacts", "contact"),
    "surveys": ("Survey answers", "survey answer"),
    "evaluations": ("Evaluations", "evaluation"),
    "answers": ("Answers", "answer in evaluations"),
    "questions": ("Questions", "scorecard question"),
    "agents": ("Agents", "agent"),
    "coaching": ("Coaching", "coaching"),
    "staffing": ("Staffing", "staffed interval"),
}
"""Per table what it is called, and one row of it."""

FIELD_WORDS = {
    "contacts": {
        "customer_id": "customer",
        "channel": "channel",
        "queue": "queue",
        "reason": "reason",
        "agent_id": "agent",
        "wait_seconds": "wait",
        "handle_seconds": "handle time",
        "abandoned": "abandonment",
        "transfers": "transfers",
        "escalated": "escalation",
        "resolved": "resolution",
        "reopened": "reopening",
        "met_target": "source's own target",
    },
    "surveys": {
        "responded_at": "day",
        "csat": "satisfaction",
        "nps": "recommendation",
        "effort": "effort",
        "comment": "comment",
    },
    "evaluations": {
        "contact_id": "contact",
        "agent_id": "agent",
        "scorecard": "scorecard",
        "calibration_id": "calibration",
        "acknowledged_at": "acknowledgement",
        "disputed": "dispute",
    },
    "answers": {"points": "points", "not_applicable": "applicability", "comment": "comment"},
    "questions": {
        "version": "version",
        "section": "section",
        "text": "text",
        "weight": "weight",
        "critical": "critical",
        "dimension": "dimension",
        "controllable": "controllable",
    },
    "agents": {
        "name": "name",
        "team": "team",
        "supervisor": "supervisor",
        "manager": "manager",
        "site": "site",
        "shift": "shift",
        "hired_on": "hiring day",
        "tenure": "tenure",
    },
    "coaching": {
        "coach_id": "coach",
        "question_id": "question",
        "note": "note",
        "follow_up_on": "follow-up day",
        "followed_up_at": "looked back",
    },
    "staffing": {"queue": "queue", "channel": "channel", "agents": "agents on duty"},
}
"""The fields that may be unknown, by table; what stands in no list is always there, or is of no use to a reader."""

TIMES = {
    "contacts": "arrived_at",
    "surveys": "responded_at",
    "evaluations": "evaluated_at",
    "coaching": "held_at",
    "staffing": "starts_at",
}
"""What tells the days of a table."""
