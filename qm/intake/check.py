"""A file against its mapping, before anything is written.

Makes temporary tables on the import's cursor:
- `candidate`: one row per record: line, excluded, event_order, each mapped field's value, and
  `wrong_<field>`, the name of what is wrong with it;
- `gone`: one row per record that does not stand: line, status (excluded, rejected, unchanged);
- `problem`: one row per problem: line, field, column_name, value, rule, effect;
- `standing`: a view, the candidates that are not gone.
"""

from dataclasses import dataclass, field, replace

from qm.errors import QMError
from qm.intake import dates, values
from qm.intake.mapping import ANSWERS, Columns, Mapping, Order, Rule
from qm.intake.reading import Reading
from qm.intake.values import Binder, Read, cleaned
from qm.store import TABLES, Cursor
from qm.store.tables import TIMESTAMP

REJECTED, DROPPED, KEPT = "row rejected", "value dropped", "kept"
UNCHANGED, EXCLUDED = "unchanged", "excluded"
TWICE = "same id, different content"


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
        return self.mapping.kind == "evaluations" and "question_id" in self.fields

    @property
    def key(self) -> tuple[str, ...]:
        """The mapped fields that tell the file's rows apart."""
        table = TABLES["answers" if self.is_long else self.mapping.of_kind.main]
        return tuple(name for name in table.key if name in self.fields)


def check(cursor: Cursor, reading: Reading, mapping: Mapping, *, strict: bool = False, zone: str | None = None) -> Checked:
    """Check what stands in `raw` against `mapping`; QMError when it cannot be used at all.

    `strict` rejects rows with a wrong optional value instead of dropping the value. `zone`
    is the zone to convert times with an offset to; None keeps them as written.
    """
    checker = _Checker(cursor, reading, mapping, strict, zone)
    return checker.run()


class _Checker:
    def __init__(self, cursor: Cursor, reading: Reading, mapping: Mapping, strict: bool, zone: str | None) -> None:
        self.cursor, self.reading, self.mapping, self.strict = cursor, reading, mapping, strict
        self.columns = Columns(reading.header, reading.name)
        self.binder = Binder()
        self.zone = self.binder.bind(zone) if zone else None
        self.kind = mapping.of_kind
        self.reads: dict[str, Read] = {}
        self.texts: dict[str, str] = {}  # column of the texts step -> SQL over raw
        self.notes = list(reading.notes)

    def run(self) -> Checked:
        missing = [name for name in self.kind.required if name not in self.mapping.fields]
        if missing:
            raise QMError(
                f"No column of {self.reading.name} was found for {', '.join(missing)}, which {self.kind.name} cannot "
                f"do without; name it in a mapping (columns: {', '.join(self.reading.header[:30])})."
            )
        self.decimal = self.mapping.decimal or self.find_decimal()
        self.read_fields()
        answers = self.read_answers()
        self.make_candidates(answers)
        fields = tuple(name for name in self.mapping.fields if name != ANSWERS)
        checked = Checked(self.mapping, self.reading, [name for name, _ in answers], fields, notes=self.notes)
        self.make_gone(checked)
        self.find_twice(checked)
        self.count(checked)
        self.note_midnights()
        return checked

    def find_decimal(self) -> str:
        """A comma where numbers with one are no thousands: the sign of the whole file."""
        texts = self.number_texts()
        if not texts:
            return "."
        with_comma = " or ".join(f"contains({t}, ',')" for t in texts)
        if self.cursor.row(f"select not exists (select 1 from raw where {with_comma})")[0]:
            return "."
        grouped, comma, point = "[-+]?\\d{1,3}(,\\d{3})+", "[-+]?\\d+,\\d+", "[-+]?\\d*\\.\\d+"
        commas = " + ".join(
            f"count(*) filter (where regexp_full_match({t}, '{comma}') and not regexp_full_match({t}, '{grouped}'))"
            for t in texts
        )
        points = " + ".join(f"count(*) filter (where regexp_full_match({t}, '{point}'))" for t in texts)
        by_comma, by_point = self.cursor.row(f"select {commas}, {points} from raw")
        return "," if by_comma > by_point else "."

    def number_texts(self) -> list[str]:
        fields = self.kind.fields
        indexes = {
            self.columns.index(column, name)
            for name, rule in self.mapping.fields.items()
            if name == ANSWERS or (fields[name].type in ("double", "integer") and not rule.start)
            for column in rule.used
        }
        return [cleaned(i) for i in sorted(indexes)]

    def read_fields(self) -> None:
        """Texts and values of all mapped fields, after the file's dates are settled."""
        labelled: dict[str, dict[str, str]] = {}
        for name, rule in self.mapping.fields.items():
            if name == ANSWERS:
                continue
            if rule.row:
                cells = ", ".join(f"coalesce(c{i}, '')" for i in range(len(self.reading.header)))
                labelled[name] = {"": f"md5(concat_ws(chr(31), {cells}))"}
            elif rule.value is None:
                indexes = {column: self.columns.index(column, name) for column in rule.used}
                labelled[name] = values.field_texts(rule, indexes, self.mapping.missing, self.binder)
        times = self.settle_times(labelled)
        for name, rule in self.mapping.fields.items():
            if name == ANSWERS:
                continue
            target = self.kind.fields[name]
            names = {label: f"t_{name}_{label}" for label in labelled.get(name, {})}
            self.texts |= {names[label]: text for label, text in labelled.get(name, {}).items()}
            indexes = tuple(self.columns.index(column, name) for column in rule.used)
            self.reads[name] = values.read_field(
                target, rule, names, {label: times[n] for label, n in names.items() if n in times},
                self.decimal, self.zone, self.binder, indexes,
            )  # fmt: skip

    def settle_times(self, labelled: dict[str, dict[str, str]]) -> dict[str, dates.Times]:
        """How each time is written: as the mapping says, else found from all values of the file."""
        settled: dict[str, dates.Times] = {}
        found: dict[str, dates.Found] = {}
        behind: dict[str, str] = {}
        for name, texts in labelled.items():
            rule = self.mapping.fields[name]
            if not (rule.start or self.kind.fields[name].type in ("timestamp", "date")):
                continue
            for label, text in texts.items():
                key = f"t_{name}_{label}"
                behind[key] = " ".join(rule.start if label == "start" else rule.end if label == "end" else rule.columns)
                if rule.format is not None:
                    settled[key] = dates.given(rule.format)
                else:
                    found[key] = dates.look(self.cursor, "raw", text, self.bound(text))
        self.times = settled | dates.settle(found, behind)
        return self.times

    def bound(self, sql: str) -> dict[str, object]:
        """The parameters that stand in `sql`; DuckDB refuses any that do not."""
        return {name: value for name, value in self.binder.values.items() if _stands(name, sql)}

    def read_answers(self) -> list[tuple[str, Read]]:
        """Wide evaluations: a question for each column."""
        rule = self.mapping.fields.get(ANSWERS)
        if rule is None:
            return []
        answers = []
        for i, column in enumerate(rule.columns):
            index = self.columns.index(column, ANSWERS)
            text = f"t_answer_{i}"
            self.texts[text] = values.field_texts(
                replace(rule, columns=(column,)), {column: index}, self.mapping.missing, self.binder
            )[""]
            points, absent, fault = values.answer_points(text, rule, self.decimal, self.binder)
            answers.append((self.reading.header[index], Read(points, fault, absent, (index,))))
        return answers

    def make_candidates(self, answers: list[tuple[str, Read]]) -> None:
        required = set(self.kind.required)
        excluded, order = self.exclusion(), self.event_order()
        shown = []
        for name, read in self.reads.items():
            fault = read.fault
            if name in required:
                fault = f"coalesce({fault}, case when {read.value} is null then 'missing' end)"
            shown += [f"{read.value} as {_quoted(name)}", f"{fault} as wrong_{name}"]
            if read.midnight:
                shown.append(f"{read.midnight} as over_{name}")
        for i, (_, read) in enumerate(answers):
            shown += [f"{read.value} as a{i}", f"{read.text} as n{i}", f"{read.fault} as wrong_answer_{i}"]
        texts = "".join(f", {sql} as {name}" for name, sql in self.texts.items())
        sql = f"""
            create or replace temp table candidate as
            with texts as (select line, {excluded} as excluded, {order} as event_order{texts} from raw)
            select line, excluded, event_order, {", ".join(shown)}
            from texts
        """
        self.cursor.run(sql, self.bound(sql))
        self.answers = answers
        if self.mapping.first:
            self.keep_first()

    def exclusion(self) -> str:
        tables = []
        for table in self.mapping.exclude:
            parts = [
                f"coalesce({cleaned(self.columns.index(c, 'exclude'))}, '') in {self.binder.among(v)}"
                for c, v in table.items()
            ]
            tables.append("(" + " and ".join(parts) + ")")
        return " or ".join(tables) or "false"

    def event_order(self) -> str:
        """SQL: a text that sorts a later event after an earlier one, whatever the import."""
        if not self.mapping.latest_by:
            return "cast(null as varchar)"
        parts = [self.sortable(order) for order in self.mapping.latest_by]
        return " || ' ' || ".join(parts)

    def sortable(self, order: Order) -> str:
        rule = Rule(columns=(order.column,))
        indexes = {order.column: self.columns.index(order.column, "latest_by")}
        text = values.field_texts(rule, indexes, self.mapping.missing, self.binder)[""]
        if order.format is not None:
            moment = dates.parsed(text, dates.given(order.format), self.zone)
            return f"coalesce(strftime({moment}, '%Y%m%d%H%M%S%f'), '')"
        amount = values.number(text, self.decimal)
        sql = f"select count({text}), count({amount}) from raw"
        there, numbers = self.cursor.row(sql, self.bound(sql))
        if there == numbers:
            # Shifted to be positive and padded, numbers sort as text.
            return f"coalesce(lpad(cast(cast(({amount} + 1e12) * 1000 as bigint) as varchar), 20, '0'), '')"
        found = dates.look(self.cursor, "raw", text, self.bound(text))
        if found.neutral or found.day_first:
            moment = dates.parsed(text, dates.settle({"": found}, {"": order.column})[""], self.zone)
            return f"coalesce(strftime({moment}, '%Y%m%d%H%M%S%f'), '')"
        return f"coalesce({text}, '')"

    def keep_first(self) -> None:
        """Event logs: these fields keep the value of the contact's earliest event that has one."""
        key = ", ".join(self.row_key())
        over = f"over (partition by excluded, {key} order by event_order, line rows between unbounded preceding and unbounded following)"
        swaps = []
        for name in self.mapping.first:
            first = f"first_value({_quoted(name)} ignore nulls) {over}"
            swaps += [f"{first} as {_quoted(name)}", f"case when {first} is null then wrong_{name} end as wrong_{name}"]
        self.cursor.run(
            f"create or replace temp table candidate as select * replace ({', '.join(swaps)}) from candidate"
        )

    def row_key(self) -> list[str]:
        table = "answers" if "question_id" in self.mapping.fields and self.mapping.kind == "evaluations" else self.kind.main
        return [name for name in TABLES[table].key if name in self.mapping.fields]

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
        for lines, rule, effect in ((self.reading.short, "too few cells", KEPT), (self.reading.long, "too many cells", DROPPED)):
            for line in lines:
                run("insert into problem values ($1, null, null, null, $2, $3)", [line, rule, effect])

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
        content = [_quoted(f) for f in checked.fields] + [f"{c}{i}" for i in range(len(self.answers)) for c in "an"]
        self.reject_differing(key, content, checked.key[0])
        if checked.is_long:  # one evaluation over several rows: its own fields must agree
            own = [f for f in self.kind.fields_of("evaluations") if f in checked.fields]
            self.cursor.run("delete from twice")
            self.reject_differing("evaluation_id", [_quoted(f) for f in own], "evaluation_id", equal_is_same=False)

    def reject_differing(self, key: str, content: list[str], field_name: str, equal_is_same: bool = True) -> None:
        run = self.cursor.run
        total, different = self.cursor.row(f"select count(*), count(distinct ({key})) from standing")
        if total == different:
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
            raise QMError(
                f"Every row of {self.reading.name} was rejected, so nothing was imported: {field_name} from the column "
                f"'{column}' is {_said(rule)}{shown} in line {line} and elsewhere; "
                f"{values.FAULTS[rule]}."
            )

    def note_midnights(self) -> None:
        """Durations read over midnight, and clock times of exactly 00:00 that mean a day only."""
        for name, read in self.reads.items():
            if read.midnight:
                (over,) = self.cursor.row(f"select count(*) from candidate where over_{name} and not excluded")
                if over:
                    self.notes.append(f"{over:,} values of {name} run over midnight and were read so.")
        sources = [(n, sql) for n, sql in self.moments()]
        for column, moment in sources:
            sql = f"""
                select count(*) filter (where {moment} = date_trunc('day', {moment})), count({moment}) from raw
            """
            midnight, known = self.cursor.row(sql, self.bound(sql))
            # By chance one in 1,440 minutes is 00:00; all of them means the column holds days.
            if midnight > 10 + 5 * known / 1440 and midnight < 0.9 * known:
                self.notes.append(
                    f"{midnight:,} of {known:,} values of {column} are exactly 00:00, "
                    "as if only the day was written; durations from them cannot be trusted."
                )

    def moments(self) -> list[tuple[str, str]]:
        """(column, SQL of its time) for every column read as a time with a clock."""
        found: dict[str, str] = {}
        for name, rule in self.mapping.fields.items():
            if name == ANSWERS or not (rule.start or self.kind.fields[name].type == TIMESTAMP):
                continue
            for key, text in self.texts.items():
                if key.startswith(f"t_{name}_") and key in self.times and self.times[key].has_date:
                    end = key.rsplit("_", 1)[1]
                    column = " ".join(rule.start if end == "start" else rule.end if end == "end" else rule.columns)
                    found.setdefault(column, dates.parsed(text, self.times[key], None))
        return list(found.items())


def _said(rule: str) -> str:
    return rule if rule.startswith(("not ", "missing", "negative", "damaged", "out ")) else f"wrong ({rule})"


def _stands(name: str, sql: str) -> bool:
    start = sql.find(f"${name}")
    while start >= 0:
        after = sql[start + len(name) + 1 : start + len(name) + 2]
        if not after.isdigit():
            return True
        start = sql.find(f"${name}", start + 1)
    return False


def _quoted(name: str) -> str:
    return f'"{name}"'
