"""How answers add up to a quality score: the SQL for every variant.

Decisions where a scorecard leaves room:
- The question that an answer belongs to is the newest version on the evaluation's scorecard;
  an evaluation without a scorecard takes the newest question with that number on any.
  A version saved in the app is among them only while it is in use (qm/analysis/scorecard/versions.py).
- Points possible are the answer's own, else the question's, else the most points anyone
  has got for that question. An answer without points is not rated, and never counts.
- A missing weight is 1; questions without a section form one section.
- A critical question with less than full points fails, unless it did not apply. What that
  does is the milder of the question's marking and the definition `score.auto_fail`.
- By question and by section the score is the plain one, before auto-fail.
"""

from qm.store import Definitions

FAILURES = {"flag": 1, "section": 2, "whole": 3}

# one row per answer that counts: points and points possible as they enter the score
COUNTED_POINTS = {
    "points_times_weight": ("weight * points", "weight * points_possible"),
    "section_normalised": (
        "section_weight * ratio(weight * points, section_possible)",
        "section_weight * ratio(weight * points_possible, section_possible)",
    ),
    "mean_of_rated": ("ratio(points, points_possible)", "case when points_possible <> 0 then 1.0 end"),
}
# points of a question that did not apply; without any it does not count
NOT_APPLICABLE_POINTS = {"renormalise": "cast(null as double)", "full": "points_possible", "zero": "0.0"}


def questions_in_force() -> str:
    """One row per scorecard and question: its newest version; scorecard null: on any scorecard."""
    return """
    select scorecard, question_id, section, weight, points_possible, critical
    from (
        select
            q.scorecard, q.question_id, q.section, q.weight, q.points_possible, q.critical,
            row_number() over (
                partition by q.scorecard, q.question_id
                order by length(q.version) desc nulls last, q.version desc, q.batch desc
            ) as age
        from questions as q
        union all
        select
            null, q.question_id, q.section, q.weight, q.points_possible, q.critical,
            row_number() over (
                partition by q.question_id
                order by length(q.version) desc nulls last, q.version desc, q.batch desc, q.scorecard
            ) as age
        from questions as q
    ) as versions
    where age = 1
    """


def most_points() -> str:
    """One row per scorecard and question whose points possible an answer leaves open: the most points got."""
    return """
    select e.scorecard, x.question_id, max(x.points) as most
    from answers as x
    join evaluations as e on e.evaluation_id = x.evaluation_id
    where x.points_possible is null and x.points is not null
    group by e.scorecard, x.question_id
    """


def answer_scores(definitions: Definitions, only: str = "true", most: str | None = None) -> str:
    """One row per answer of a known evaluation, with the points that enter the score.

    `only` is a condition on `e`, the evaluation; `most` a table that stands for `most_points`.
    Points and points possible are null when the answer does not count.
    """
    points, possible = COUNTED_POINTS[definitions.score.variant]
    limit = FAILURES[definitions.score.auto_fail]
    instead = NOT_APPLICABLE_POINTS[definitions.score.not_applicable]
    return f"""
    with questions_in_force as ({questions_in_force()}),
    most_points as ({f"select * from {most}" if most else most_points()}),
    -- one row per answer, with its question
    answers_known as (
        select
            x.evaluation_id,
            x.question_id,
            q.section,
            q.critical,
            coalesce(q.weight, 1) as weight,
            coalesce(x.not_applicable, false) as not_applicable,
            x.points,
            coalesce(x.points_possible, q.points_possible, m.most) as points_possible
        from answers as x
        join evaluations as e on e.evaluation_id = x.evaluation_id
        left join questions_in_force as q
            on q.question_id = x.question_id and q.scorecard is not distinct from e.scorecard
        left join most_points as m
            on m.question_id = x.question_id and m.scorecard is not distinct from e.scorecard
        where {only}
    ),
    -- one row per answer: what a question that did not apply counts, what failing it does
    answers_rated as (
        select
            evaluation_id,
            question_id,
            section,
            weight,
            points_possible,
            case when not_applicable then {instead} else points end as points,
            case
                when not_applicable or critical is null or not points < points_possible then 0
                when points is null or points_possible is null then 0
                when critical = 'whole' then {min(limit, 3)}
                when critical = 'section' then {min(limit, 2)}
                else 1
            end as failure
        from answers_known
    ),
    -- one row per answer: possible points of those that count, null for the others
    answers_counted as (
        select
            evaluation_id,
            question_id,
            section,
            failure,
            weight,
            case when points_possible is not null then points end as points,
            case when points is not null then points_possible end as points_possible
        from answers_rated
    ),
    -- one row per answer: what its section weighs in this evaluation
    answers_in_sections as ({_in_sections(definitions)})
    select
        evaluation_id,
        question_id,
        section,
        {points} as points,
        {possible} as points_possible,
        cast(failure as tinyint) as failure
    from answers_in_sections
    """


def _in_sections(definitions: Definitions) -> str:
    if definitions.score.variant != "section_normalised":  # the windows cost, so only where they count
        return "select * from answers_counted"
    return """
        select
            evaluation_id, question_id, section, failure, weight, points, points_possible,
            sum(case when points is not null then weight end)
                over (partition by evaluation_id, section) as section_weight,
            sum(case when points is not null then weight * points_possible end)
                over (partition by evaluation_id, section) as section_possible
        from answers_counted
    """


def agents_in_force() -> str:
    """One row per agent and stretch of days on which the row held."""
    return """
    select
        agent_id,
        agent_row,
        coalesce(valid_from, date '0001-01-01') as first_day,
        coalesce(
            lead(valid_from) over (partition by agent_id order by valid_from nulls first),
            date '9999-12-31'
        ) as day_after
    from agents
    """


def evaluation_scores(answers: str, only: str = "true") -> str:
    """One row per evaluation: its score, its agent on that day, and what is known of its contact.

    `answers` is a table or query of `answer_scores`; `only` a condition on `e`, the evaluation.
    Points are after auto-fail; `points_before_fail` are without it.
    """
    return f"""
    with answer_points as ({answers}),
    -- one row per evaluation and section
    section_points as (
        select
            evaluation_id,
            section,
            sum(points) as points,
            sum(points_possible) as points_possible,
            max(failure) as failure
        from answer_points
        group by evaluation_id, section
    ),
    -- one row per evaluation with answers
    points as (
        select
            evaluation_id,
            sum(points) as points_before_fail,
            sum(points_possible) as points_possible,
            sum(case when failure = 2 then 0.0 else points end) as points_after_sections,
            max(failure) as failure
        from section_points
        group by evaluation_id
    ),
    -- one row per evaluation, with its contact
    evaluations_known as (
        select
            e.evaluation_id,
            e.evaluator_id,
            e.evaluated_at,
            e.contact_id,
            c.arrived_at,
            c.channel,
            c.queue,
            c.reason,
            c.wait_seconds,
            coalesce(e.agent_id, c.agent_id) as agent_id
        from evaluations as e
        left join contacts as c on c.contact_id = e.contact_id
        where {only}
    ),
    agents_in_force as ({agents_in_force()})
    select
        k.evaluation_id,
        k.contact_id,
        cast(k.arrived_at as date) as contact_day,
        k.evaluated_at as counted_at,
        k.evaluator_id,
        k.agent_id,
        g.agent_row,
        k.channel,
        k.queue,
        k.reason,
        k.wait_seconds,
        case when p.failure = 3 then 0.0 else p.points_after_sections end as points,
        p.points_possible,
        p.points_before_fail,
        cast(coalesce(p.failure, 0) as tinyint) as failure
    from evaluations_known as k
    left join points as p on p.evaluation_id = k.evaluation_id
    left join agents_in_force as g
        on g.agent_id = k.agent_id
        and g.first_day <= cast(k.evaluated_at as date)
        and g.day_after > cast(k.evaluated_at as date)
    """
