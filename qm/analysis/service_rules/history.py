"""Who set which rule when, and what stood there before."""

import pandas as pd

from qm.analysis.service_rules.tables import ANSWERED, place_text
from qm.store import Definitions
from qm.wording import day_text

COLUMNS = ("When", "Who", "What", "Before", "Since then")


def rule_history(definitions: Definitions) -> pd.DataFrame:
    """One row per rule that somebody set, the newest first: When, Who, What, Before, Since then."""
    rows = []
    for t in definitions.targets.rows:
        if t.set_at:
            since = f" from {day_text(t.valid_from)}" if t.valid_from else ""
            text = (
                " · ".join(part for part in (t.text if t.is_target else "", t.hours or "") if part) or "no own target"
            )
            rows.append((t.set_at, t.set_by, place_text(t.scope, t.name), t.before or "", text + since))
    for c in definitions.channels.rows:
        if c.set_at:
            rows.append(
                (c.set_at, c.set_by, place_text("channel", c.channel), "", f"answered {ANSWERED[c.immediate].lower()}")
            )
    for h in definitions.holidays.rows:
        if h.set_at:
            rows.append((h.set_at, h.set_by, f"Holiday of {h.queue}" if h.queue else "Holiday", "", h.text))
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"When": "datetime64[us]"})
    return frame.sort_values("When", ascending=False, kind="stable", ignore_index=True)
