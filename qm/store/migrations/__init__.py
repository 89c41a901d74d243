"""Numbered steps, each from one version of the store's tables to the next.

`0002_who_and_when.sql` makes version 2 of version 1. A step is never changed once a release has it, and says nothing
of what later versions look like: schema.sql makes a new store at the newest version directly, and a test holds that
both ways come to the same tables. Derived tables are none of its business: qm.metrics makes those anew.
"""

from pathlib import Path

STEPS: dict[int, Path] = {int(step.name[:4]): step for step in sorted(Path(__file__).parent.glob("[0-9]*.sql"))}
"""By the version that a step makes, in order."""

NEWEST = max(STEPS)
