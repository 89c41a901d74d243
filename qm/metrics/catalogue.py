"""The metrics and the dimensions: every number and every way to split it, defined once."""

from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, field, replace

from qm.errors import QMError
from qm.metrics.dimensions import DIMENSIONS
from qm.metrics.measures import CONTACT, EVALUATION, MEASURES, SURVEY
from qm.store import Definitions

SHARE, MEAN, COUNT, NET = "share", "mean", "count", "net"
QUANTILE, STOCK, STOCK_AGE = "quantile", "stock", "stock age"
ADDITIVE = (SHARE, MEAN, COUNT, NET)
"""Kinds of metrics that are ratios of sums of measures; the others are read off the rows."""

CALENDAR = ("day", "week", "month")
PERCENT, DURATION, NUMBER, SCORE, DECIMAL = "percent", "duration", "number", "score", "decimal"


@dataclass(frozen=True)
class Form:
    """What a metric is under one value of a definition; empty parts are as in the metric itself."""

    meaning: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    squares: tuple[str, ...] = ()
    kind: str = ""
    format: str = ""


@dataclass(frozen=True)
class Metric:
    """One metric: a ratio of two sums of measures, with everything a reader needs to know.

    `numerator` and `denominator` are names of measures that are added up, or subtracted
    when they start with a minus; a count has no denominator. `cases` counts what n counts
    (the denominator, unless told). `squares` are the sums that an interval around a mean
    needs: of numerator², numerator × denominator and denominator² over the cases; empty
    names stand for the numerator and n themselves.
    `forms` are the metric under other values of the definition `chosen_by`.
    Metrics of other kinds than `ADDITIVE` have no numerator; `quantile` says which of their values is taken.
    """

    name: str
    label: str
    meaning: str
    kind: str
    better: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    squares: tuple[str, ...] = ()
    unit: str = ""
    format: str = PERCENT
    grain: str = CONTACT
    chosen_by: str = ""
    forms: Mapping[str, Form] = field(default_factory=dict, hash=False)
    quantile: float = 0.0

    @property
    def is_additive(self) -> bool:
        """Whether it is a ratio of sums of measures."""
        return self.kind in ADDITIVE

    def under(self, definitions: Definitions) -> "Metric":
        """The metric as `definitions` have it: its variant's parts, and its meaning in full."""
        chosen = self
        if self.chosen_by:
            form = asdict(self.forms[str(definitions.value(self.chosen_by))])
            chosen = replace(self, chosen_by="", forms={}, **{part: value for part, value in form.items() if value})
        return replace(chosen, meaning=chosen.meaning.format(**_wording(definitions)))

    def explained(self, definitions: Definitions) -> str:
        """What the metric means under `definitions`, in one plain sentence."""
        return self.under(definitions).meaning

    @property
    def counted(self) -> tuple[str, ...]:
        """The measures that n is made of."""
        return self.cases or self.denominator or self.numerator

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that it needs, once."""
        parts = self.numerator + self.denominator + self.cases + self.squares
        return tuple(dict.fromkeys(part.lstrip("-") for part in parts if part))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that it can be split and filtered by."""
        grains = {MEASURES[name].grain for name in self.measures} or {self.grain}
        known = (d.name for d in DIMENSIONS.values() if grains <= set(d.grains))
        return tuple(name for name in known if name not in NOT_OF_STOCK.get(self.kind, ()))


NOT_OF_STOCK = {STOCK: ("hour", "weekday", "wait_band"), STOCK_AGE: ("hour", "weekday", "wait_band", *CALENDAR)}
"""By kind, the dimensions that say nothing about it: a backlog is there at a moment, not in an hour of the week."""


def _wording(definitions: Definitions) -> dict[str, str]:
    scope = {"any": "about anything", "reason": "for the same reason", "channel": "on the same channel"}
    window = definitions.written("repeat.window_days")
    not_applicable = {"renormalise": "are left out", "full": "count full", "zero": "count zero"}
    fail = {"whole": "may make the whole score zero", "section": "may make its section zero", "flag": "is only marked"}
    return {
        "threshold": definitions.written("service_level.threshold_seconds"),
        "short_abandon": definitions.written("short_abandon_seconds"),
        "short_handle": definitions.written("short_handle_seconds"),
        "window": "1 day" if window == "1" else f"{window} days",
        "scope": scope[definitions.repeat.scope],
        "not_applicable": not_applicable[definitions.score.not_applicable],
        "auto_fail": fail[definitions.score.auto_fail],
        "open_hours": ", counting opening hours only where they are set" if definitions.open_hours_count else "",
    }


SERVICE_LEVEL_FORMS = {
    "offered": Form(
        denominator=("answered_timed", "abandoned"),
        meaning="Share of offered contacts answered within {threshold} s; all abandoned ones count against it.",
    ),
    "answered": Form(
        denominator=("answered_timed",),
        meaning="Share of answered contacts answered within {threshold} s; abandoned ones are left out.",
    ),
    "abandons_met": Form(
        numerator=("answered_in_target", "abandoned_in_target"),
        denominator=("answered_timed", "abandoned"),
        meaning="Share of offered contacts answered or abandoned within {threshold} s.",
    ),
    "abandons_in_target_ignored": Form(
        denominator=("answered_timed", "abandoned", "-abandoned_in_target"),
        meaning="Share of contacts answered within {threshold} s; those abandoned within {threshold} s are left out.",
    ),
    "short_abandons_met": Form(
        numerator=("answered_in_target", "short_abandons"),
        denominator=("answered_timed", "abandoned"),
        meaning="Share of offered contacts answered within {threshold} s or abandoned within {short_abandon} s.",
    ),
    "short_abandons_removed": Form(
        denominator=("answered_timed", "abandoned", "-short_abandons"),
        meaning="Share of contacts answered within {threshold} s; "
        "those abandoned within {short_abandon} s are left out.",
    ),
}

REPEAT_FORMS = {
    "all": Form(meaning="Share of contacts whose customer came back {scope} within {window} after they ended."),
    "handled": Form(
        numerator=("handled_repeated",),
        denominator=("handled_judged",),
        meaning="Share of handled contacts whose customer came back {scope} within {window} after they ended.",
    ),
}

CSAT_FORMS = {
    "top2": Form(meaning="Share of survey answers with one of the two best grades."),
    "mean": Form(
        kind=MEAN,
        format=SCORE,
        numerator=("csat_sum",),
        squares=("csat_squared", "", ""),
        meaning="Mean satisfaction grade given in surveys.",
    ),
    "index": Form(
        kind=MEAN,
        numerator=("csat_index",),
        squares=("csat_index_squared", "", ""),
        meaning="Mean satisfaction from 0 % (worst grade) to 100 % (best grade).",
    ),
}

SCORE_FORMS = {
    "points_times_weight": Form(
        meaning="Points reached of points possible, times their weights; questions that did not apply "
        "{not_applicable}, failing a critical one {auto_fail}."
    ),
    "section_normalised": Form(
        meaning="Each section's share of points reached, times the section's weight; questions that did not apply "
        "{not_applicable}, failing a critical one {auto_fail}."
    ),
    "mean_of_rated": Form(
        meaning="Mean share of points reached over the rated questions, unweighted; questions that did not apply "
        "{not_applicable}, failing a critical one {auto_fail}."
    ),
}

METRICS: dict[str, Metric] = {
    m.name: m
    for m in (
        Metric(
            "contacts",
            "Contacts",
            "Number of contacts that arrived.",
            COUNT,
            "neither",
            ("contacts",),
            unit="contacts",
            format=NUMBER,
        ),
        Metric(
            "service_level",
            "Service level",
            SERVICE_LEVEL_FORMS["offered"].meaning,
            SHARE,
            "up",
            ("answered_in_target",),
            ("answered_timed", "abandoned"),
            chosen_by="service_level.variant",
            forms=SERVICE_LEVEL_FORMS,
        ),
        Metric(
            "asa",
            "Speed of answer",
            "Mean wait of answered contacts whose wait is known.",
            MEAN,
            "down",
            ("wait_seconds",),
            ("answered_timed",),
            squares=("wait_seconds_squared", "", ""),
            unit="s",
            format=DURATION,
        ),
        Metric(
            "abandonment",
            "Abandonment",
            "Share of contacts that left before an answer.",
            SHARE,
            "down",
            ("abandoned",),
            ("contacts",),
        ),
        Metric(
            "aht",
            "Handle time",
            "Mean handle time (talk, hold, wrap-up) of handled contacts where it is known.",
            MEAN,
            "neither",
            ("handle_seconds",),
            ("handled_timed",),
            squares=("handle_seconds_squared", "", ""),
            unit="s",
            format=DURATION,
        ),
        Metric(
            "short_handle_rate",
            "Short handling",
            "Share of handled contacts with a known handle time that took less than {short_handle} s.",
            SHARE,
            "down",
            ("short_handled",),
            ("handled_timed",),
        ),
        Metric(
            "repeat_rate",
            "Repeat rate",
            REPEAT_FORMS["all"].meaning,
            SHARE,
            "down",
            ("repeated",),
            ("repeat_judged",),
            chosen_by="repeat.index",
            forms=REPEAT_FORMS,
        ),
        Metric(
            "fcr",
            "First-contact resolution",
            "Share of handled contacts whose customer did not come back {scope} within {window} after they ended.",
            SHARE,
            "up",
            ("handled_judged", "-handled_repeated"),
            ("handled_judged",),
        ),
        Metric(
            "resolution",
            "Resolution",
            "Share of contacts marked as solved, where the source says.",
            SHARE,
            "up",
            ("resolved",),
            ("resolution_known",),
        ),
        Metric(
            "reopen_rate",
            "Reopened",
            "Share of contacts opened again after closing, where the source says.",
            SHARE,
            "down",
            ("reopened",),
            ("reopening_known",),
        ),
        Metric(
            "target_met_rate",
            "Target met",
            "Share of contacts that met the source's own target, where it says.",
            SHARE,
            "up",
            ("target_met",),
            ("target_known",),
        ),
        Metric(
            "transfer_rate",
            "Transfers",
            "Share of contacts passed on at least once, where it is known.",
            SHARE,
            "down",
            ("transferred",),
            ("transfers_known",),
        ),
        Metric(
            "csat",
            "Satisfaction",
            CSAT_FORMS["top2"].meaning,
            SHARE,
            "up",
            ("satisfied",),
            ("csat_answers",),
            grain=SURVEY,
            chosen_by="csat.variant",
            forms=CSAT_FORMS,
        ),
        Metric(
            "csat_mean",
            "Mean satisfaction",
            "Mean satisfaction grade given in surveys.",
            MEAN,
            "up",
            ("csat_sum",),
            ("csat_answers",),
            squares=("csat_squared", "", ""),
            format=SCORE,
            grain=SURVEY,
        ),
        Metric(
            "nps",
            "Net promoter score",
            "Share of survey answers of 9 or 10 minus share of 0 to 6, on likelihood to recommend.",
            NET,
            "up",
            ("promoters", "-detractors"),
            ("nps_answers",),
            squares=("promoters", "detractors"),
            grain=SURVEY,
        ),
        Metric(
            "quality_score",
            "Quality score",
            SCORE_FORMS["points_times_weight"].meaning,
            MEAN,
            "up",
            ("points",),
            ("points_possible",),
            ("scored",),
            ("points_squared", "points_by_possible", "possible_squared"),
            grain=EVALUATION,
            chosen_by="score.variant",
            forms=SCORE_FORMS,
        ),
        Metric(
            "auto_fail_rate",
            "Auto-fails",
            "Share of evaluations with a failed critical question.",
            SHARE,
            "down",
            ("auto_failed",),
            ("evaluations",),
            grain=EVALUATION,
        ),
        Metric(
            "evaluations",
            "Evaluations",
            "Number of evaluations.",
            COUNT,
            "neither",
            ("evaluations",),
            unit="evaluations",
            format=NUMBER,
            grain=EVALUATION,
        ),
        Metric(
            "response_rate",
            "Survey response",
            "Share of contacts with a survey answer.",
            SHARE,
            "up",
            ("surveys",),
            ("contacts",),
        ),
    )
}

DEFERRED_METRICS: dict[str, Metric] = {
    m.name: m
    for m in (
        Metric(
            "response_median",
            "Median response time",
            "Half of the answered deferred contacts, such as email, were answered within this time{open_hours}.",
            QUANTILE,
            "down",
            (),
            unit="s",
            format=DURATION,
            quantile=0.5,
        ),
        Metric(
            "response_p90",
            "90% answered within",
            "Nine of ten answered deferred contacts, such as email, were answered within this time{open_hours}.",
            QUANTILE,
            "down",
            (),
            unit="s",
            format=DURATION,
            quantile=0.9,
        ),
        Metric(
            "backlog",
            "Backlog",
            "Deferred contacts, such as email, that were not answered yet when the period ended.",
            STOCK,
            "down",
            (),
            unit="contacts",
            format=NUMBER,
        ),
        Metric(
            "backlog_age",
            "Age of the backlog",
            "Half of the contacts in the backlog had been waiting longer than this{open_hours}.",
            STOCK_AGE,
            "down",
            (),
            unit="s",
            format=DURATION,
            quantile=0.5,
        ),
    )
}
"""What deferred work is measured by instead of speed of answer: read off the rows, for it does not add up."""


def metric(name: str) -> Metric:
    """The metric called `name`, or a QMError that lists the names."""
    found = METRICS.get(name) or DEFERRED_METRICS.get(name)
    if not found:
        raise QMError(f"There is no metric called '{name}'; there are {', '.join([*METRICS, *DEFERRED_METRICS])}.")
    return found


def metrics_that_fit(dimensions: Set[str]) -> list[str]:
    """The names of the metrics that can be split and narrowed by all of `dimensions`."""
    return [m.name for m in (*METRICS.values(), *DEFERRED_METRICS.values()) if dimensions <= set(m.dimensions)]
