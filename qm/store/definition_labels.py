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
    "cost.agent_hour": "Cost of one agent hour",
    "currency": "Currency",
    "centre.name": "Name of the centre",
}


def label_of(name: str) -> str:
    """The label of a definition; one without is called as it is typed, in words."""
    words = name.replace(".", " ").replace("_", " ")
    return LABELS.get(name) or words[:1].upper() + words[1:]
