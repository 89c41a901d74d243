-- The tables of data.md, and the columns and tables qm adds for itself, as a new store gets them. What changes
-- here needs a step in migrations/ as well, for the stores there are.
-- No primary keys: identity is checked once per import by set operations in the one
-- writer, which costs a tenth of an index on millions of text ids.
-- Every contract table carries `batch`: the import that wrote the row as it stands.

-- one row per version that the store has been
create table schema_version (version integer not null);

-- one row per contact
create table contacts (
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
create table surveys (
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
create table evaluations (
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
create table answers (
    evaluation_id varchar not null,
    question_id varchar not null,
    points double,
    points_possible double,
    not_applicable boolean,
    comment varchar,
    batch integer not null
);

-- one row per question of a scorecard version
create table questions (
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
create sequence agent_rows;
create table agents (
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
create table coaching (
    agent_id varchar not null,
    coach_id varchar,
    held_at timestamp not null,
    kind varchar,
    question_id varchar,
    note varchar,
    follow_up_on date,
    followed_up_at timestamp,
    batch integer not null          -- 0: typed in by a person, no undo touches it
);

-- one row per interval × queue
create table staffing (
    starts_at timestamp not null,
    minutes double,
    queue varchar,
    channel varchar,
    agents double,
    batch integer not null
);

---------- what came in, and the way back

-- one row per import
create sequence batches;
create table imports (
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
    undone_at timestamp,
    undone_by varchar
);

-- one row per row that an import replaced: <table>_replaced has the table's own columns,
-- and `replaced_by`, the batch that replaced it
create table contacts_replaced as select *, 0::integer as replaced_by from contacts limit 0;
create table surveys_replaced as select *, 0::integer as replaced_by from surveys limit 0;
create table evaluations_replaced as select *, 0::integer as replaced_by from evaluations limit 0;
create table answers_replaced as select *, 0::integer as replaced_by from answers limit 0;
create table questions_replaced as select *, 0::integer as replaced_by from questions limit 0;
create table agents_replaced as select *, 0::integer as replaced_by from agents limit 0;
create table coaching_replaced as select *, 0::integer as replaced_by from coaching limit 0;
create table staffing_replaced as select *, 0::integer as replaced_by from staffing limit 0;

---------- what people set: who and when (null: before qm kept it)

-- one row per definition that differs from its default
create table settings (
    name varchar primary key,
    value varchar not null,
    set_by varchar,
    set_at timestamp
);

-- one row per target for service level: of the centre, a channel or a queue, from a day on
create table service_targets (
    scope varchar not null,         -- centre, channel, queue: a queue's beats its channel's, that beats the centre's
    name varchar,                   -- of the channel or queue; null: the centre
    threshold_seconds double,       -- null: no target of its own from that day on
    goal double,                    -- share from 0 to 1 to be within the threshold
    hours varchar,                  -- opening hours, as typed
    valid_from date,                -- judges arrivals from that day on; the first of each covers all before (null)
    before varchar,                 -- what stood in its place when it was set, as typed
    set_by varchar,
    set_at timestamp                -- null: a default
);
insert into service_targets (scope, name, threshold_seconds, goal)
values ('centre', null, 20, 0.8), ('channel', 'chat', 60, 0.8), ('channel', 'email', 86400, 0.9);

-- one row per channel; one that is not here is immediate
create table channels (
    channel varchar not null,
    immediate boolean not null,     -- answered now, or later
    set_by varchar,
    set_at timestamp                -- null: by the rule of names
);

-- one row per day on which a queue, or the centre, is closed although its hours say otherwise
create table holidays (
    day date not null,
    queue varchar,                  -- null: all
    name varchar,
    set_by varchar,
    set_at timestamp
);

-- one row per remembered mapping
create table mappings (
    name varchar primary key,
    kind varchar not null,
    header varchar not null,        -- fingerprint of the file's header, so the next such file finds it
    mapping varchar not null,       -- TOML
    saved_at timestamp not null,
    saved_by varchar
);

-- one row per saved what-if
create table scenarios (
    name varchar primary key,
    queue varchar,                  -- the queue it was made for, as shown
    numbers varchar not null,       -- lever → shown number as JSON; a lever not named stands as today
    figures varchar not null,       -- what it came to when it was saved, as JSON
    saved_at timestamp not null,
    saved_by varchar
);

---------- what people type in: no import changes it, no undo takes it away

-- one row per coaching row typed in (coaching.batch 0): its key, and the form that it came from
create table coaching_entries (
    token varchar primary key,      -- one per form drawn, so that a form sent twice is kept once
    agent_id varchar not null,
    held_at timestamp not null,
    coach_id varchar,
    kind varchar,
    question_id varchar,
    typed_at timestamp not null,
    taken_back_at timestamp,
    typed_by varchar,
    taken_back_by varchar
);

-- one row per thing to do: follow-up, recovery, review decision, calibration … Follow-ups are opened by the coaching log
create table actions (
    action_id varchar not null,     -- of a follow-up made from its coaching row's key, so that no import makes it twice
    kind varchar not null,
    subject varchar,                -- what it is about; of a follow-up the agent
    question_id varchar,
    owner varchar,                  -- who is to do it; of a follow-up who coached
    opened_at timestamp not null,
    due_at timestamp,
    contacted_at timestamp,
    done_at timestamp,              -- null: open
    outcome varchar,
    note varchar,
    ---------- qm's own
    done_from varchar,              -- how it was done: hand, file (coaching.followed_up_at) or log (before version 3)
    opened_by varchar,              -- who; null: a file, or nobody knows
    changed_at timestamp,           -- when somebody last touched it by hand: no file changes it then, no undo removes it
    changed_by varchar
);

-- one row per reply to an evaluation: acknowledged, or disputed with a reason
create table evaluation_replies (
    token varchar primary key,
    evaluation_id varchar not null,
    kind varchar not null,          -- acknowledged, disputed
    reason varchar,
    replied_at timestamp not null,
    taken_back_at timestamp,
    replied_by varchar,
    taken_back_by varchar
);

-- one row per evaluation, with the replies typed in beside those of its source
create view evaluations_replied as
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
create table scorecard_versions (
    scorecard varchar,              -- null: evaluations that name none
    version varchar not null,
    note varchar not null,
    points varchar not null,        -- question → points of 100, as JSON
    figures varchar not null,       -- what it came to when it was saved, as JSON
    saved_at timestamp not null,
    used_at timestamp,              -- since when scores are made with it; null while it is a proposal
    saved_by varchar,
    used_by varchar
);

-- one row per team and metric with a target
create table targets (
    team varchar not null,          -- empty: the whole centre
    metric varchar not null,
    level double not null,          -- the value to reach, as the metric is kept (shares from 0 to 1, seconds)
    baseline double,                -- the value when the target was set; null: there were no data
    baseline_from date,             -- the days that the baseline is from
    baseline_to date,
    set_at timestamp not null,
    set_by varchar,
    primary key (team, metric)
);

---------- of the derived tables, which qm.metrics makes, brings up to date and makes anew

-- one row: what they were built with; empty until they are built
create table metrics_state (
    latest_at timestamp,            -- the latest arrival in all the data
    definitions varchar not null,   -- name → value as JSON
    sizes varchar not null,         -- pre-aggregated table → rows as JSON
    signature varchar               -- of the declarations that they were built from
);

---------- shorthand

-- 1/0 is inf in DuckDB; every ratio goes through here
create macro ratio(part, whole) as part / nullif(whole, 0);
