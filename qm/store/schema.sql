-- The tables of data.md, and the columns and tables qm adds for itself. Run at every opening:
-- a store made before a table was thought of gets it; what changes a table needs a migration in db.py.
-- No primary keys: identity is checked once per import by set operations in the one
-- writer, which costs a tenth of an index on millions of text ids.
-- Every contract table carries `batch`: the import that wrote the row as it stands.

-- one row per contact
create table if not exists contacts (
    contact_id varchar not null,
    customer_id varchar,
    arrived_at timestamp not null,
    channel varchar,
    queue varchar,
    reason varchar,
    agent_id varchar,
    wait_seconds double,
    handle_seconds double,
    abandoned boolean,
    transfers integer,
    escalated boolean,
    resolved boolean,
    reopened boolean,
    met_target boolean,
    ---------- qm's own
    batch integer not null,
    event_order varchar,            -- event logs: sorts a later event of the contact after an earlier one
    agent_row bigint,               -- agents.agent_row in force when the contact arrived
    ended_at timestamp,             -- arrived_at + wait + handle, unknown parts 0
    next_any_seconds bigint,        -- from ended_at to the customer's next contact starting after it
    next_reason_seconds bigint,     -- the same, same reason
    next_channel_seconds bigint     -- the same, same channel
);

-- one row per survey answer
create table if not exists surveys (
    contact_id varchar not null,
    responded_at timestamp,
    csat double,
    csat_max double,
    nps double,
    effort double,
    comment varchar,
    batch integer not null
);

-- one row per evaluation
create table if not exists evaluations (
    evaluation_id varchar not null,
    contact_id varchar,
    agent_id varchar,
    evaluator_id varchar not null,
    evaluated_at timestamp not null,
    scorecard varchar,
    calibration_id varchar,
    acknowledged_at timestamp,
    disputed boolean,
    batch integer not null
);

-- one row per answer to a question in an evaluation
create table if not exists answers (
    evaluation_id varchar not null,
    question_id varchar not null,
    points double,
    points_possible double,
    not_applicable boolean,
    comment varchar,
    batch integer not null
);

-- one row per question of a scorecard version
create table if not exists questions (
    scorecard varchar not null,
    version varchar,
    question_id varchar not null,
    section varchar,
    text varchar,
    weight double,
    points_possible double,
    critical varchar,
    dimension varchar,
    controllable boolean,
    batch integer not null
);

-- one row per agent, from a day on
create sequence if not exists agent_rows;
create table if not exists agents (
    agent_id varchar not null,
    valid_from date,
    name varchar,
    team varchar,
    supervisor varchar,
    manager varchar,
    site varchar,
    shift varchar,
    hired_on date,
    tenure varchar,
    batch integer not null,
    agent_row bigint not null default nextval('agent_rows')   -- what contacts.agent_row points to
);

-- one row per coaching or feedback event
create table if not exists coaching (
    agent_id varchar not null,
    coach_id varchar,
    held_at timestamp not null,
    kind varchar,
    question_id varchar,
    note varchar,
    follow_up_on date,
    batch integer not null          -- 0: typed in by a person, no undo touches it
);

-- one row per interval × queue
create table if not exists staffing (
    starts_at timestamp not null,
    minutes double,
    queue varchar,
    channel varchar,
    agents double,
    batch integer not null
);

---------- what came in, and the way back

-- one row per import
create sequence if not exists batches;
create table if not exists imports (
    batch integer primary key,
    file varchar not null,
    kind varchar not null,
    imported_at timestamp not null,
    imported_by varchar,
    rows bigint not null,
    accepted bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    excluded bigint not null,
    rejected bigint not null,
    report varchar not null,        -- the whole report as JSON
    undone_at timestamp
);

-- one row per row that an import replaced: <table>_replaced has the table's own columns,
-- and `replaced_by`, the batch that replaced it
create table if not exists contacts_replaced as select *, 0::integer as replaced_by from contacts limit 0;
create table if not exists surveys_replaced as select *, 0::integer as replaced_by from surveys limit 0;
create table if not exists evaluations_replaced as select *, 0::integer as replaced_by from evaluations limit 0;
create table if not exists answers_replaced as select *, 0::integer as replaced_by from answers limit 0;
create table if not exists questions_replaced as select *, 0::integer as replaced_by from questions limit 0;
create table if not exists agents_replaced as select *, 0::integer as replaced_by from agents limit 0;
create table if not exists coaching_replaced as select *, 0::integer as replaced_by from coaching limit 0;
create table if not exists staffing_replaced as select *, 0::integer as replaced_by from staffing limit 0;

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

---------- derived: brought up to date by qm.metrics after every change, never typed or imported

-- one row: what the derived tables were built with; empty until they are built
create table if not exists metrics_state (
    latest_at timestamp,            -- the latest arrival in all the data
    definitions varchar not null,   -- name → value as JSON
    sizes varchar not null          -- pre-aggregated table → rows as JSON
);

-- one row per agent row: the team that its contacts were added up under
create table if not exists teams_counted (agent_row bigint not null, team varchar);

-- one row per survey answer, with what is known of its contact
create table if not exists survey_contacts (
    contact_id varchar not null,
    counted_at timestamp,           -- the contact's arrival; without the contact, the answer's own time
    contact_found boolean not null,
    channel varchar,
    queue varchar,
    reason varchar,
    agent_id varchar,
    agent_row bigint,
    wait_seconds double,
    csat double,
    csat_max double,
    nps double
);

-- one row per contact that follows an earlier one of its customer within 30 days, with the last that it follows;
-- scope and kind of contact followed as defined
create table if not exists repeat_contacts (
    contact_id varchar not null,
    customer_id varchar not null,
    arrived_at timestamp not null,
    channel varchar,
    queue varchar,
    reason varchar,
    agent_id varchar,
    agent_row bigint,
    wait_seconds double,
    handle_seconds double,          -- of the answered
    previous_id varchar not null,
    previous_day date not null,
    previous_reason varchar,
    previous_channel varchar,
    gap_seconds double not null
);

-- one row per scorecard and question whose points possible answers leave open
create table if not exists most_points (scorecard varchar, question_id varchar not null, most double not null);

-- one row per answer of a known evaluation: the points that enter the score, null when it does not count
create table if not exists answer_scores (
    evaluation_id varchar not null,
    question_id varchar not null,
    section varchar,
    points double,
    points_possible double,
    failure tinyint not null        -- a failed critical question: 1 marked, 2 section, 3 whole; else 0
);

-- one row per evaluation, with its score and what is known of its contact
create table if not exists evaluation_scores (
    evaluation_id varchar not null,
    contact_id varchar,
    contact_day date,
    counted_at timestamp not null,  -- when it was evaluated
    evaluator_id varchar not null,
    agent_id varchar,               -- the evaluation's own, else the contact's
    agent_row bigint,               -- in force when it was evaluated
    channel varchar,
    queue varchar,
    reason varchar,
    wait_seconds double,
    points double,
    points_possible double,
    points_before_fail double,      -- as if no critical question had failed
    failure tinyint not null        -- the worst of its answers
);

-- one row per day × channel × queue × reason × team: the measures of contacts, added up;
-- a sum is null when none of its contacts has the value
create table if not exists contacts_by_day (
    day date not null,
    channel varchar,
    queue varchar,
    reason varchar,
    team varchar,
    contacts integer,
    abandoned integer,
    abandoned_in_target integer,
    short_abandons integer,
    answered_timed integer,
    answered_in_target integer,
    wait_seconds double,
    wait_seconds_squared double,
    handled_timed integer,
    handle_seconds double,
    handle_seconds_squared double,
    short_handled integer,
    repeat_judged integer,
    repeated integer,
    handled_judged integer,
    handled_repeated integer,
    resolution_known integer,
    resolved integer,
    reopening_known integer,
    reopened integer,
    target_known integer,
    target_met integer,
    transfers_known integer,
    transferred integer
);

-- one row per day × band of waiting (its number among the definition's, from 0) × channel × queue × reason × team
create table if not exists contacts_by_wait as
select day, 0::tinyint as wait_band, * exclude (day) from contacts_by_day limit 0;

-- one row per day × hour × channel × queue × reason
create table if not exists contacts_by_hour as
select day, 0::tinyint as hour, * exclude (day, team) from contacts_by_day limit 0;

-- one row per day × agent (and the row in force)
create table if not exists contacts_by_agent as
select day, ''::varchar as agent_id, 0::bigint as agent_row, * exclude (day, channel, queue, reason, team)
from contacts_by_day limit 0;

-- one row per day × channel × queue × reason × team: the measures of survey answers, added up
create table if not exists surveys_by_day (
    day date,                       -- null: answered nobody knows when, about a contact nobody knows
    channel varchar,
    queue varchar,
    reason varchar,
    team varchar,
    surveys integer,
    csat_answers integer,
    satisfied integer,
    csat_sum double,
    csat_squared double,
    csat_index double,
    csat_index_squared double,
    nps_answers integer,
    promoters integer,
    detractors integer
);

---------- shorthand

-- 1/0 is inf in DuckDB; every ratio goes through here
create or replace macro ratio(part, whole) as part / nullif(whole, 0);
