-- Version 3: what is to be done is a table of its own. A follow-up was taken for done as soon as any later coaching or
-- feedback of the agent was on its question or on none; one note on no single question closed all of an agent's.

alter table coaching add column followed_up_at timestamp;
alter table coaching_replaced add column followed_up_at timestamp;

-- one row per thing to do: follow-up, recovery, review decision, calibration …
create table actions (
    action_id varchar not null,
    kind varchar not null,
    subject varchar,
    question_id varchar,
    owner varchar,
    opened_at timestamp not null,
    due_at timestamp,
    contacted_at timestamp,
    done_at timestamp,
    outcome varchar,
    note varchar,
    done_from varchar,
    opened_by varchar,
    changed_at timestamp,
    changed_by varchar
);

-- Follow-ups so far. Done are those with a later event that names a question: theirs, or any where they name none.
-- Those that only a note on no single question closed are open again.
insert into actions (action_id, kind, subject, question_id, owner, opened_at, due_at, done_at, done_from, opened_by)
with
-- one row per event that is to be followed up, with the first later one that closed it
followed as (
    select c.agent_id, c.held_at, c.coach_id, c.kind, c.question_id, c.follow_up_on, min(later.held_at) as done_at
    from coaching as c
    left join coaching as later
        on later.agent_id = c.agent_id and later.held_at > c.held_at
        and cast(later.held_at as date) >= c.follow_up_on
        and later.question_id is not null
        and (c.question_id is null or later.question_id = c.question_id)
    where c.follow_up_on is not null
    group by all
)
select
    md5(concat_ws(
        chr(31), f.agent_id, cast(f.held_at as varchar), coalesce(f.coach_id, ''), coalesce(f.kind, ''),
        coalesce(f.question_id, '')
    )) as action_id,
    'follow-up' as kind, f.agent_id as subject, f.question_id, f.coach_id as owner, f.held_at as opened_at,
    f.follow_up_on as due_at, f.done_at, case when f.done_at is not null then 'log' end as done_from,
    t.typed_by as opened_by
from followed as f
left join coaching_entries as t
    on t.taken_back_at is null and t.agent_id = f.agent_id and t.held_at = f.held_at
    and t.coach_id is not distinct from f.coach_id and t.kind is not distinct from f.kind
    and t.question_id is not distinct from f.question_id;
