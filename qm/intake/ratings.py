"""A file of ratings as what it is to the store: evaluations whose item is the calibration, with an answer each."""

from dataclasses import replace
from pathlib import Path

from qm.errors import QMError
from qm.intake.kinds import RATINGS, SESSION
from qm.intake.mapping import Mapping, Rule
from qm.store import Cursor

QUESTION = "rating"
"""The question that a rating answers, in files that name none."""

JOIN = " · "

ONE_SESSION = (
    "No column tells the session or the day of the ratings, so item and rater alone tell them apart: ratings of the "
    "same items by the same raters in another file replace these. Name a column, or write "
    'session = {value = "…"} in the mapping, to keep sessions apart.'
)


def as_evaluations(mapping: Mapping, file: str) -> Mapping:
    """A mapping of ratings with the fields that the file leaves open; any other mapping as it is.

    An evaluation is an item, a rater and, where the file tells it, a session or day (see `tell_sessions_apart`); its
    scorecard is the name of the file, so that scales of different files do not mix. QMError where item or rater is no
    column.
    """
    if mapping.kind != RATINGS or not {"calibration_id", "evaluator_id"} <= mapping.fields.keys():
        return mapping
    parts = mapping.fields["calibration_id"], mapping.fields["evaluator_id"]
    if "evaluation_id" not in mapping.fields and not all(rule.columns for rule in parts):
        raise QMError(
            f"In {file}, calibration_id (the item) and evaluator_id (the rater) must each be a column, "
            "because together they tell ratings apart."
        )
    open_fields = {
        "evaluation_id": Rule(columns=parts[0].columns + parts[1].columns, join=JOIN),
        "question_id": Rule(value=QUESTION),
        "scorecard": Rule(value=Path(file).stem),
    }
    return replace(mapping, fields=open_fields | mapping.fields)


def day_note(mapping: Mapping) -> list[str]:
    """What stands in for the day where no column tells it."""
    rule = mapping.fields.get("evaluated_at")
    if mapping.kind != RATINGS or rule is None or rule.value is None:
        return []
    return [f"No column tells when the ratings were made; {rule.value} stands in (evaluated_at in the mapping)."]


def are_told_apart_by_us(mapping: Mapping) -> bool:
    """Whether the file leaves it to us which ratings are the same: no column has their numbers."""
    return mapping.kind == RATINGS and "evaluation_id" not in mapping.fields


def session_note(mapping: Mapping) -> list[str]:
    """That a later session would replace this one, where nothing tells sessions apart."""
    return [] if _session_sql(mapping) else [ONE_SESSION]


def tell_sessions_apart(cursor: Cursor, mapping: Mapping) -> None:
    """Put the session, else the day, into the ids of `candidate_rows`, which are item and rater so far.

    Earlier versions kept item and rater alone. Where the store has such an id for the very same session, the row
    keeps it: known by its day, or, where no day is told, by ratings that are all the same.
    """
    session = _session_sql(mapping)
    if session is None:
        return
    if mapping.fields["evaluated_at"].columns:
        same_session = "cast(known.evaluated_at as date) = cast(rated.evaluated_at as date)"
    else:
        alike = "answers.points is not distinct from rated.points"
        same_session = f"bool_and({alike}) over (partition by rated.session_told)"
    cursor.run(f"""
        create or replace temp table candidate_rows as
        with rated as (select *, {session} as session_told from candidate_rows),
        met as (
            select rated.evaluation_id, rated.session_told, {same_session} as is_same
            from rated
            join evaluations as known on known.evaluation_id = rated.evaluation_id
            left join answers on answers.evaluation_id = rated.evaluation_id
                and answers.question_id = rated.question_id
            where not rated.excluded
        ),
        kept as (  -- an id stands for one session only
            select evaluation_id, min(session_told) as session_told from met where is_same group by evaluation_id
        )
        select rated.* exclude (session_told)
                   replace (case when kept.evaluation_id is null and rated.session_told is not null
                                 then rated.evaluation_id || '{JOIN}' || rated.session_told
                                 else rated.evaluation_id end as evaluation_id)
        from rated
        left join kept using (evaluation_id, session_told)
    """)


def _session_sql(mapping: Mapping) -> str | None:
    """SQL over `candidate_rows`: what tells sessions apart; None where nothing does."""
    if SESSION in mapping.fields:
        return SESSION
    if mapping.fields["evaluated_at"].columns:
        return "cast(cast(evaluated_at as date) as varchar)"
    return None
