-- The derived tables of single rows. qm.metrics makes them, and makes them anew when anything here changes;
-- the pre-aggregated tables beside them are generated from the measures (derived_tables.py).

-- one row per agent row: the team that its contacts were added up under
create table teams_counted (agent_row bigint not null, team varchar);

-- one row per survey answer, with what is known of its contact
create table survey_contacts (
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
create table repeat_contacts (
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
create table most_points (scorecard varchar, question_id varchar not null, most double not null);

-- one row per answer of a known evaluation: the points that enter the score, null when it does not count
create table answer_scores (
    evaluation_id varchar not null,
    question_id varchar not null,
    section varchar,
    points double,
    points_possible double,
    failure tinyint not null        -- a failed critical question: 1 marked, 2 section, 3 whole; else 0
);

-- one row per evaluation, with its score and what is known of its contact
create table evaluation_scores (
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
