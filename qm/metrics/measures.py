"""Measures: the additive quantities that every metric is made of, each on a row of a stated grain.

A measure counts rows that meet a condition, or sums an expression. `f` is the row of its
grain: a contact, a survey answer with its contact, or an evaluation with its score.
Words in braces are the definitions in force; `sql_literals` fills them in.
"""

from dataclasses import dataclass
from datetime import datetime

from qm.metrics.contact_conditions import ANSWERED, HANDLED, TIMED
from qm.metrics.repeat_rule import DEPENDS as REPEAT
from qm.metrics.repeat_rule import JUDGED, REPEATED, repeat_literals
from qm.store import Definitions

CONTACT, SURVEY, EVALUATION = "contact", "survey", "evaluation"


@dataclass(frozen=True)
class Measure:
    """One additive quantity: its grain, what it counts (a condition) or sums (an expression).

    `depends` names the definitions that it is made with; a pre-aggregated table built with
    other ones cannot answer for it.
    """

    name: str
    grain: str
    counts: str = ""
    sums: str = ""
    depends: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The SQL type of its column in a pre-aggregated table."""
        return "double" if self.sums else "integer"

    def aggregate(self, literals: dict[str, str]) -> str:
        """The SQL that adds the measure up over rows."""
        if self.sums:
            return f"sum({self.sums.format(**literals)})"
        # Twice as fast as counting with a case, over millions of rows.
        met = f"coalesce(sum(cast({self.counts.format(**literals)} as integer)), 0)"
        return "count(*)" if self.counts == "true" else met

    def condition(self, literals: dict[str, str]) -> str:
        """The SQL condition on a row that is counted."""
        assert self.counts, self.name
        return self.counts.format(**literals)


def sql_literals(definitions: Definitions, latest_at: datetime | None) -> dict[str, str]:
    """What the braces in measures stand for: SQL literals made of numbers and allow-listed words.

    `latest_at` is the latest arrival in all the data: a repeat window that has not passed by
    then cannot be judged.
    """
    return {
        "threshold": repr(definitions.service_level.threshold_seconds),
        "short_abandon": repr(definitions.short_abandon_seconds),
        "short_handle": repr(definitions.short_handle_seconds),
        **repeat_literals(definitions, latest_at),
    }


RATED = "f.csat between 1 and coalesce(f.csat_max, 5)"
INDEX = "ratio(f.csat - 1, coalesce(f.csat_max, 5) - 1)"

THRESHOLD = ("service_level.threshold_seconds",)
SCORE = ("score.variant", "score.not_applicable", "score.auto_fail")

MEASURES: dict[str, Measure] = {
    m.name: m
    for m in (
        Measure("contacts", CONTACT, "true"),
        Measure("abandoned", CONTACT, "f.abandoned"),
        Measure("abandoned_in_target", CONTACT, "f.abandoned and f.wait_seconds <= {threshold}", depends=THRESHOLD),
        Measure(
            "short_abandons",
            CONTACT,
            "f.abandoned and f.wait_seconds <= {short_abandon}",
            depends=("short_abandon_seconds",),
        ),
        Measure("answered_timed", CONTACT, TIMED),
        Measure("answered_in_target", CONTACT, ANSWERED + " and f.wait_seconds <= {threshold}", depends=THRESHOLD),
        Measure("wait_seconds", CONTACT, sums=f"case when {ANSWERED} then f.wait_seconds end"),
        Measure("wait_seconds_squared", CONTACT, sums=f"case when {ANSWERED} then f.wait_seconds * f.wait_seconds end"),
        Measure("handled_timed", CONTACT, HANDLED),
        Measure("handle_seconds", CONTACT, sums=f"case when {ANSWERED} then f.handle_seconds end"),
        Measure(
            "handle_seconds_squared", CONTACT, sums=f"case when {ANSWERED} then f.handle_seconds * f.handle_seconds end"
        ),
        Measure(
            "short_handled",
            CONTACT,
            ANSWERED + " and f.handle_seconds < {short_handle}",
            depends=("short_handle_seconds",),
        ),
        Measure("repeat_judged", CONTACT, JUDGED, depends=REPEAT),
        Measure("repeated", CONTACT, REPEATED, depends=REPEAT),
        Measure("handled_judged", CONTACT, f"{ANSWERED} and {JUDGED}", depends=REPEAT),
        Measure("handled_repeated", CONTACT, f"{ANSWERED} and {REPEATED}", depends=REPEAT),
        Measure("resolution_known", CONTACT, "f.resolved is not null"),
        Measure("resolved", CONTACT, "f.resolved"),
        Measure("reopening_known", CONTACT, "f.reopened is not null"),
        Measure("reopened", CONTACT, "f.reopened"),
        Measure("target_known", CONTACT, "f.met_target is not null"),
        Measure("target_met", CONTACT, "f.met_target"),
        Measure("transfers_known", CONTACT, "f.transfers is not null"),
        Measure("transferred", CONTACT, "f.transfers > 0"),
        Measure("surveys", SURVEY, "f.contact_found"),
        Measure("csat_answers", SURVEY, RATED),
        Measure("satisfied", SURVEY, f"{RATED} and f.csat >= coalesce(f.csat_max, 5) - 1"),
        Measure("csat_sum", SURVEY, sums=f"case when {RATED} then f.csat end"),
        Measure("csat_squared", SURVEY, sums=f"case when {RATED} then f.csat * f.csat end"),
        Measure("csat_index", SURVEY, sums=f"case when {RATED} then {INDEX} end"),
        Measure("csat_index_squared", SURVEY, sums=f"case when {RATED} then {INDEX} * {INDEX} end"),
        Measure("nps_answers", SURVEY, "f.nps between 0 and 10"),
        Measure("promoters", SURVEY, "f.nps between 9 and 10"),
        Measure("detractors", SURVEY, "f.nps between 0 and 6"),
        Measure("evaluations", EVALUATION, "true"),
        Measure("auto_failed", EVALUATION, "f.failure > 0", depends=SCORE),
        Measure("scored", EVALUATION, "f.points_possible > 0", depends=SCORE),
        Measure("points", EVALUATION, sums="case when f.points_possible > 0 then f.points end", depends=SCORE),
        Measure(
            "points_possible",
            EVALUATION,
            sums="case when f.points_possible > 0 then f.points_possible end",
            depends=SCORE,
        ),
        Measure(
            "points_squared",
            EVALUATION,
            sums="case when f.points_possible > 0 then f.points * f.points end",
            depends=SCORE,
        ),
        Measure(
            "points_by_possible",
            EVALUATION,
            sums="case when f.points_possible > 0 then f.points * f.points_possible end",
            depends=SCORE,
        ),
        Measure(
            "possible_squared",
            EVALUATION,
            sums="case when f.points_possible > 0 then f.points_possible * f.points_possible end",
            depends=SCORE,
        ),
    )
}
