-- Version 2: who wrote a row, and when. Two makes of version 1 went about: the older one has no coaching_entries,
-- evaluation_replies, scorecard_versions and targets yet, and stores older still lack mappings or scenarios.

---------- what people set

-- one row per definition that differs from its default
create table if not exists settings (name varchar primary key, value varchar not null);

-- one row per remembered mapping
create table if not exists mappings (
    name varchar primary key,
    kind varchar not null,
    header varchar not null,        -- fingerprint of the file's header, so the next such file finds it
    mapping varchar not null,       -- TOML
    saved_at timestamp not null
);

-- one row per saved what-if
create table if not exists scenarios (
    name varchar primary key,
    queue varchar,                  -- the queue it was made for, as shown
    numbers varchar not null,       -- lever → shown number as JSON; a lever not named stands as today
    figures varchar not null,       -- what it came to when it was saved, as JSON
    saved_at timestamp not null
);

---------- what people type in: no import changes it, no undo takes it away

-- one row per coaching row typed in (coaching.batch 0): its key, and the form that it came from
create table if not exists coaching_entries (
    token varchar primary key,      -- one per form drawn, so that a form sent twice is kept once
    agent_id varchar not null,
    held_at timestamp not null,
    coach_id varchar,
    kind varchar,
    question_id varchar,
    typed_at timestamp not null,
    taken_back_at timestamp
);

-- one row per reply to an evaluation: acknowledged, or disputed with a reason
create table if not exists evaluation_replies (
    token varchar primary key,
    evaluation_id varchar not null,
    kind varchar not null,          -- acknowledged, disputed
    reason varchar,
    replied_at timestamp not null,
    taken_back_at timestamp
);

-- one row per evaluation, with the replies typed in beside those of its source
create or replace view evaluations_replied as
select
    e.evaluation_id, e.contact_id, e.agent_id, e.evaluator_id, e.evaluated_at, e.scorecard, e.calibration_id,
    coalesce(r.acknowledged_at, e.acknowledged_at) as acknowledged_at,
    case when r.disputed_at is not null then true else e.disputed end as disputed
from evaluations as e
left join (
    select
        evaluation_id,
        max(case when kind = 'acknowledged' then replied_at end) as acknowledged_at,
        max(case when kind = 'disputed' then replied_at end) as disputed_at
    from evaluation_replies
    where taken_back_at is null
    group by evaluation_id
) as r on r.evaluation_id = e.evaluation_id;

-- one row per saved scorecard version: a proposal until somebody puts it in use
create table if not exists scorecard_versions (
    scorecard varchar,              -- null: evaluations that name none
    version varchar not null,
    note varchar not null,
    points varchar not null,        -- question → points of 100, as JSON
    figures varchar not null,       -- what it came to when it was saved, as JSON
    saved_at timestamp not null,
    used_at timestamp               -- since when scores are made with it; null while it is a proposal
);

-- one row per team and metric with a target
create table if not exists targets (
    team varchar not null,          -- empty: the whole centre
    metric varchar not null,
    level double not null,          -- the value to reach, as the metric is kept (shares from 0 to 1, seconds)
    baseline double,                -- the value when the target was set; null: there were no data
    baseline_from date,             -- the days that the baseline is from
    baseline_to date,
    set_at timestamp not null,
    primary key (team, metric)
);

---------- who and when, for rows written from now on

alter table settings add column if not exists set_by varchar;
alter table settings add column if not exists set_at timestamp;
alter table mappings add column if not exists saved_by varchar;
alter table scenarios add column if not exists saved_by varchar;
alter table scorecard_versions add column if not exists saved_by varchar;
alter table scorecard_versions add column if not exists used_by varchar;
alter table targets add column if not exists set_by varchar;
alter table coaching_entries add column if not exists typed_by varchar;
alter table coaching_entries add column if not exists taken_back_by varchar;
alter table evaluation_replies add column if not exists replied_by varchar;
alter table evaluation_replies add column if not exists taken_back_by varchar;
alter table imports add column if not exists undone_by varchar;

---------- the derived tables are made anew where they were built from other declarations

create table if not exists metrics_state (
    latest_at timestamp,
    definitions varchar not null,
    sizes varchar not null
);
alter table metrics_state add column if not exists signature varchar;

create or replace macro ratio(part, whole) as part / nullif(whole, 0);
