"""Targets of teams: one row per team and metric, typed in by people."""

from dataclasses import dataclass
from datetime import date, datetime

from qm.store.db import Store

CENTRE = ""
"""In place of a team: the whole centre."""


@dataclass(frozen=True)
class Target:
    """A level of a metric to be reached by a team; shares from 0 to 1, times in seconds.

    `baseline` is where the team stood when the target was set, on the days `baseline_from` …
    `baseline_to`; None without data.
    """

    team: str
    metric: str
    level: float
    baseline: float | None
    baseline_from: date | None
    baseline_to: date | None
    set_at: datetime
    set_by: str | None = None


def targets(store: Store) -> list[Target]:
    """All targets, the whole centre's first, then by team and metric."""
    rows = store.rows(
        """
        select team, metric, level, baseline, baseline_from, baseline_to, set_at, set_by
        from targets
        order by team, metric
        """
    )
    return [Target(*row) for row in rows]


def set_target(store: Store, target: Target) -> None:
    """Keep a target in place of the team's earlier one on the metric.

    The same level again changes nothing, so that the baseline stays what it was.
    """
    with store.write(figures=False) as cursor:
        cursor.run(
            """
            insert into targets (team, metric, level, baseline, baseline_from, baseline_to, set_at, set_by)
            values ($team, $metric, $level, $baseline, $baseline_from, $baseline_to, $set_at, $set_by)
            on conflict do update set level = excluded.level, baseline = excluded.baseline,
                baseline_from = excluded.baseline_from, baseline_to = excluded.baseline_to, set_at = excluded.set_at,
                set_by = excluded.set_by
            where targets.level <> excluded.level
            """,
            vars(target),
        )


def remove_target(store: Store, team: str, metric: str) -> None:
    """Remove a target; nothing happens when there is none."""
    with store.write(figures=False) as cursor:
        cursor.run("delete from targets where team = $team and metric = $metric", {"team": team, "metric": metric})
