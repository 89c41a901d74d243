"""How numbers, durations, days, lists and texts are written, everywhere the same."""

from qm.wording.dates import Days, day_text, days_text, earlier, moment_text, point_text
from qm.wording.fields import field_label
from qm.wording.scale import Scale, duration, written
from qm.wording.text import counted, file_name, listed, shortened, size_text

__all__ = [
    "Days",
    "Scale",
    "counted",
    "day_text",
    "days_text",
    "duration",
    "earlier",
    "field_label",
    "file_name",
    "listed",
    "moment_text",
    "point_text",
    "shortened",
    "size_text",
    "written",
]
