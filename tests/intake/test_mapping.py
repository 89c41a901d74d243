"""Mapping files: what they may say, and the sentence for everything else."""

from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from qm.errors import QMError
from qm.intake import KINDS, Mapping, load_mapping, parse_mapping, to_toml
from qm.store import Store
from qm.store.tables import BOOLEAN
from tests.intake.bringing import bring, one, problems, rows, understood, written

PLAIN = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = "at"}\n'
OF_THE_CONTRACT = r"""
kind = "contacts"

[read]                                  # all optional: found from the whole file otherwise
delimiter = "\t"
encoding  = "utf-8"
decimal   = ","
missing   = ["?", "n/a", "-"]           # for every field

[rows]
exclude   = [{status = ["TEST"]}, {status = ["LOST"], queued = ["no"]}]
latest_by = [{column = "updated", format = "%d/%m/%Y %H:%M"}, "revision"]

[fields]
contact_id     = {columns = ["switch", "call_no"], join = "-"}
customer_id    = {column = "client", missing = ["0"]}
arrived_at     = {columns = ["day", "time"], format = "%y%m%d %H:%M:%S"}
wait_seconds   = {from = "asked", to = "answered", format = "%d/%m/%Y %H:%M"}
handle_seconds = {sum = ["talk", "hold", "wrap"], unit = "s"}
abandoned      = {column = "status", true = ["LOST"]}
transfers      = {column = "moves"}
resolved       = {column = "solved", true = ["Y"], false = ["N"]}
agent_id       = {column = "who", missing = ["NOBODY"]}
channel        = {value = "voice"}
csat           = {column = "CSAT Score"}
"""
COLUMNS = (
    "switch",
    "call_no",
    "client",
    "day",
    "time",
    "asked",
    "answered",
    "talk",
    "hold",
    "wrap",
    "status",
    "queued",
    "moves",
    "solved",
    "who",
    "CSAT Score",
    "updated",
    "revision",
)
A, B = "01/05/2024 10:00", "01/05/2024 10:02"
EVENTS = [
    ("A", "1", "c1", "240501", "10:00:00", A, B, "60", "0,5", "", "DONE", "yes", "1", "Y", "kim", "4", B, "1"),
    ("A", "1", "c1", "240501", "10:00:00", A, B, "90", "0,5", "", "DONE", "yes", "2", "N", "kim", "5", B, "2"),
    ("A", "2", "0", "240501", "11:00:00", A, "?", "-", "", "", "LOST", "yes", "0", "?", "NOBODY", "", A, "1"),
    ("B", "2", "c2", "240501", "12:00:00", A, B, "1", "2", "3", "TEST", "yes", "0", "Y", "kim", "1", A, "1"),
    ("B", "3", "c2", "240501", "13:00:00", A, B, "1", "2", "3", "LOST", "no", "0", "Y", "kim", "1", A, "1"),
]


def test_the_mapping_of_the_contract(store: Store, tmp_path: Path) -> None:
    text = "\n".join("\t".join(line) for line in (COLUMNS, *EVENTS)) + "\n"
    report = bring(store, written(tmp_path, text), OF_THE_CONTRACT)
    assert (report.rows, report.accepted, report.excluded, report.rejected) == (5, 2, 3, 0)
    assert report.problems == []
    found = rows(
        store,
        "contacts",
        "contact_id",
        "customer_id",
        "arrived_at::varchar",
        "channel",
        "agent_id",
        "wait_seconds",
        "handle_seconds",
        "abandoned",
        "transfers",
        "resolved",
    )
    assert found == [
        ("A-1", "c1", "2024-05-01 10:00:00", "voice", "kim", 120, 90.5, False, 2, False),
        ("A-2", None, "2024-05-01 11:00:00", "voice", None, None, None, True, 0, None),
    ]
    assert rows(store, "surveys", "contact_id", "csat") == [("A-1", 5)]


@pytest.mark.parametrize("header", ["id,at,Größe der Gruppe", "ID, At ,GROSSE DER GRUPPE", "Id,AT,große  der_gruppe"])
def test_columns_are_found_without_case_blanks_and_accents(looking: Store, tmp_path: Path, header: str) -> None:
    mapping = PLAIN.replace("}", ', queue = "Große der Gruppe"}')
    path = written(tmp_path, header + "\n1,2024-05-01,x\n")
    if "ß" in header:
        mapping = mapping.replace("Große", "größe")
    assert understood(looking, path, mapping, "queue") == [("x",)]


def test_names_of_signs_alone_are_not_alike(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,%,#\n1,2024-05-01,a,b\n")
    assert understood(looking, path, PLAIN.replace("}", ', queue = "#"}'), "queue") == [("b",)]
    with pytest.raises(QMError, match="'€'"):
        understood(looking, path, PLAIN.replace("}", ', queue = "€"}'), "queue")


def test_a_name_given_twice_can_be_mapped_by_its_new_name(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,Variant,Variant,\n1,2024-05-01,a,b,c\n")
    mapping = PLAIN.replace("}", ', queue = "Variant_2", reason = "column_5"}')
    assert understood(looking, path, mapping, "queue", "reason") == [("b", "c")]


WRONG = {
    "no TOML": ("kind = ", "not valid TOML"),
    "no kind": ("fields = {contact_id = 'a'}", "kind"),
    "an unknown kind": ('kind = "calls"', "no kind of file called 'calls'; there are contacts"),
    "an unknown field": ('kind = "contacts"\nfields = {contact = "a"}', "no field 'contact'; did you mean contact_id"),
    "an unknown part": ('kind = "contacts"\nrows.skip = 1', "skip"),
    "an unknown table": ('kind = "contacts"\ncolumns = {}', "columns"),
    "an unknown key": ('kind = "contacts"\nfields = {channel = {colum = "a"}}', "channel has 'colum'"),
    "no source": ('kind = "contacts"\nfields = {channel = {missing = "a"}}', "exactly one source"),
    "two sources": ('kind = "contacts"\nfields = {channel = {column = "a", value = "b"}}', "exactly one source"),
    "column and columns": ('kind = "contacts"\nfields = {channel = {column = "a", columns = ["b"]}}', "one source"),
    "from without to": ('kind = "contacts"\nfields = {wait_seconds = {from = "a"}}', "needs both"),
    "a bad unit": (
        'kind = "contacts"\nfields = {wait_seconds = {column = "a", unit = "ages"}}',
        "unit of wait_seconds",
    ),
    "true_above a word": ('kind = "contacts"\nfields = {reopened = {column = "a", true_above = "x"}}', "true_above"),
    "false without true": ('kind = "contacts"\nfields = {resolved = {column = "a", false = ["n"]}}', "true ="),
    "a decimal star": ('kind = "contacts"\nread.decimal = "*"', "decimal is"),
    "a long delimiter": ('kind = "contacts"\nread.delimiter = "::"', "one character"),
    "a format of numbers": ('kind = "contacts"\nfields = {arrived_at = {column = "a", format = 1}}', "format is 1"),
    "exclude a word": ('kind = "contacts"\nrows.exclude = "x"', "exclude"),
    "exclude an empty table": ('kind = "contacts"\nrows.exclude = [{}]', "exclude"),
    "exclude no values": ('kind = "contacts"\nrows.exclude = {a = []}', "exclude holds an empty list"),
    "true of no values": ('kind = "contacts"\nfields = {resolved = {column = "a", true = []}}', "true of resolved"),
    "latest_by a number": ('kind = "contacts"\nrows.latest_by = 3', "latest_by has 3"),
    "latest_by a stranger": ('kind = "contacts"\nrows.latest_by = {field = "x"}', "latest_by has"),
    "first of no field": ('kind = "contacts"\nrows.first = ["arrived_at"]', "first names 'arrived_at'"),
    "fields a list": ('kind = "contacts"\nfields = ["a"]', r"fields is not a table"),
    "a rule of numbers": ('kind = "contacts"\nfields = {channel = 5}', "channel is 5"),
    "a list in a list": ('kind = "contacts"\nfields = {channel = {columns = [["a"]]}}', "channel holds"),
    "answers of contacts": ('kind = "contacts"\nfields = {answers = {columns = ["a"]}}', "no field 'answers'"),
    "no columns": ('kind = "contacts"\nfields = {channel = {columns = []}}', "exactly one source"),
    "row is a word": ('kind = "contacts"\nfields = {contact_id = {row = "yes"}}', "exactly one source|row"),
    "a value that is a list": ('kind = "contacts"\nfields = {channel = {value = ["a"]}}', "value"),
    "a join of numbers": ('kind = "contacts"\nfields = {channel = {columns = ["a", "b"], join = 3}}', "join"),
    "a unit of numbers": ('kind = "contacts"\nfields = {wait_seconds = {column = "a", unit = ["s"]}}', "unit"),
    "true_above yes": ('kind = "contacts"\nfields = {reopened = {column = "a", true_above = true}}', "true_above"),
    "points_possible a word": (
        'kind = "evaluations"\nfields = {answers = {columns = ["a"], points_possible = "x"}}',
        "points_possible",
    ),
    "an encoding of numbers": ('kind = "contacts"\nread.encoding = 1252', "encoding is 1252"),
    "a name of numbers": ('kind = "contacts"\nname = 3', "name"),
    "a delimiter that is a quote": ('kind = "contacts"\nread.delimiter = \'"\'', "delimiter"),
    "a delimiter that ends lines": ('kind = "contacts"\nread.delimiter = "\\n"', "delimiter"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_mapping_may_not_say(name: str) -> None:
    text, sentence = WRONG[name]
    with pytest.raises(QMError, match=sentence) as caught:
        parse_mapping(text, "mine.toml")
    assert "\n" not in str(caught.value)


def test_a_mapping_without_a_required_field(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,at\n1,2024-05-01\n")
    with pytest.raises(QMError, match=r"arrived_at.*id, at"):
        understood(looking, path, 'kind = "contacts"\nfields = {contact_id = "id"}')


def test_a_mapping_file_may_have_a_mark_and_names_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeff" + PLAIN, "calls.toml")
    assert load_mapping(path).name == "calls"
    with pytest.raises(QMError, match=r"wrong\.toml"):
        load_mapping(written(tmp_path, "kind", "wrong.toml"))
    with pytest.raises(QMError, match=r"nowhere\.toml"):
        load_mapping(tmp_path / "nowhere.toml")
    with pytest.raises(QMError, match=r"bytes\.toml"):
        load_mapping(written(tmp_path, b"\xff\xfe\x00", "bytes.toml"))


def test_short_and_long_forms_mean_the_same() -> None:
    short = parse_mapping('kind = "contacts"\nfields = {channel = "a", wait_seconds = {from = "x", to = "y"}}')
    long = parse_mapping(
        'kind = "contacts"\n[fields]\nchannel = {columns = ["a"]}\nwait_seconds = {from = ["x"], to = ["y"]}\n'
    )
    assert short.fields == long.fields


def test_agent_name_is_another_word_for_name() -> None:
    assert "name" in parse_mapping('kind = "contacts"\nfields = {agent_name = "a"}').fields


def test_exclude_is_one_table_or_a_list(store: Store, tmp_path: Path) -> None:
    text = "id,at,status,queued\n1,2024-05-01,TEST,yes\n2,2024-05-01,LOST,no\n3,2024-05-01,LOST,yes\n4,2024-05-01,,\n"
    for exclude, kept in (
        ('{status = ["TEST"]}', ["2", "3", "4"]),
        ('[{status = ["TEST"]}, {status = ["LOST"], queued = ["no"]}]', ["3", "4"]),
        ('{status = "LOST"}', ["1", "4"]),
        ('{status = [""]}', ["1", "2", "3"]),
        ('{STATUS = ["TEST", "LOST"]}', ["4"]),
    ):
        mapping = f"rows.exclude = {exclude}\n" + PLAIN
        assert [i for (i,) in understood(store, written(tmp_path, text), mapping, "contact_id")] == kept
    with pytest.raises(QMError, match="'state'"):
        bring(store, written(tmp_path, text), "rows.exclude = {state = ['x']}\n" + PLAIN)


def test_excluded_rows_are_not_judged(store: Store, tmp_path: Path) -> None:
    text = "id,at,status\n,never,TEST\n1,2024-05-01,x\n1,2024-06-01,TEST\n"
    report = bring(store, written(tmp_path, text), 'rows.exclude = {status = "TEST"}\n' + PLAIN)
    assert (report.accepted, report.excluded, report.rejected, report.problems) == (1, 2, 0, [])


def test_a_file_of_nothing_but_excluded_rows_changes_nothing(store: Store, tmp_path: Path) -> None:
    text = "id,at,status\n1,2024-05-01,TEST\n"
    report = bring(store, written(tmp_path, text), 'rows.exclude = {status = "TEST"}\n' + PLAIN)
    assert (report.batch, report.rows, report.excluded) == (None, 1, 1)


def test_a_row_without_an_id_is_known_by_its_text(store: Store, tmp_path: Path) -> None:
    text = "at,who\n2024-05-01,a\n2024-05-01,b\n2024-05-01,a\n"
    mapping = 'kind = "contacts"\nfields = {contact_id = {row = true}, arrived_at = "at", customer_id = "who"}'
    report = bring(store, written(tmp_path, text), mapping)
    assert (report.accepted, report.unchanged) == (3, 0)
    ids = one(store, "contacts", "contact_id")
    assert len(set(ids)) == 3
    assert sum(i.endswith("-2") and i[:-2] in ids for i in ids) == 1
    again = bring(store, written(tmp_path, text + "2024-05-02,c\n"), mapping)
    assert (again.accepted, again.unchanged) == (1, 3)


def test_a_row_of_cells_that_run_together_is_another_row(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = {row = true}, arrived_at = "at"}'
    assert bring(store, written(tmp_path, "at,a,b\n2024-05-01,x,\n2024-05-01,,x\n"), mapping).accepted == 2


def test_one_column_may_serve_two_fields(store: Store, tmp_path: Path) -> None:
    mapping = PLAIN.replace("}", ', queue = "q", reason = "q"}')
    bring(store, written(tmp_path, "id,at,q\n1,2024-05-01,x\n"), mapping)
    assert rows(store, "contacts", "queue", "reason") == [("x", "x")]


def test_names_with_quotes_and_odd_letters(store: Store, tmp_path: Path) -> None:
    header = 'id\tat\t"a""b"\t\'; drop table contacts; --\t$v0\t%s {x}'
    text = header + "\n1\t2024-05-01\ta\tb\tc\td\n"
    mapping = 'kind = "contacts"\n[fields]\ncontact_id = "id"\narrived_at = "at"\n'
    mapping += "channel = 'a\"b'\nqueue = \"'; drop table contacts; --\"\nreason = '$v0'\ncustomer_id = '%s {x}'\n"
    bring(store, written(tmp_path, text), mapping)
    assert rows(store, "contacts", "channel", "queue", "reason", "customer_id") == [("a", "b", "c", "d")]


def test_a_problem_names_the_column_as_the_file_does(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,at, Asked ,Answered\n1,2024-05-01,2024-05-01 10:00,2024-05-01 09:00\n")
    report = bring(store, path, PLAIN.replace("}", ', wait_seconds = {from = "asked", to = "answered"}}'))
    assert problems(report) == [("wait_seconds", "end before start", "value dropped", (2,))]
    assert report.problems[0].column == "Asked, Answered"
    assert report.problems[0].examples[0]["value"] == "2024-05-01 10:00 | 2024-05-01 09:00"


texts = st.text(min_size=1, max_size=5)
lists = st.lists(texts, min_size=1, max_size=3)

YES_OR_NO = [f.name for f in KINDS["contacts"].fields.values() if f.type == BOOLEAN]
sources = st.one_of(
    st.fixed_dictionaries({"column": texts}, optional={"format": texts, "missing": lists}),
    st.fixed_dictionaries({"columns": lists}, optional={"join": st.text(max_size=2)}),
    st.fixed_dictionaries({"from": lists, "to": lists}),
    st.fixed_dictionaries({"sum": lists, "unit": st.just("min")}),
    st.fixed_dictionaries({"minus": lists}),
    st.fixed_dictionaries({"value": texts}),
    st.just({"row": True}),
)


yes_or_no = st.one_of(
    st.fixed_dictionaries({"column": texts, "true": lists}, optional={"false": lists}),
    st.fixed_dictionaries({"column": texts, "true_above": st.integers(-5, 5)}),
)
fields_of_contacts = st.builds(
    lambda any_field, boolean: any_field | boolean,
    st.dictionaries(st.sampled_from(tuple(KINDS["contacts"].fields)), sources, max_size=4),
    st.dictionaries(st.sampled_from(YES_OR_NO), yes_or_no, max_size=2),
)


@settings(max_examples=80, deadline=None)
@given(
    fields=fields_of_contacts,
    read=st.fixed_dictionaries(
        {},
        optional={
            "delimiter": st.characters(codec="utf-8", exclude_characters='"\r\n'),
            "encoding": texts,
            "decimal": st.sampled_from(",."),
            "sheet": texts,
            "missing": lists,
        },
    ),
    exclude=st.lists(st.dictionaries(texts, lists, min_size=1, max_size=2), max_size=2),
    latest_by=st.lists(st.one_of(texts, st.fixed_dictionaries({"column": texts, "format": texts})), max_size=2),
)
def test_a_mapping_written_and_read_again_is_the_same(fields: dict, read: dict, exclude: list, latest_by: list) -> None:
    given_text = tomli_w.dumps(
        {"kind": "contacts", "read": read, "rows": {"exclude": exclude, "latest_by": latest_by}, "fields": fields}
    )
    mapping = parse_mapping(given_text)
    again = parse_mapping(to_toml(mapping))
    assert again == mapping
    assert isinstance(again, Mapping)
