"""A file against its mapping, before anything is written.

Beside `candidate` (see candidates.py) it makes, on the import's cursor:
- `gone`: one row per record that does not stand: line, status (excluded, rejected, unchanged);
- `problem`: one row per problem: line, field, column_name, value, rule, effect;
- `standing`: a view, the candidates that are not gone.
"""

from dataclasses import dataclass, field, replace

from qm.errors import QMError
from qm.intake import dates, values
from qm.intake.candidates import Candidates, Source, quoted
from qm.intake.doubts import Doubtful
from qm.intake.kinds import PEOPLE
from qm.intake.listed_values import unused_notes
from qm.intake.mapping import ANSWERS, Mapping
from qm.intake.ratings import are_told_apart_by_us, as_evaluations, day_note, session_note, tell_sessions_apart
from qm.intake.reading import Reading, read_pending, settle_reading
from qm.intake.values import cleaned
from qm.store import TABLES, Cursor
from qm.store.tables import TIMESTAMP

REJECTED, DROPPED, KEPT = "row rejected", "value dropped", "kept"
TWICE = "same id, different content"


class EveryRowRejected(QMError):
    """Nothing of the file can be used; the table `problem` says of each row why."""


@dataclass
class Checked:
    """A checked file: how it was understood, the parts it fills, and counts."""

    mapping: Mapping
    reading: Reading
    answer_columns: list[str]  # wide evaluations: the questions, answer i in a<i> and n<i>
    fields: tuple[str, ...]  # mapped fields in candidate
    excluded: int = 0
    unchanged: int = 0  # equal to an earlier row of the file
    rejected: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return self.mapping.of_kind.has_answers and "question_id" in self.fields

    @property
    def key(self) -> tuple[str, ...]:
        """The mapped fields that tell the file's rows apart."""
        table = TABLES["answers" if self.is_long else self.mapping.of_kind.main]
        return tuple(name for name in table.key if name in self.fields)


def check(
    cursor: Cursor, reading: Reading, mapping: Mapping, *, strict: bool = False, zone: str | None = None
) -> Checked:
    """Check what was read against `mapping`; QMError when it cannot be used at all.

    `strict` rejects rows with a wrong optional value instead of dropping the value. `zone`
    is the zone to convert times with an offset to; None keeps them as written.
    """
    one_of = mapping.of_kind.one_of
    if one_of and not any(name in mapping.fields for name in one_of):
        *others, last = one_of
        raise QMError(
            f"{reading.name} has no column for {', '.join(others)}{' or ' if others else ''}{last}, without which a "
            f"file of {mapping.kind} tells nothing; name it in a mapping, or say that the file is of another kind."
        )
    sessions = are_told_apart_by_us(mapping)
    mapping = as_evaluations(_with_agents(mapping), reading.name)
    missing = [name for name in mapping.of_kind.required if name not in mapping.fields]
    if missing:
        raise QMError(
            f"No column of {reading.name} was found for {', '.join(missing)}, which {mapping.kind} cannot do without; "
            f"name it in a mapping (columns: {', '.join(reading.header[:30])})."
        )
    if reading.pending is not None and not sessions:
        checked = _check_at_once(cursor, reading, mapping, zone)
        if checked is not None:
            return checked
    settle_reading(cursor, reading)
    candidates = Candidates(cursor, reading, mapping, zone, Source())
    candidates.make()
    checker = _Checker(cursor, candidates, strict)
    if sessions:
        tell_sessions_apart(cursor, mapping)
        checker.notes += session_note(mapping)
    return checker.run()


def _with_agents(mapping: Mapping) -> Mapping:
    """Agents' names serve as their numbers where the mapping knows no numbers."""
    if "agent_id" not in mapping.of_kind.fields or "agent_id" in mapping.fields or "name" not in mapping.fields:
        return mapping
    return replace(mapping, fields=mapping.fields | {"agent_id": mapping.fields["name"]})


def _check_at_once(cursor: Cursor, reading: Reading, mapping: Mapping, zone: str | None) -> Checked | None:
    """The quick way for a flawless file: its text goes straight into `candidate`.

    None as soon as anything asks for a closer look: then the file is read into `raw` first,
    and the outcome is the same as if this had not been tried.
    """
    plain = all(rule.columns or rule.sum or rule.minus or rule.value is not None for rule in mapping.fields.values())
    if not plain or ANSWERS in mapping.fields or mapping.exclude or mapping.latest_by:
        return None
    pending = read_pending(cursor, reading)
    if pending is None:
        return None
    sql, parameters = pending
    try:
        source = Source(sql, in_order=True, parameters=parameters, sample="head")
        candidates = Candidates(cursor, reading, mapping, zone, source)
    except Doubtful:  # the rest of the file may decide
        return None
    if candidates.in_doubt or not reading.makes(cursor, candidates.make, "candidate"):
        return None
    checker = _Checker(cursor, candidates, strict=False)
    return checker.run() if checker.is_flawless() else None


class _Checker:
    """Tells which candidates stand, and says of every other why not."""

    def __init__(self, cursor: Cursor, candidates: Candidates, strict: bool) -> None:
        self.cursor, self.candidates, self.strict = cursor, candidates, strict
        self.reading, self.mapping, self.kind = candidates.reading, candidates.mapping, candidates.kind
        self.reads, self.answers = candidates.reads, candidates.answers
        self.notes = [*self.reading.notes, *day_note(self.mapping)]
        if self.lacks_answers():
            self.notes.append(
                "No column was read as an answer, so the evaluations come without any; name the questions' columns in "
                'the mapping: answers = {columns = ["…", "…"]}.'
            )
        told = [name for name in PEOPLE if name in self.mapping.fields and "agents" in self.kind.parts]
        if told and "agent_id" not in self.mapping.fields:
            self.notes.append(f"No column says who the agent is, so {', '.join(told)} could not be kept.")

    def lacks_answers(self) -> bool:
        """Whether evaluations come without answers although columns are left over that may hold them."""
        if self.kind.name != "evaluations" or "question_id" in self.mapping.fields or ANSWERS in self.mapping.fields:
            return False
        used = {name for rule in self.mapping.fields.values() for name in rule.used}
        return any(name not in used for name in self.reading.header)

    def run(self) -> Checked:
        fields = tuple(name for name in self.mapping.fields if name != ANSWERS)
        checked = Checked(self.mapping, self.reading, [name for name, _ in self.answers], fields, notes=self.notes)
        self.make_gone(checked)
        self.find_twice(checked)
        self.count(checked)
        self.note_midnights()
        if any(rule.true or rule.false for rule in self.mapping.fields.values()) or self.mapping.exclude:
            settle_reading(self.cursor, self.reading)
            self.notes += unused_notes(self.cursor, self.reading, self.mapping)
        return checked

    def is_flawless(self) -> bool:
        """No value is wrong and no id stands twice."""
        faults = " or ".join(f"wrong_{name} is not null" for name in self.reads)
        (flawed,) = self.cursor.row(f"select exists (select 1 from candidate where {faults})")
        if flawed:
            return False
        key = [n for n in TABLES[self.kind.main].key if n in self.mapping.fields]
        return not key or self.is_unique(", ".join(key), "candidate")

    def is_unique(self, key: str, table: str) -> bool:
        total, different = self.cursor.row(f"select count(*), count(distinct ({key})) from {table}")
        return total == different

    def make_gone(self, checked: Checked) -> None:
        """Rows taken out: excluded ones, superseded events, and those that lack what is required."""
        run = self.cursor.run
        run("create or replace temp table gone (line bigint, status varchar)")
        run("""create or replace temp table problem
               (line bigint, field varchar, column_name varchar, value varchar, rule varchar, effect varchar)""")
        run("insert into gone select line, 'excluded' from candidate where excluded")
        if self.mapping.latest_by:
            key = ", ".join(checked.key)
            known = " and ".join(f"{name} is not null" for name in checked.key)
            run(f"""
                insert into gone
                with ranked as (
                    select line, row_number() over (partition by {key} order by event_order desc, line desc) as place
                    from candidate where not excluded and {known}
                )
                select line, 'excluded' from ranked where place > 1
            """)
        self.find_faults()
        run("""insert into gone select distinct line, 'rejected' from problem where effect = 'row rejected'""")
        ragged = ((self.reading.short, "too few cells", KEPT), (self.reading.long, "too many cells", DROPPED))
        for lines, rule, effect in ragged:
            run("insert into problem select unnest($1), null, null, null, $2, $3", [lines, rule, effect])

    def find_faults(self) -> None:
        """One problem for each wrong value of a row that is not excluded."""
        names = [(name, f"wrong_{name}", read) for name, read in self.reads.items()]
        names += [(ANSWERS, f"wrong_answer_{i}", read) for i, (_, read) in enumerate(self.answers)]
        counts = self.cursor.row("select " + ", ".join(f"count({wrong})" for _, wrong, _ in names) + " from candidate")
        required = set(self.kind.required)
        for (name, wrong, read), count in zip(names, counts, strict=True):
            if not count:
                continue
            columns = ", ".join(self.reading.header[i] for i in read.columns)
            cells = ", ".join(cleaned(i) for i in read.columns)
            value = f"concat_ws(' | ', {cells})" if cells else "null"
            effect = REJECTED if name in required or self.strict else DROPPED
            self.cursor.run(
                f"""
                insert into problem
                select candidate.line, $field, $column, {value}, {wrong}, $effect
                from candidate
                join raw on raw.line = candidate.line
                left join gone on gone.line = candidate.line
                where {wrong} is not null and gone.line is null
                """,
                {"field": name, "column": columns or None, "effect": effect},
            )

    def find_twice(self, checked: Checked) -> None:
        """The same id twice: equal rows count once, rows that differ are all rejected."""
        key = ", ".join(checked.key)
        if not checked.key:
            return
        self.cursor.run("""
            create or replace temp view standing as
            select candidate.* from candidate left join gone on gone.line = candidate.line where gone.line is null
        """)
        content = [quoted(f) for f in checked.fields] + [f"{c}{i}" for i in range(len(self.answers)) for c in "anp"]
        self.reject_differing(key, content, checked.key[0])
        if checked.is_long:  # one evaluation over several rows: its own fields must agree
            own = [f for f in self.kind.fields_of("evaluations") if f in checked.fields]
            self.cursor.run("delete from twice")
            self.reject_differing("evaluation_id", [quoted(f) for f in own], "evaluation_id", equal_is_same=False)

    def reject_differing(self, key: str, content: list[str], field_name: str, equal_is_same: bool = True) -> None:
        run = self.cursor.run
        if self.is_unique(key, "standing"):
            run("create or replace temp table twice (line bigint)")
            return
        run(f"""
            create or replace temp table twice as
            with contents as (select line, {key}, hash({", ".join(content)}) as content from standing),
            counted as (
                select line, min(content) over ids <> max(content) over ids as differs,
                       row_number() over (partition by {key} order by line) as place
                from contents
                window ids as (partition by {key})
            )
            select line, differs from counted where differs or place > 1
        """)
        if equal_is_same:
            run("insert into gone select line, 'unchanged' from twice where not differs")
        index = self.reads[field_name].columns
        value = f"concat_ws(' | ', {', '.join(cleaned(i) for i in index)})" if index else "null"
        columns = ", ".join(self.reading.header[i] for i in index) or None
        run(
            f"""
            insert into problem
            select twice.line, $field, $column, {value}, '{TWICE}', '{REJECTED}'
            from twice join raw on raw.line = twice.line
            where differs
            """,
            {"field": field_name, "column": columns},
        )
        run("insert into gone select line, 'rejected' from twice where differs")

    def count(self, checked: Checked) -> None:
        counts = dict(self.cursor.rows("select status, count(*) from gone group by status"))
        checked.excluded = counts.get("excluded", 0)
        checked.rejected = counts.get("rejected", 0)
        checked.unchanged = counts.get("unchanged", 0)
        if checked.rejected and checked.rejected == self.reading.rows - checked.excluded - checked.unchanged:
            rule, field_name, column, value, line = self.cursor.row(
                """select rule, field, column_name, value, min(line) from problem where effect = 'row rejected'
                   group by all order by count(*) desc limit 1"""
            )
            shown = f" ('{str(value)[:80]}')" if value else ""
            source = f" from the column '{column}'" if column else ""
            raise EveryRowRejected(
                f"Every row of {self.reading.name} was rejected, so nothing was imported: {field_name}{source} "
                f"is {_rule_text(rule)}{shown} in line {line} and elsewhere; "
                f"{values.FAULTS[rule]}."
            )

    def note_midnights(self) -> None:
        """Durations read over midnight, and clock times of exactly 00:00 that mean a day only."""
        for name, read in self.reads.items():
            if read.midnight:
                (over,) = self.cursor.row(f"select count(*) from candidate where over_{name} and not excluded")
                if over:
                    self.notes.append(f"{over:,} values of {name} run over midnight and were read so.")
        for column, (moment, table) in self.moments().items():
            sql = f"""select count(*) filter (where {moment} = date_trunc('day', {moment})),
                             count(*) filter (where {moment} = date_trunc('hour', {moment})), count({moment})
                      from {table}"""
            midnight, on_the_hour, known = self.cursor.row(sql, self.candidates.bound(sql))
            # By chance one in 1,440 minutes is 00:00, and one in 24 of times kept to the hour; all of them means that
            # the column holds days.
            if midnight > 10 + max(5 * known / 1440, 3 * on_the_hour / 24) and midnight < 0.9 * known:
                self.notes.append(
                    f"{midnight:,} of {known:,} values of {column} are exactly 00:00, "
                    "as if only the day was written; durations from them cannot be trusted."
                )

    def moments(self) -> dict[str, tuple[str, str]]:
        """column -> (SQL of its time, the table it stands in) for every column read as a time with a clock."""
        found: dict[str, tuple[str, str]] = {}
        for name, rule in self.mapping.fields.items():
            if name == ANSWERS:
                continue
            for label, columns in (("start", rule.start), ("end", rule.end)):
                times = self.candidates.times.get(f"t_{name}_{label}")
                if columns and times is not None and times.has_date:
                    text = self.candidates.texts[f"t_{name}_{label}"]
                    found.setdefault(" ".join(columns), (dates.parsed(text, times, None), "raw"))
        for name, rule in self.mapping.fields.items():
            if name != ANSWERS and rule.columns and self.kind.fields[name].type == TIMESTAMP:
                found.setdefault(" ".join(rule.columns), (quoted(name), "candidate"))
        return found


def _rule_text(rule: str) -> str:
    return rule if rule.startswith(("not ", "missing", "negative", "damaged", "out ")) else f"wrong ({rule})"
