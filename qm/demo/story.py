"""What is true in the demo centre: its queues, its customers, and the stories told with it.

Every number here is a cause. Waits, abandonments, repeat contacts and grades are not
set anywhere: they come out of the simulation.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from qm.errors import QMError

LAST_DAY = date(2026, 6, 28)
"""A fixed Sunday: the demo is the same whenever it is made."""

DAY = 86_400.0
HALF_HOUR = 1_800.0

CHANNELS = ("voice", "chat", "email")
REASONS = ("Billing", "Order status", "Technical fault", "Login and access", "Contract change", "Complaint")

QUEUES = ("Service line", "Technical line", "Live chat", "Mailroom")
SERVICE_LINE, TECHNICAL_LINE, LIVE_CHAT, MAILROOM = range(4)
QUEUE_CHANNEL = (0, 0, 1, 2)
CONCURRENT = (1, 1, 2, 1)
"""Contacts an agent of the queue may have in hand at once."""

TECHNICAL = (2, 3)
"""The reasons that the technical line answers."""

CHANNEL_SHARE = (0.59, 0.20, 0.21)
REASON_SHARE = (
    (0.22, 0.21, 0.17, 0.13, 0.17, 0.10),  # voice
    (0.20, 0.27, 0.15, 0.18, 0.14, 0.06),  # chat
    (0.24, 0.18, 0.14, 0.11, 0.20, 0.13),  # email
)

HANDLE_SECONDS = (
    (330.0, 240.0, 450.0, 300.0, 390.0, 480.0),  # voice
    (560.0, 420.0, 760.0, 520.0, 640.0, 800.0),  # chat, alone; more when two are in hand
    (660.0, 480.0, 900.0, 560.0, 760.0, 980.0),  # email
)
HANDLE_CV = 0.6
CHAT_STRETCH = 0.3
"""A chat started beside another takes this much longer."""

DIFFICULTY = (0.0, -0.5, 0.65, 0.0, 0.1, 0.75)
"""How much a reason takes from the quality of a handling."""

Hours = tuple[float, float] | None
_WEEKDAY, _SATURDAY = (8 * 3600.0, 20 * 3600.0), (9 * 3600.0, 14 * 3600.0)
_LINES: tuple[Hours, ...] = (*[_WEEKDAY] * 5, _SATURDAY, None)
_MAIL: tuple[Hours, ...] = (*[(8 * 3600.0, 18 * 3600.0)] * 5, _SATURDAY, None)
OPENING = (_LINES, _LINES, _LINES, _MAIL)
"""Per queue, Monday to Sunday, when it is worked, in seconds of the day; None is closed."""

# Fresh contacts by weekday, as a multiple of the mean day of the week.
WEEKDAY_SHAPE = (
    (1.62, 1.32, 1.24, 1.21, 1.16, 0.45, 0.0),
    (1.50, 1.30, 1.24, 1.22, 1.19, 0.55, 0.0),
    (1.42, 1.25, 1.19, 1.16, 1.08, 0.52, 0.38),
)
_VOICE_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 78, 105, 118, 108, 86, 84, 98, 97, 86, 70, 50, 34, 0, 0, 0, 0)
_MAIL_HOURS = (1, 1, 0, 0, 1, 2, 4, 7, 10, 11, 10, 9, 8, 8, 8, 8, 8, 8, 8, 9, 10, 9, 6, 3)


@dataclass(frozen=True)
class Story:
    """The parameters of one centre. `staff` scales everybody's presence; 1 is planned to be just enough."""

    name: str
    about: str
    staff: float = 1.0
    mail_staff: float = 1.0
    monday_morning_staff: float = 0.76
    absence: float = 0.02
    patience_seconds: tuple[float, float] = (270.0, 360.0)  # voice, chat; nobody abandons an email
    redial_share: float = 0.55
    redial_delay_seconds: float = 720.0
    handle_wait_rise: float = 0.12
    repeat_handle_factor: float = 1.15
    quality_wait_loss: float = 0.5
    quality_noise: float = 0.8
    resolved_base: float = 1.35
    repeat_base: float = -2.15
    repeat_unresolved: float = 1.3
    repeat_wait_rise: float = 0.9
    repeat_quality_fall: float = 0.35
    repeat_days_mean: float = 2.0
    repeat_same_day: float = 0.2
    repeat_same_channel: float = 0.75
    repeat_same_reason: float = 0.9
    wait_scale_seconds: tuple[float, float, float] = (120.0, 120.0, 172_800.0)
    courteous_base: float = 1.8
    csat_base: float = -1.35
    csat_resolution: float = 2.2
    csat_courtesy: float = 1.8
    csat_wait: float = 1.2
    better: float = 1.4
    worse: float = -1.0
    release_factor: float = 2.3
    release_reason: int = 3


STORIES: dict[str, Story] = {
    story.name: story
    for story in (
        Story("default", "A centre that mostly copes: a release that spikes one reason, short Monday mornings."),
        Story(
            "spiral",
            "Too few people, and customers who come back when they had to wait: repeats make the next wait longer.",
            staff=0.92,
            mail_staff=1.1,
            redial_share=0.7,
            repeat_wait_rise=1.6,
            repeat_unresolved=1.6,
            quality_wait_loss=0.9,
        ),
        Story(
            "calm",
            "Enough people, no release, no short Mondays: what the same customers are like when nothing goes wrong.",
            staff=1.15,
            monday_morning_staff=1.0,
            release_factor=1.0,
        ),
    )
}


def story_called(name: str) -> Story:
    """The story, or a QMError that lists the names."""
    if name not in STORIES:
        raise QMError(f"There is no story called '{name}'; there are {', '.join(STORIES)}.")
    return STORIES[name]


def half_hour_shape(channel: int, weekday: int) -> np.ndarray:
    """Shares of a day's fresh contacts by half hour (48, adding to 1; all 0 on a closed day)."""
    hours = np.array(_MAIL_HOURS if CHANNELS[channel] == "email" else _VOICE_HOURS, dtype=float)
    shape = np.repeat(hours, 2)
    if CHANNELS[channel] != "email":
        # Smooth within the day, so that neighbouring half hours differ as they do in life.
        padded = np.concatenate([shape[:1], shape, shape[-1:]])
        shape = np.where(shape > 0, (padded[:-2] + 2 * shape + padded[2:]) / 4, 0.0)
        hours_open = _LINES[weekday]
        if hours_open is None:
            return np.zeros(48)
        starts = np.arange(48) * HALF_HOUR
        shape = np.where((starts >= hours_open[0]) & (starts < hours_open[1]), shape, 0.0)
    return shape / shape.sum()


def queue_of(channel: int, reason: int) -> int:
    """The queue that a contact by this channel about this reason waits in."""
    if channel == 0:
        return TECHNICAL_LINE if reason in TECHNICAL else SERVICE_LINE
    return LIVE_CHAT if channel == 1 else MAILROOM
