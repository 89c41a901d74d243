"""A checked file enters the store: compared, written, linked, and everything derived refreshed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qm import metrics
from qm.intake import links, people
from qm.intake.check import Checked
from qm.intake.merge import classify, merged, own_columns, set_aside, write_rows
from qm.store import Cursor
from qm.store.actions import refresh_follow_ups

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Part:
    """One table that a file fills: where its rows stand and which fields they carry."""

    table: str
    source: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """How many of the file's standing rows did what."""

    new: int
    updated: int
    same: int
    older: int


def compare(cursor: Cursor, checked: Checked) -> tuple[list[Part], Counts]:
    """Tell what the standing rows would do to the store, writing nothing but temporary tables."""
    main, *others = _main_parts(cursor, checked)
    ordered = bool(checked.mapping.latest_by) and main.table == "contacts"
    classify(cursor, main.table, main.source, main.fields, firsts=checked.mapping.first, ordered=ordered)
    telling = "standing"
    if ordered:  # an older event tells nothing of surveys and agents either
        telling = "current"
        cursor.run(f"""
            create or replace temp view current as
            select * from standing
            where line not in (select line from incoming_{main.table} where change = 'older')
        """)
    others += _other_parts(cursor, checked, telling)
    for part in others:
        classify(cursor, part.table, part.source, part.fields)
    return [main, *others], _count(cursor, checked, [main, *others])


def _own_fields(checked: Checked, table: str) -> tuple[str, ...]:
    kind, has = checked.mapping.of_kind, set(checked.fields)
    return tuple(n for n in own_columns(table) if n in has and (n in kind.fields_of(table) or n in _KEYS))


def _main_parts(cursor: Cursor, checked: Checked) -> list[Part]:
    """The main part first, whose rows are the file's rows; evaluations and their answers belong together."""
    if checked.mapping.of_kind.has_answers and (checked.is_long or checked.answer_columns):
        return _evaluation_parts(cursor, checked)
    main = checked.mapping.of_kind.main
    return [Part(main, "standing", _own_fields(checked, main))]


def _other_parts(cursor: Cursor, checked: Checked, telling: str) -> list[Part]:
    """Surveys and agents, as the rows of `telling` tell them."""
    kind, has = checked.mapping.of_kind, set(checked.fields)
    parts = []
    if kind.name == "contacts":
        given = ", ".join(n for n in kind.fields_of("surveys") if n in has and n != "csat_max")
        if given:
            cursor.run(f"""
                create or replace temp view surveyed as
                select * from {telling} where coalesce({_as_texts(given)}) is not null
            """)
            parts.append(Part("surveys", "surveyed", _own_fields(checked, "surveys")))
    told = people.people_in(cursor, checked, telling)
    if told:
        parts.append(Part("agents", told, ("agent_id", "valid_from", *kind.fields_of("agents"))))
    return parts


_KEYS = ("contact_id", "evaluation_id")


def _as_texts(names: str) -> str:
    return ", ".join(f"cast({n} as varchar)" for n in names.split(", "))


def _evaluation_parts(cursor: Cursor, checked: Checked) -> list[Part]:
    """Long: a row is an answer, its evaluation is told in each. Wide: a row is an evaluation."""
    own = _own_fields(checked, "evaluations")
    if checked.is_long:
        cells = ", ".join(f"any_value({n}) as {n}" for n in own if n != "evaluation_id")
        cursor.run(f"""
            create or replace temp view evaluated as
            select min(line) as line, evaluation_id{", " + cells if cells else ""} from standing group by evaluation_id
        """)
        return [Part("answers", "standing", _own_fields(checked, "answers")), Part("evaluations", "evaluated", own)]
    selects = []
    parameters = {}
    for i, question in enumerate(checked.answer_columns):
        parameters[f"q{i}"] = question
        selects.append(f"""
            select line, evaluation_id, $q{i} as question_id, a{i} as points, p{i} as points_possible,
                   n{i} as not_applicable
            from standing where a{i} is not null or n{i}""")
    cursor.run(f"create or replace temp table answered as {' union all '.join(selects)}", parameters)
    fields = ("evaluation_id", "question_id", "points", "points_possible", "not_applicable")
    return [Part("evaluations", "standing", own), Part("answers", "answered", fields)]


def _count(cursor: Cursor, checked: Checked, parts: list[Part]) -> Counts:
    """Each standing row once: new, or updated if anything it tells is, else the same."""
    main = parts[0]
    changed = []
    for part in parts[1:]:
        changing = f"from incoming_{part.table} where change in ('new', 'updated')"
        if part.table == "agents":  # the rows of the days on which the store has an agent otherwise
            agent = "agent_id" if "agent_id" in checked.fields else "name"
            day = f"({agent}, cast({checked.mapping.of_kind.moment} as date))"
            news = "select (agent_id, valid_from) from told_days where is_news"
            lines = f"select line from standing where {day} in ({news})"
        elif part.table in ("evaluations", "answers"):
            lines = f"select line from standing where evaluation_id in (select evaluation_id {changing})"
        else:
            lines = f"select line {changing}"
        changed.append(f"line in ({lines})")
    # A row of another part alone that is new makes a known row updated.
    any_part = " or ".join(changed) or "false"
    (kept,) = cursor.row(f"select count(*) from incoming_{main.table} where change <> 'new'")
    if not kept:
        (new,) = cursor.row(f"select count(*) from incoming_{main.table}")
        return Counts(new, 0, 0, 0)
    counts = dict(
        cursor.rows(f"""
            select case when change in ('new', 'updated', 'older') then change
                        when {any_part} then 'updated' else 'same' end as change, count(*)
            from incoming_{main.table} group by 1
        """)
    )
    return Counts(*(counts.get(name, 0) for name in ("new", "updated", "same", "older")))


def write(cursor: Cursor, parts: Sequence[Part], batch: int, progress: Progress, *, everything: bool = False) -> None:
    """Write all parts inside the caller's transaction and bring derived tables up to date.

    `everything` derives anew more than what these parts touch.
    """
    start_touching(cursor)
    (first,) = cursor.row("select not exists (select 1 from contacts) and not exists (select 1 from evaluations)")
    order = {"agents": 0, "questions": 1, "contacts": 2}
    for part in sorted(parts, key=lambda p: order.get(p.table, 3)):
        progress(0.5, f"Writing {part.table}")
        touch_incoming(cursor, part.table)
        if part.table == "contacts":
            arrive(cursor, part.fields, batch)
        else:
            write_rows(cursor, part.table, part.fields, batch)
    finish(cursor, everything=first or everything, progress=progress)


def arrive(cursor: Cursor, fields: Sequence[str], batch: int) -> None:
    """Write `incoming_contacts` linked to the customer's other contacts, and those to them."""
    updates = set_aside(cursor, "contacts", fields, batch)
    cursor.run("drop view if exists arriving")
    kind = "table" if updates else "view"  # a view costs nothing where rows are only added
    cursor.run(f"create or replace temp {kind} arriving as {merged('contacts', fields, batch, updates=bool(updates))}")
    pooled = "contact_id, customer_id, reason, channel, arrived_at"
    cursor.run(f"""
        create or replace temp table pool as
        select line as place, {pooled}, {links.ended_at()} as ended_at
        from arriving
        where customer_id is not null
    """)
    (known,) = cursor.row("select exists (select 1 from contacts)")
    if known:
        cursor.run(f"""
            insert into pool
            select -row_number() over (), {pooled}, ended_at
            from contacts
            where customer_id in (select customer_id from pool union select customer_id from touched_customers)
        """)
        cursor.run("insert into touched_customers select distinct customer_id from pool")
    links.make_links(cursor)
    names = own_columns("contacts")
    nexts = [f"next_{scope}_seconds" for scope in links.SCOPES]
    cursor.run(f"""
        insert into contacts ({", ".join(names)}, batch, event_order, agent_row, ended_at, {", ".join(nexts)})
        with spans as ({people.SPANS})
        select {", ".join(f"arriving.{n}" for n in names)}, {batch}, event_order, spans.agent_row,
               {links.ended_at("arriving.")}, {", ".join(f"link.{n}" for n in nexts)}
        from arriving
        left join link on link.place = arriving.line
        left join spans on spans.agent_id = arriving.agent_id
            and arriving.arrived_at >= spans.from_day and arriving.arrived_at < spans.until_day
    """)
    if updates:
        cursor.run("drop table arriving")
    if known:
        links.update_links(cursor)


def start_touching(cursor: Cursor) -> None:
    """Empty lists of what a change touches, so that only that is derived anew."""
    cursor.run("create or replace temp table touched_days (day date)")
    cursor.run("create or replace temp table touched_customers (customer_id varchar)")
    cursor.run("create or replace temp table touched_agents (agent_id varchar)")
    cursor.run("create or replace temp table touched_evaluations (evaluation_id varchar)")
    cursor.run("create or replace temp table touched_contacts (contact_id varchar)")
    cursor.run("create or replace temp table touched_scorecards (scorecard varchar)")


def touch_incoming(cursor: Cursor, table: str) -> None:
    """Remember what `incoming_<table>` changes, the rows as they were before included."""
    changing = f"(select * from incoming_{table} where change in ('new', 'updated'))"
    if table == "contacts":
        (known,) = cursor.row("select exists (select 1 from contacts)")
        if known:
            touch_contacts(cursor, f"select contact_id from {changing}")
            cursor.run(f"insert into touched_days select distinct cast(arrived_at as date) from {changing}")
    elif table in TOUCHES:
        TOUCHES[table](cursor, changing)


def touch_contacts(cursor: Cursor, ids: str) -> None:
    """Days, customers and evaluations of contacts about to change, as they are now."""
    cursor.run(f"insert into touched_contacts {ids}")
    for target, what in (("days", "cast(arrived_at as date)"), ("customers", "customer_id")):
        cursor.run(f"""
            insert into touched_{target}
            select distinct {what} from contacts where contact_id in (select contact_id from touched_contacts)
        """)


TOUCHES: dict[str, Callable[[Cursor, str], None]] = {
    "surveys": lambda cursor, rows: cursor.run(
        f"insert into touched_days select distinct cast(arrived_at as date) from contacts "
        f"where contact_id in (select contact_id from {rows})"
    ),
    "evaluations": lambda cursor, rows: cursor.run(f"insert into touched_evaluations select evaluation_id from {rows}"),
    "answers": lambda cursor, rows: cursor.run(
        f"insert into touched_evaluations select distinct evaluation_id from {rows}"
    ),
    "agents": lambda cursor, rows: cursor.run(f"insert into touched_agents select distinct agent_id from {rows}"),
    "questions": lambda cursor, rows: cursor.run(
        f"insert into touched_scorecards select distinct scorecard from {rows}"
    ),
}


def finish(cursor: Cursor, *, everything: bool, progress: Progress) -> None:
    """Agents' rows in force, follow-ups and all derived tables, for what was touched."""
    progress(0.8, "Bringing figures up to date")
    people.assign_rows(cursor)
    refresh_follow_ups(cursor)
    (scorecards, people_changed) = cursor.row(
        "select (select count(*) from touched_scorecards), (select count(*) from touched_agents)"
    )
    if everything:
        metrics.refresh(cursor)
        return
    cursor.run("""
        insert into touched_evaluations
        select evaluation_id from evaluations where contact_id in (select contact_id from touched_contacts)
    """)
    # A scorecard or an agent's team speaks in every evaluation it concerns; those are derived whole.
    whole = bool(scorecards or people_changed)
    evaluations = None if whole else "touched_evaluations"
    # Contacts take another row of their agent when people change, whoever the customer is.
    metrics.refresh(cursor, "touched_days", evaluations, None if people_changed else "touched_customers")
