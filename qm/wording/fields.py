"""How the columns of rows are called for reading."""

import re

_LABELS = {
    "contact_id": "Contact",
    "customer_id": "Customer",
    "agent_id": "Agent",
    "evaluation_id": "Evaluation",
    "evaluator_id": "Evaluator",
    "coach_id": "Coach",
    "question_id": "Question",
    "calibration_id": "Calibration",
    "arrived_at": "Arrived",
    "ended_at": "Ended",
    "evaluated_at": "Evaluated",
    "responded_at": "Responded",
    "acknowledged_at": "Acknowledged",
    "wait_seconds": "Wait (s)",
    "handle_seconds": "Handle time (s)",
    "met_target": "Met the source's target",
    "csat": "Grade",
    "csat_min": "Lowest grade",
    "csat_max": "Best grade",
    "nps": "Would recommend",
    "csat_top2": "Satisfied",
    "quality_score": "Quality score",
    "gap_seconds": "Gap (s)",
    "days_since": "Days since the earlier contact",
    "follows": "Earlier contact",
    "follows_channel": "Earlier channel",
    "follows_reason": "Earlier reason",
    "follows_agent": "Earlier agent",
    "follows_resolved": "Earlier one resolved",
}


def field_label(name: str) -> str:
    """A column's name for reading: arrived_at is Arrived, wait_seconds Wait (s), own_column Own column."""
    if name in _LABELS:
        return _LABELS[name]
    text = re.sub(r"_(at|on)$", "", name).replace("_", " ").strip()
    return text[:1].upper() + text[1:]
