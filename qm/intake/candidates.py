"""A mapping becomes SQL over the file: the temporary view `candidate`.

One row per record: line, excluded, event_order, each mapped field's value, and
`wrong_<field>`, the name of what is wrong with it.
"""

from dataclasses import dataclass, field, replace

from qm.intake import dates, numbers, values
from qm.intake.answer_values import answer_points
from qm.intake.doubts import DoubtfulNumbers
from qm.intake.mapping import ANSWERS, Columns, Mapping, Order, Rule
from qm.intake.reading import Reading
from qm.intake.values import Binder, Read, cleaned
from qm.store import TABLES, Cursor
from qm.store.tables import DATE, INTEGER, NUMBER, TIMESTAMP


@dataclass(frozen=True)
class Source:
    """Where the records stand, as SQL, and where to look for how they are written.

    `in_order`: the records have no `line` yet; each is a line, and they come in the file's order.
    """

    sql: str = "raw"
    in_order: bool = False
    parameters: dict[str, object] = field(default_factory=dict)
    sample: str = "raw"  # the table whose values decide on formats


class Candidates:
    """Understands how the mapped columns are written, then makes `candidate`.

    QMError when the mapping names what the file has not, or dates can be read two ways.
    """

    def __init__(self, cursor: Cursor, reading: Reading, mapping: Mapping, zone: str | None, source: Source) -> None:
        self.cursor, self.reading, self.mapping, self.source = cursor, reading, mapping, source
        self.columns = Columns(reading.header, reading.name)
        self.binder = Binder()
        self.zone = self.binder.bind(zone) if zone else None
        self.kind = mapping.of_kind
        self.reads: dict[str, Read] = {}
        self.texts: dict[str, str] = {}  # column of the texts step -> SQL over the source
        self.times: dict[str, dates.Times] = {}
        self.in_doubt = False  # some date could be read two ways by its form
        self.decimal = mapping.decimal or self.find_decimal()
        self.read_fields()
        self.answers = self.read_answers()

    def find_decimal(self) -> str:
        """The sign with which more of the file's numbers can be read; a point where both do.

        DoubtfulNumbers where every number with a sign may be thousands or have three decimals. Spreadsheets and
        Parquet keep numbers as such, and files cut at commas are written with decimal points.
        """
        texts = self.number_texts()
        if not texts:
            return "."
        if self.reading.delimiter not in (None, ","):
            self.ask_for_thousands(texts)
        doubtful = " or ".join(f"{t} like '%,%' or {t} like '%.%.%'" for t in texts)
        if self.cursor.row(f"select not exists (select 1 from {self.source.sample} where {doubtful})")[0]:
            return "."
        readable = [" + ".join(f"count({numbers.number(t, sign)})" for t in texts) for sign in ",."]
        by_comma, by_point = self.cursor.row(f"select {', '.join(readable)} from {self.source.sample}")
        return "," if by_comma > by_point else "."

    def ask_for_thousands(self, texts: list[str]) -> None:
        """DoubtfulNumbers naming the first column, where no value of any decides."""
        counts = ", ".join(
            f"count(*) filter (where regexp_matches({t}, '[.,]') and not regexp_matches({t}, '[:A-Za-z]')),"
            f" count(*) filter (where regexp_full_match({t}, '{numbers.IN_DOUBT}')),"
            f" min({t}) filter (where regexp_full_match({t}, '{numbers.IN_DOUBT}'))"
            for t in texts
        )
        found = self.cursor.row(f"select {counts} from {self.source.sample}")
        signed, doubtful, examples = found[0::3], found[1::3], found[2::3]
        if not sum(doubtful) or sum(signed) != sum(doubtful) or len({e[-4] for e in examples if e}) > 1:
            return
        place, example = next((i, e) for i, e in enumerate(examples) if e)
        raise DoubtfulNumbers(self.reading.header[int(texts[place][1:])], example)

    def number_texts(self) -> list[str]:
        fields = self.kind.fields
        indexes = {
            self.columns.index(column, name)
            for name, rule in self.mapping.fields.items()
            if name == ANSWERS or (fields[name].type in (NUMBER, INTEGER) and not rule.start)
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
            self.texts |= {
                names[label]: f"nullif({text}, '0')" if (at := times.get(names[label])) and at.is_counted else text
                for label, text in labelled.get(name, {}).items()
            }
            places = tuple(self.columns.index(column, name) for column in rule.used)
            self.reads[name] = values.read_field(
                target,
                rule,
                names,
                {label: times[n] for label, n in names.items() if n in times},
                self.decimal,
                self.zone,
                self.binder,
                places,
            )
        if "csat" in self.reads:
            most = self.reads["csat_max"].value if "csat_max" in self.reads else "null"
            self.reads["csat"] = values.within_scale(self.reads["csat"], most)

    def settle_times(self, labelled: dict[str, dict[str, str]]) -> dict[str, dates.Times]:
        """How each time is written: as the mapping says, else found from all values of the file."""
        settled: dict[str, dates.Times] = {}
        found: dict[str, dates.Found] = {}
        sources: dict[str, str] = {}
        for name, texts in labelled.items():
            rule = self.mapping.fields[name]
            if not (rule.start or self.kind.fields[name].type in (TIMESTAMP, DATE)):
                continue
            for label, text in texts.items():
                key = f"t_{name}_{label}"
                sources[key] = " ".join(
                    rule.start if label == "start" else rule.end if label == "end" else rule.columns
                )
                if rule.format is not None:
                    settled[key] = dates.given(self.cursor, rule.format, name)
                else:
                    found[key] = dates.look(self.cursor, self.source.sample, text, self.bound(text))
        self.in_doubt = any(one.day_first for one in found.values())
        self.times = settled | dates.settle(found, sources, settled.values())
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
            points, possible, absent, fault = answer_points(text, rule, self.decimal, self.binder)
            answers.append((self.reading.header[index], Read(points, fault, absent, (index,), possible=possible)))
        return answers

    def make(self) -> None:
        """Make `candidate`, and the table `candidate_rows` behind it."""
        required = set(self.kind.required)
        excluded, order = self.exclusion(), self.event_order()
        shown = []
        for name, read in self.reads.items():
            fault = read.fault
            if name in required:
                fault = f"coalesce({fault}, case when {read.value} is null then 'missing' end)"
            shown += [f"{read.value} as {quoted(name)}", f"{fault} as wrong_{name}"]
            if read.midnight:
                shown.append(f"{read.midnight} as over_{name}")
        for i, (_, read) in enumerate(self.answers):
            shown += [
                f"{read.value} as a{i}",
                f"{read.text} as n{i}",
                f"{read.possible} as p{i}",
                f"{read.fault} as wrong_answer_{i}",
            ]
        texts = "".join(f", {sql} as {name}" for name, sql in self.texts.items())
        line = "" if self.source.in_order else "line, "
        sql = f"""
            create or replace temp table candidate_rows as
            with texts as (select {line}{excluded} as excluded, {order} as event_order{texts} from {self.source.sql})
            select {line}excluded, event_order, {", ".join(shown)}
            from texts
        """
        self.cursor.run(sql, self.bound(sql) | self.source.parameters)
        # Numbering the records while they are read would keep all but one core idle;
        # the table numbers them in the same order for nothing.
        numbered = "rowid + 2 as line, *" if self.source.in_order else "*"
        self.cursor.run(f"create or replace temp view candidate as select {numbered} from candidate_rows")
        self.tell_equal_rows_apart()
        if self.mapping.first:
            self.keep_first()

    def tell_equal_rows_apart(self) -> None:
        """Rows without an id are known by their text; of equal rows each is one of its own, the second ending in -2.

        The first keeps the id it always had, and the same file brought in again gives the same ids.
        """
        for name, rule in self.mapping.fields.items():
            if not rule.row:
                continue
            key = quoted(name)
            place = f"row_number() over (partition by {key} order by line)"
            self.cursor.run(f"""
                create or replace temp table candidate_rows as
                select * replace (case when {place} > 1 then {key} || '-' || {place} else {key} end as {key})
                from candidate_rows
            """)

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
            moment = dates.parsed(text, dates.given(self.cursor, order.format, "latest_by"), self.zone)
            return f"coalesce(strftime({moment}, '%Y%m%d%H%M%S%f'), '')"
        amount = numbers.number(text, self.decimal)
        sql = f"select count({text}), count({amount}) from {self.source.sample}"
        there, amounts = self.cursor.row(sql, self.bound(sql))
        if there == amounts:
            # Shifted to be positive and padded, numbers sort as text.
            return f"coalesce(lpad(cast(cast(({amount} + 1e12) * 1000 as bigint) as varchar), 20, '0'), '')"
        found = dates.look(self.cursor, self.source.sample, text, self.bound(text))
        if found.neutral or found.day_first:
            times = dates.settle({"": found}, {"": order.column}, self.times.values())[""]
            moment = dates.parsed(text, times, self.zone)
            return f"coalesce(strftime({moment}, '%Y%m%d%H%M%S%f'), '')"
        return f"coalesce({text}, '')"

    def keep_first(self) -> None:
        """Event logs: these fields keep the value of the contact's earliest event that has one."""
        key = ", ".join(self.row_key())
        over = f"""over (partition by excluded, {key} order by event_order, line
                         rows between unbounded preceding and unbounded following)"""
        swaps = []
        for name in self.mapping.first:
            first = f"first_value({quoted(name)} ignore nulls) {over}"
            swaps += [f"{first} as {quoted(name)}", f"case when {first} is null then wrong_{name} end as wrong_{name}"]
        self.cursor.run(
            f"create or replace temp table candidate_rows as select * replace ({', '.join(swaps)}) from candidate_rows"
        )

    def row_key(self) -> list[str]:
        is_long = self.kind.has_answers and "question_id" in self.mapping.fields
        table = "answers" if is_long else self.kind.main
        return [name for name in TABLES[table].key if name in self.mapping.fields]


def _stands(name: str, sql: str) -> bool:
    start = sql.find(f"${name}")
    while start >= 0:
        if not sql[start + len(name) + 1 : start + len(name) + 2].isdigit():
            return True
        start = sql.find(f"${name}", start + 1)
    return False


def quoted(name: str) -> str:
    """A field as an SQL name."""
    return f'"{name}"'
