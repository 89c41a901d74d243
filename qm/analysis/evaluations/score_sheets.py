"""Evaluations answer by answer, with what their customers said: what scorecards and evaluators are judged by.

One reading serves drivers, weights, agreement and the pages: the evaluations of one scorecard as a
frame, their answers as arrays that score under any weights.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from qm.errors import QMError
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION, INDEX, MEASURES, RATED, sql_literals
from qm.metrics.plan import QUESTIONED, rows_of
from qm.metrics.score_sql import most_points, questions_in_force
from qm.metrics.snapshot import Snapshot
from qm.models.scorecard.score import Numbers, ScoreSheet, score_sheet
from qm.store import Definitions, Store


@dataclass(frozen=True)
class EvaluationSheet:
    """The evaluations of one scorecard.

    `questions`: one row per question (question_id, text, section, weight, critical, dimension, controllable),
    `evaluations`: one row per evaluation (its ids, evaluated_at, what is known of its contact, csat,
    `grade` from 0 to 1, `satisfied`), `answers`: evaluations × questions, ready to be scored.
    """

    scorecard: str | None
    questions: pd.DataFrame
    evaluations: pd.DataFrame
    answers: ScoreSheet

    def __len__(self) -> int:
        return len(self.evaluations)

    @property
    def names(self) -> list[str]:
        """The numbers of the questions."""
        return [str(name) for name in self.questions["question_id"]]

    @cached_property
    def weights(self) -> Numbers:
        """Today's weights."""
        return np.asarray(self.questions["weight"], dtype=float)

    def rows(self, chosen: np.ndarray) -> "EvaluationSheet":
        """Only the chosen evaluations (a mask or positions)."""
        index = np.flatnonzero(chosen) if np.asarray(chosen).dtype == bool else np.asarray(chosen)
        return replace(
            self, evaluations=self.evaluations.iloc[index].reset_index(drop=True), answers=self.answers.rows(index)
        )

    def pairs(self) -> "EvaluationSheet":
        """One evaluation for each contact whose customer gave a grade."""
        contacts = self.contacts()
        return contacts.rows(contacts.evaluations["grade"].notna().to_numpy())

    def contacts(self) -> "EvaluationSheet":
        """One evaluation for each contact that is known by number.

        The newest that is no calibration, else the newest: several evaluations of one contact are
        not several customers.
        """
        known = self.evaluations[self.evaluations["contact_id"].notna()]
        order = known.assign(calibrated=known["calibration_id"].notna()).sort_values(
            ["calibrated", "evaluated_at", "evaluation_id"], ascending=[True, False, False], kind="stable"
        )
        return self.rows(np.sort(order.drop_duplicates("contact_id").index.to_numpy()))

    def shared(self) -> "EvaluationSheet":
        """The evaluations of contacts that several evaluators scored, with `item`, a number for each.

        Those of calibrations; where there are none, contacts that happen to have two evaluators.
        """
        e = self.evaluations
        calibrated = e["calibration_id"].notna().to_numpy()
        key = e["contact_id"].fillna("")
        if calibrated.any():
            key = e["calibration_id"].fillna("") + "\n" + key
        else:
            calibrated = e["contact_id"].notna().to_numpy()
        evaluators = e["evaluator_id"].groupby(key.where(calibrated)).transform("nunique")
        chosen = self.rows((calibrated & (evaluators >= 2)).to_numpy())
        item = pd.factorize(key[calibrated & (evaluators >= 2)])[0]
        return replace(chosen, evaluations=chosen.evaluations.assign(item=item))


def scorecards(store: Store, filters: Filters | None = None) -> pd.DataFrame:
    """One row per scorecard with evaluations in the filtered data, most pairs first: scorecard, evaluations, pairs."""
    with snapshot(store) as view:
        chosen, parameters = _chosen(view, view.in_force, filters or Filters())
        return view.cursor.frame(
            f"""
            select
                e.scorecard,
                count(*) as evaluations,
                count(distinct case when s.contact_id is not null then e.contact_id end) as pairs
            from ({chosen}) as k
            join evaluations as e on e.evaluation_id = k.evaluation_id
            left join ({_grades()}) as s on s.contact_id = e.contact_id
            group by e.scorecard
            order by pairs desc, evaluations desc, e.scorecard nulls last
            """,
            parameters,
        )


def evaluation_sheet(
    store: Store, filters: Filters | None = None, scorecard: str | None = None, definitions: Definitions | None = None
) -> EvaluationSheet:
    """The filtered evaluations of a scorecard ("" for those that name none); unless told, of the one with most pairs.

    A filter by question or section says nothing here and is left out. QMError where there are no
    evaluations, or none on that scorecard.
    """
    filters = filters or Filters()
    known = scorecards(store, filters)
    if known.empty:
        raise QMError("There are no evaluations in what is looked at; import evaluations, or widen the filters.")
    names = [None if pd.isna(name) else str(name) for name in known["scorecard"]]
    if scorecard is not None and (scorecard or None) not in names:
        listed = ", ".join(name or "(none)" for name in names)
        raise QMError(f"There are no evaluations on a scorecard '{scorecard}'; there are some on {listed}.")
    return _read(store, filters, names[0] if scorecard is None else scorecard or None, definitions)


def evaluation_sheets(store: Store, filters: Filters | None = None) -> list[EvaluationSheet]:
    """The sheet of every scorecard that has evaluations in the filtered data."""
    filters = filters or Filters()
    names = scorecards(store, filters)["scorecard"]
    return [_read(store, filters, None if pd.isna(name) else str(name), None) for name in names]


def _read(store: Store, filters: Filters, scorecard: str | None, definitions: Definitions | None) -> EvaluationSheet:
    with snapshot(store) as view:
        in_force = definitions or view.in_force
        chosen, parameters = _chosen(view, in_force, filters)
        parameters = parameters | {"scorecard": scorecard}
        evaluations = view.cursor.frame(_evaluations(view, in_force, chosen), parameters)
        answers = view.cursor.frame(_answers(view, chosen), parameters)
        questions = view.cursor.frame(_questions(chosen), parameters)
    points, possible, absent = _table(answers, evaluations, questions)
    sheet = score_sheet(
        points,
        possible,
        absent,
        questions["section"].fillna(""),
        [None if pd.isna(c) else str(c) for c in questions["critical"]],
        variant=in_force.score.variant,
        instead=in_force.score.not_applicable,
        auto_fail=in_force.score.auto_fail,
    )
    satisfied = evaluations["satisfied"].astype("boolean")
    return EvaluationSheet(scorecard, questions, evaluations.assign(satisfied=satisfied), sheet)


def _table(
    answers: pd.DataFrame, evaluations: pd.DataFrame, questions: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    shape = len(evaluations), len(questions)
    points, possible, absent = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    place = answers["row"].to_numpy(), answers["place"].to_numpy()
    points[place] = answers["points"].to_numpy(dtype=float)
    possible[place] = answers["points_possible"].to_numpy(dtype=float)
    absent[place] = answers["not_applicable"].to_numpy(dtype=bool)
    return points, possible, absent


def _chosen(view: Snapshot, definitions: Definitions, filters: Filters) -> tuple[str, dict[str, Any]]:
    """One row per evaluation of the filtered data."""
    for name in QUESTIONED:
        filters = filters.without(name)
    source = rows_of(view, definitions, EVALUATION, set(filters.dimensions))
    return (
        f"""
        select f.evaluation_id, f.agent_id, f.agent_row, f.channel, f.queue, f.reason, f.wait_seconds
        from {source.from_clause(filters.dimensions)}
        where {filters.condition(source.time, source.expressions)}
        """,
        filters.parameters,
    )


def _grades() -> str:
    """One row per survey answer with a grade that counts."""
    return f"""
    select
        f.contact_id, f.csat, f.csat_max, f.nps, f.comment,
        {INDEX} as grade,
        f.csat >= coalesce(f.csat_max, 5) - 1 as satisfied
    from surveys as f
    where {RATED}
    """


def _ordered(chosen: str) -> str:
    return f"""
    select k.*, row_number() over (order by e.evaluated_at, e.evaluation_id) - 1 as row
    from ({chosen}) as k
    join evaluations as e on e.evaluation_id = k.evaluation_id
    where e.scorecard is not distinct from $scorecard
    """


def _evaluations(view: Snapshot, definitions: Definitions, chosen: str) -> str:
    literals = sql_literals(definitions, view.latest_at)
    judged, repeated = (MEASURES[name].condition(literals) for name in ("repeat_judged", "repeated"))
    return f"""
    with chosen as ({_ordered(chosen)}),
    grades as ({_grades()}),
    -- one row per contact: what may matter to its customer
    contacts_known as (
        select
            f.contact_id, f.customer_id, f.arrived_at, f.handle_seconds, f.transfers, f.escalated, f.resolved,
            case when {judged} then coalesce({repeated}, false) end as repeated
        from contacts as f
    )
    select
        e.evaluation_id, e.contact_id, k.agent_id, a.team, e.evaluator_id, e.evaluated_at, e.calibration_id,
        c.customer_id, c.arrived_at, k.channel, k.queue, k.reason, k.wait_seconds, c.handle_seconds, c.transfers,
        c.escalated, c.resolved, c.repeated,
        s.csat, s.csat_max, s.nps, s.comment, s.grade, s.satisfied
    from chosen as k
    join evaluations as e on e.evaluation_id = k.evaluation_id
    left join contacts_known as c on c.contact_id = e.contact_id
    left join grades as s on s.contact_id = e.contact_id
    left join agents as a on a.agent_row = k.agent_row
    order by k.row
    """


def _questions(chosen: str) -> str:
    return f"""
    with questions_in_force as ({questions_in_force()}),
    -- one row per question that was answered or stands on the scorecard
    asked as (
        select x.question_id
        from ({chosen}) as k
        join evaluations as e on e.evaluation_id = k.evaluation_id
        join answers as x on x.evaluation_id = k.evaluation_id
        where e.scorecard is not distinct from $scorecard
        union
        select question_id from questions_in_force where scorecard = $scorecard
    ),
    -- one row per question: what the newest version says of it
    described as (
        select
            q.question_id, q.text, q.dimension, q.controllable,
            row_number() over (
                partition by q.question_id
                order by length(q.version) desc nulls last, q.version desc, q.batch desc, q.scorecard
            ) as age
        from questions as q
        where $scorecard is null or q.scorecard = $scorecard
    )
    select
        a.question_id, d.text, q.section, coalesce(q.weight, 1) as weight, q.points_possible, q.critical,
        d.dimension, d.controllable
    from asked as a
    left join questions_in_force as q
        on q.question_id = a.question_id and q.scorecard is not distinct from $scorecard
    left join described as d on d.question_id = a.question_id and d.age = 1
    order by length(a.question_id), a.question_id
    """


def _answers(view: Snapshot, chosen: str) -> str:
    most = "select * from most_points" if view.built else most_points()
    return f"""
    with chosen as ({_ordered(chosen)}),
    questions_in_force as ({questions_in_force()}),
    most_points as ({most}),
    -- one row per question that was answered or stands on the scorecard
    asked as (
        select x.question_id from chosen as k join answers as x on x.evaluation_id = k.evaluation_id
        union
        select question_id from questions_in_force where scorecard = $scorecard
    ),
    -- one row per question, numbered
    places as (
        select question_id, row_number() over (order by length(question_id), question_id) - 1 as place from asked
    )
    select
        k.row,
        p.place,
        x.points,
        coalesce(x.points_possible, q.points_possible, m.most) as points_possible,
        coalesce(x.not_applicable, false) as not_applicable
    from chosen as k
    join answers as x on x.evaluation_id = k.evaluation_id
    join places as p on p.question_id = x.question_id
    left join questions_in_force as q
        on q.question_id = x.question_id and q.scorecard is not distinct from $scorecard
    left join most_points as m on m.question_id = x.question_id and m.scorecard is not distinct from $scorecard
    """
