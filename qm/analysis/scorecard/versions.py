"""A saved scorecard version put in use, and taken back: from then on every quality score is made with its weights.

Its questions join the table `questions` under the version's number, which is the newest, with the sum
of weights as it was, so that scorecards keep their part in a centre's score. Taking it back removes them.
"""

from datetime import datetime

from qm.errors import QMError
from qm.metrics.derived import refresh
from qm.metrics.score_sql import questions_in_force
from qm.store import Cursor, Session
from qm.store.scorecard_versions import SavedVersion, age, versions_in

TYPED = 0
"""The batch of rows that a person made; no undo touches them."""


def put_in_use(session: Session, scorecard: str | None, version: str, at: datetime) -> None:
    """Score by a saved version from now on, in place of any other that was put in use.

    QMError for a version that is not there, evaluations without a scorecard, and where a newer
    version was imported since. Nothing happens when it is in use already.
    """
    with session.write() as cursor:
        chosen = _saved(cursor, scorecard, version)
        if chosen.used_at:
            return
        if scorecard is None:
            raise QMError(
                "These evaluations name no scorecard, so no version of one can be put in use; "
                "import them with a column for scorecard."
            )
        _remove(cursor, scorecard)
        newer = [v for v in _imported(cursor, scorecard) if age(v) >= age(version)]
        if newer:
            raise QMError(
                f"Version {max(newer, key=age)} was imported after version {version} was saved; load its weights, "
                "save them as a new version, and put that in use."
            )
        _add(cursor, chosen)
        cursor.run(
            """
            update scorecard_versions set used_at = $at, used_by = $by
            where scorecard = $scorecard and version = $version
            """,
            {"at": at, "by": session.person or None, "scorecard": scorecard, "version": version},
        )
        _rescore(cursor, scorecard)


def take_back(session: Session, scorecard: str | None) -> None:
    """Score by what was imported again. Nothing happens when no saved version is in use."""
    if scorecard is None:
        return
    with session.write() as cursor:
        if any(v.used_at for v in versions_in(cursor, scorecard)):
            _remove(cursor, scorecard)
            _rescore(cursor, scorecard)


def _saved(cursor: Cursor, scorecard: str | None, version: str) -> SavedVersion:
    for one in versions_in(cursor, scorecard):
        if one.version == version:
            return one
    raise QMError(f"There is no saved version {version} of this scorecard any more.")


def _remove(cursor: Cursor, scorecard: str) -> None:
    cursor.run(
        """
        delete from questions
        where batch = $typed and scorecard = $scorecard
          and version in (select version from scorecard_versions where scorecard = $scorecard)
        """,
        {"typed": TYPED, "scorecard": scorecard},
    )
    cursor.run("update scorecard_versions set used_at = null, used_by = null where scorecard = $1", [scorecard])


def _imported(cursor: Cursor, scorecard: str) -> list[str]:
    rows = cursor.rows(
        "select distinct version from questions where scorecard = $1 and version is not null", [scorecard]
    )
    return [version for (version,) in rows]


def _add(cursor: Cursor, chosen: SavedVersion) -> None:
    """The questions of the version: what is in force, with other weights of the same sum."""
    weights = f"select question_id, coalesce(weight, 1) from ({questions_in_force()}) as q where scorecard = $1"
    in_force = dict(cursor.rows(weights, [chosen.scorecard]))
    total = sum(in_force.get(question, 1.0) for question in chosen.points)
    for question, points in chosen.points.items():
        cursor.run(
            f"""
            insert into questions (
                scorecard, version, question_id, section, text, weight, points_possible, critical, dimension,
                controllable, batch
            )
            select
                $scorecard, $version, $question, q.section, d.text, $weight, q.points_possible, q.critical,
                d.dimension, d.controllable, $typed
            from (select 1) as one
            left join ({questions_in_force()}) as q on q.scorecard = $scorecard and q.question_id = $question
            left join ({_described()}) as d on d.scorecard = $scorecard and d.question_id = $question
            """,
            {
                "scorecard": chosen.scorecard,
                "version": chosen.version,
                "question": question,
                "weight": points / 100 * total,
                "typed": TYPED,
            },
        )


def _described() -> str:
    """One row per scorecard and question: what the newest version says of it."""
    return """
    select scorecard, question_id, text, dimension, controllable
    from (
        select
            scorecard, question_id, text, dimension, controllable,
            row_number() over (
                partition by scorecard, question_id
                order by length(version) desc nulls last, version desc, batch desc
            ) as age
        from questions
    ) as versions
    where age = 1
    """


def _rescore(cursor: Cursor, scorecard: str) -> None:
    """Bring the scores up to date: those on this scorecard, and those on none, which take the newest of any."""
    cursor.run("create or replace temp table no_days (day date)")
    cursor.run(
        "create or replace temp table rescored as select evaluation_id from evaluations "
        "where scorecard = $1 or scorecard is null",
        [scorecard],
    )
    refresh(cursor, "no_days", "rescored")
    for name in ("no_days", "rescored"):
        cursor.run(f"drop table if exists temp.{name}")
