-- Version 4: service level is judged by a target (threshold and goal) of the centre, a channel or a queue. Until now
-- one threshold judged voice, chat and email together.

-- one row per target for service level: of the centre, a channel or a queue, from a day on
create table service_targets (
    scope varchar not null,
    name varchar,
    threshold_seconds double,
    goal double,
    hours varchar,
    valid_from date,
    before varchar,
    set_by varchar,
    set_at timestamp
);

-- one row per channel; one that is not here is immediate
create table channels (channel varchar not null, immediate boolean not null, set_by varchar, set_at timestamp);

-- one row per day on which a queue, or the centre, is closed although its hours say otherwise
create table holidays (day date not null, queue varchar, name varchar, set_by varchar, set_at timestamp);

-- Which channels are answered later, by their names.
insert into channels (channel, immediate)
select
    channel,
    regexp_matches(lower(channel), 'voice|phone|call|inbound|tel')
    or not regexp_matches(lower(channel), 'mail|letter|post|ticket|case|form|fax|back') as immediate
from (select distinct channel from contacts where channel is not null) as known;

-- The centre keeps its threshold, and the goal that was set for it.
insert into service_targets (scope, threshold_seconds, goal, set_by, set_at)
select
    'centre' as scope,
    coalesce(max(s.seconds), 20) as threshold_seconds,
    coalesce(max(g.level), 0.8) as goal,
    coalesce(max(s.set_by), max(g.set_by)) as set_by,
    coalesce(max(s.set_at), max(g.set_at)) as set_at
from (select 1) as one
left join (
    select try_cast(value as double) as seconds, set_by, set_at
    from settings
    where name = 'service_level.threshold_seconds'
) as s on true
left join (
    select level, set_by, set_at from targets where team = '' and metric = 'service_level' and level > 0 and level <= 1
) as g on true;

-- Chat and deferred channels get targets of their own; `before` is what judged their contacts until now.
insert into service_targets (scope, name, threshold_seconds, goal, before)
with
-- one row per channel with a target of its own
own as (
    select 'chat' as channel, true as immediate
    union
    select 'email' as channel, false as immediate
    union
    select channel, immediate
    from channels
    where not immediate or (
        regexp_matches(lower(channel), 'chat|messag|whatsapp|sms|social')
        and not regexp_matches(lower(channel), 'voice|phone|call|inbound|tel')
    )
)
select
    'channel' as scope, o.channel as name,
    case when o.immediate then 60 else 86400 end as threshold_seconds,
    case when o.immediate then 0.8 else 0.9 end as goal,
    case when k.channel is not null then c.typed end as before
from own as o
cross join (
    select
        case
            when threshold_seconds = floor(threshold_seconds) then concat(cast(threshold_seconds as bigint), 's')
            else concat(threshold_seconds, 's')
        end as typed
    from service_targets
) as c
left join channels as k on k.channel = o.channel;

delete from settings where name = 'service_level.threshold_seconds';
