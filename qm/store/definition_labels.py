"""What people call each definition; commands and addresses name it as it is typed."""

LABELS = {
    "service_level.threshold_seconds": "Service level threshold (seconds)",
    "service_level.variant": "Service level counts",
    "short_abandon_seconds": "Short abandon (seconds)",
    "short_handle_seconds": "Suspiciously short contact (seconds)",
    "response.open_hours": "Response time of deferred work",
    "repeat.window_days": "Repeat window (days)",
    "repeat.scope": "What counts as a repeat",
    "repeat.index": "Which contacts can be repeated",
    "csat.variant": "CSAT is",
    "score.variant": "How the quality score adds up",
    "score.not_applicable": "Questions that did not apply",
    "score.auto_fail": "Failing a critical question",
    "wait_bands": "Wait bands (minutes)",
    "times.offset": "Times with an offset",
    "staffing.shrinkage": "Shrinkage",
    "cost.agent_hour": "Cost of one agent hour",
    "currency": "Currency",
    "centre.name": "Name of the centre",
    "matters.csat": "Satisfaction (points)",
    "matters.csat_mean": "Mean grade",
    "matters.nps": "Net promoter score (points)",
    "matters.quality_score": "Quality score (points)",
    "matters.question": "One question (points)",
    "matters.auto_fail_rate": "Auto-fails (points)",
    "matters.resolution": "Resolution (points)",
    "matters.fcr": "First-contact resolution (points)",
    "matters.repeat_rate": "Repeat rate (points)",
    "matters.reopen_rate": "Reopened (points)",
    "matters.transfer_rate": "Transfers (points)",
    "matters.aht": "Handle time (seconds)",
    "matters.short_handle_rate": "Short handling (points)",
    "matters.service_level": "Service level (points)",
    "matters.asa": "Speed of answer (seconds)",
    "matters.abandonment": "Abandonment (points)",
    "matters.target_met_rate": "Targets met (points)",
    "matters.response_rate": "Answers to surveys (points)",
}


def label_of(name: str) -> str:
    """The label of a definition; one without is called as it is typed, in words."""
    words = name.replace(".", " ").replace("_", " ")
    return LABELS.get(name) or words[:1].upper() + words[1:]
