"""Numbers, durations, yes and no, text and ids: what a value means, and what is said of one that is wrong."""

from pathlib import Path

import pytest

from qm.errors import QMError
from qm.store import Store
from tests.intake.bringing import bring, judged, one, problems, rows, understood, written

BASE = 'kind = "contacts"\n[fields]\ncontact_id = "id"\narrived_at = {value = "2024-05-01"}\n'


def file_of(folder: Path, **columns: list[str]) -> Path:
    """A file of these columns, tabs between, with an id for each row."""
    columns = {"id": [str(i) for i in range(len(next(iter(columns.values()))))]} | columns
    lines = ["\t".join(columns), *("\t".join(row) for row in zip(*columns.values(), strict=True))]
    return written(folder, "\n".join(lines) + "\n")


def values_of(store: Store, folder: Path, field: str, rule: str, **columns: list[str]) -> list:
    mapping = f"{BASE}{field} = {rule}\n"
    return [value for (value,) in understood(store, file_of(folder, **columns), mapping, f'"{field}"')]


# Numbers


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["1,5", "20,25", "3"], [1.5, 20.25, 3]),
        (["1.5", "20.25", "3"], [1.5, 20.25, 3]),
        (["1,234", "12,345.5", "7"], [1234, 12345.5, 7]),
        (["1.234", "12.345,5", "7"], [1234, 12345.5, 7]),
        (["1,234,567", "1"], [1234567, 1]),
        (["1.234.567", "1"], [1234567, 1]),
        (["0,250", "1.000"], [0.25, 1000]),
        (["0.250", "1.000", "1,234"], [0.25, 1, 1234]),
        (["+5", "1e3", ".5", "007"], [5, 1000, 0.5, 7]),
        ([" 5 ", "\u00a06\u00a0", ""], [5, 6, None]),
    ],
)
def test_decimals_and_thousands_of_the_whole_file(
    looking: Store, tmp_path: Path, texts: list[str], meant: list[float]
) -> None:
    assert values_of(looking, tmp_path, "effort", '"x"', x=texts) == meant


def test_the_decimal_sign_is_one_for_the_whole_file(looking: Store, tmp_path: Path) -> None:
    mapping = BASE + 'wait_seconds = "a"\nhandle_seconds = "b"\n'
    path = file_of(tmp_path, a=["1,5", "2,5"], b=["1.234", "2.000"])
    assert understood(looking, path, mapping, "wait_seconds", "handle_seconds") == [(1.5, 1234), (2.5, 2000)]


def test_a_decimal_sign_that_was_given_is_used(looking: Store, tmp_path: Path) -> None:
    for sign, meant in ((",", 1.234), (".", 1234)):
        mapping = f"read.decimal = '{sign}'\n" + BASE + 'effort = "x"\n'
        assert understood(looking, file_of(tmp_path, x=["1,234"]), mapping, "effort") == [(meant,)]


@pytest.mark.parametrize("wrong", ["x", "1.2.3", "1,23,4", "nan", "inf", "1e999", "--1", "1 2", "0x10", "0,123,4", "½"])
def test_what_is_no_number_is_dropped_and_told(looking: Store, tmp_path: Path, wrong: str) -> None:
    report, found = judged(looking, file_of(tmp_path, x=["5", wrong, "4"]), BASE + 'effort = "x"\n', "effort")
    assert problems(report) == [("effort", "not a number", "value dropped", (3,))]
    assert report.problems[0].examples[0]["value"] == wrong
    assert report.accepted == 3
    assert found == [(5,), (None,), (4,)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("1.5", "not a whole number"), ("-1", "negative"), ("x", "not a number"), ("1e12", "not a whole number")],
)
def test_whole_numbers(looking: Store, tmp_path: Path, text: str, rule: str) -> None:
    path = file_of(tmp_path, x=["2", text, "3.0"])
    report, found = judged(looking, path, BASE + 'transfers = "x"\n', "transfers")
    assert problems(report) == [("transfers", rule, "value dropped", (3,))]
    assert found == [(2,), (None,), (3,)]


@pytest.mark.parametrize(("field", "fits", "wrong"), [("nps", ["0", "10"], ["-1", "11"]), ("csat_max", ["5"], ["-1"])])
def test_ranges(looking: Store, tmp_path: Path, field: str, fits: list[str], wrong: list[str]) -> None:
    found = values_of(looking, tmp_path, field, '"x"', x=fits + wrong)
    assert found == [float(x) for x in fits] + [None] * len(wrong)


# Durations


@pytest.mark.parametrize(
    ("unit", "text", "seconds"),
    [
        ("s", "90", 90),
        ("min", "1.5", 90),
        ("h", "0.025", 90),
        ("clock", "0:01:30", 90),
        ("clock", "01:30", 90),
        ("clock", "26:00:00", 93600),
        ("clock", "0:00:07.5", 7.5),
        (None, "90", 90),
        (None, "0:01:30", 90),
        (None, "0", 0),
        ("clock", "00:00:00", 0),
    ],
)
def test_units(looking: Store, tmp_path: Path, unit: str | None, text: str, seconds: float) -> None:
    rule = f'{{column = "x", unit = "{unit}"}}' if unit else '"x"'
    assert values_of(looking, tmp_path, "wait_seconds", rule, x=[text]) == [seconds]


@pytest.mark.parametrize(
    ("text", "rule"), [("-5", "negative"), ("-0:01:00", "negative"), ("soon", "not a number"), ("1e10", "out of range")]
)
def test_wrong_durations_are_dropped(looking: Store, tmp_path: Path, text: str, rule: str) -> None:
    path = file_of(tmp_path, x=["5", text])
    report, found = judged(looking, path, BASE + 'wait_seconds = "x"\n', "wait_seconds")
    assert problems(report) == [("wait_seconds", rule, "value dropped", (3,))]
    assert found == [(5,), (None,)]


def test_an_empty_part_of_a_sum_is_nought_and_all_empty_is_missing(looking: Store, tmp_path: Path) -> None:
    found = values_of(
        looking,
        tmp_path,
        "handle_seconds",
        '{sum = ["a", "b", "c"]}',
        a=["10", "", "", "1"],
        b=["20", "5", "", "2"],
        c=["", "", "", "3"],
    )
    assert found == [30, 5, None, 6]


def test_the_first_less_the_others(looking: Store, tmp_path: Path) -> None:
    columns = {"a": ["100", "100", "", "10", ""], "b": ["20", "", "", "20", "0"], "c": ["30", "", "", "", ""]}
    found = values_of(looking, tmp_path, "handle_seconds", '{minus = ["a", "b", "c"]}', **columns)
    assert found == [50, 100, None, None, 0]


@pytest.mark.parametrize(
    ("unit", "a", "b", "seconds"),
    [("s", "90", "30", 120), ("min", "1.5", "0.5", 120), ("h", "1", "0.5", 5400), ("clock", "0:01:30", "0:30", 120)],
)
def test_units_of_sums(looking: Store, tmp_path: Path, unit: str, a: str, b: str, seconds: float) -> None:
    rule = f'{{sum = ["a", "b"], unit = "{unit}"}}'
    assert values_of(looking, tmp_path, "handle_seconds", rule, a=[a], b=[b]) == [seconds]


def test_a_wrong_part_spoils_the_sum_and_is_told(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, a=["1", "x", "1"], b=["2", "2", "50"])
    report = bring(store, path, BASE + 'handle_seconds = {sum = ["a", "b"]}\nwait_seconds = {minus = ["a", "b"]}\n')
    assert set(problems(report)) == {
        ("handle_seconds", "not a number", "value dropped", (3,)),
        ("wait_seconds", "not a number", "value dropped", (3,)),
        ("wait_seconds", "negative", "value dropped", (2, 4)),
    }
    assert rows(store, "contacts", "handle_seconds", "wait_seconds") == [(3, None), (None, None), (51, None)]


def test_missing_parts_of_a_sum(looking: Store, tmp_path: Path) -> None:
    found = values_of(
        looking, tmp_path, "handle_seconds", '{sum = ["a", "b"], missing = ["-"]}', a=["-", "-"], b=["7", "-"]
    )
    assert found == [7, None]


def test_a_sum_of_counts_is_whole(looking: Store, tmp_path: Path) -> None:
    assert values_of(looking, tmp_path, "transfers", '{sum = ["a", "b"]}', a=["1"], b=["2"]) == [3]


# From one time to another


SPAN = '{{from = "a", to = "b"{}}}'


def test_from_one_time_to_another(looking: Store, tmp_path: Path) -> None:
    found = values_of(
        looking,
        tmp_path,
        "wait_seconds",
        SPAN.format(', format = "%d/%m/%Y %H:%M"'),
        a=["01/05/2024 10:00", "01/05/2024 23:59", ""],
        b=["01/05/2024 10:02", "02/05/2024 00:01", ""],
    )
    assert found == [120, 120, None]


def test_one_side_alone_is_missing_not_wrong(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, a=["2024-05-01 10:00", ""], b=["", "2024-05-01 10:00"])
    report = bring(store, path, BASE + f"wait_seconds = {SPAN.format('')}\n")
    assert (report.problems, one(store, "contacts", "wait_seconds")) == ([], [None, None])


def test_an_end_before_its_start_is_dropped(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, a=["2024-05-01 23:00", "2024-05-01 23:00"], b=["2024-05-01 01:00", "2024-05-02 01:00"])
    report = bring(store, path, BASE + f"wait_seconds = {SPAN.format('')}\n")
    assert problems(report) == [("wait_seconds", "end before start", "value dropped", (2,))]
    assert "2024-05-01 23:00" in report.problems[0].examples[0]["value"]
    assert one(store, "contacts", "wait_seconds") == [None, 7200]


@pytest.mark.parametrize("given", ["", ', format = "%H:%M:%S"'])
def test_clock_times_run_over_midnight_for_less_than_twelve_hours(store: Store, tmp_path: Path, given: str) -> None:
    path = file_of(
        tmp_path,
        a=["23:59:50", "18:00:00", "18:00:00", "10:00:00", "10:00:00"],
        b=["00:00:10", "05:59:59", "06:00:00", "10:00:30", "09:59:59"],
    )
    report = bring(store, path, BASE + f"wait_seconds = {SPAN.format(given)}\n")
    assert one(store, "contacts", "wait_seconds") == [20, 43199, None, 30, None]
    assert problems(report) == [("wait_seconds", "end before start", "value dropped", (4, 6))]
    assert [note for note in report.notes if "midnight" in note] == [
        "2 values of wait_seconds run over midnight and were read so."
    ]


def test_the_note_counts_only_rows_that_stand(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, a=["23:00", "23:00", "23:00"], b=["01:00", "01:00", "01:00"], s=["x", "TEST", "x"])
    mapping = 'rows.exclude = {s = "TEST"}\n' + BASE + f"wait_seconds = {SPAN.format('')}\n"
    assert bring(store, path, mapping).notes == ["2 values of wait_seconds run over midnight and were read so."]


def test_times_of_several_columns(looking: Store, tmp_path: Path) -> None:
    rule = '{from = ["day", "a"], to = ["day", "b"], format = "%y%m%d %H:%M:%S"}'
    found = values_of(looking, tmp_path, "wait_seconds", rule, day=["240501"], a=["10:00:00"], b=["10:00:30"])
    assert found == [30]


def test_missing_applies_when_both_sides_hold_a_listed_value(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, a=["00:00:00", "00:00:00", "10:00:00"], b=["00:00:00", "00:00:40", "00:00:00"])
    span = SPAN.format(', missing = ["00:00:00"]')
    report = bring(store, path, BASE + f"wait_seconds = {span}\n")
    assert one(store, "contacts", "wait_seconds") == [None, 40, None]
    assert problems(report) == [("wait_seconds", "end before start", "value dropped", (4,))]


def test_missing_for_every_field_applies_to_each_side(looking: Store, tmp_path: Path) -> None:
    mapping = 'read.missing = ["?"]\n' + BASE + f"wait_seconds = {SPAN.format('')}\n"
    path = file_of(tmp_path, a=["?", "2024-05-01 10:00"], b=["2024-05-01 10:00", "2024-05-01 10:01"])
    assert understood(looking, path, mapping, "wait_seconds") == [(None,), (60,)]


def test_a_time_that_is_none_is_told(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, a=["2024-05-01 10:00", "soon"], b=["2024-05-01 10:01", "2024-05-01 10:01"])
    report = bring(store, path, BASE + f"wait_seconds = {SPAN.format('')}\n")
    assert problems(report) == [("wait_seconds", "not a date or time", "value dropped", (3,))]


def test_the_two_sides_may_be_written_differently(looking: Store, tmp_path: Path) -> None:
    found = values_of(looking, tmp_path, "wait_seconds", SPAN.format(""), a=["26/08/2023 18:39"], b=["26-Aug-23 18:40"])
    assert found == [60]


# Yes and no


def test_plain_yes_and_no(store: Store, tmp_path: Path) -> None:
    yes, no = ["true", "TRUE", "Yes", "y", "1", "ja"], ["false", "No", "n", "0", "nein"]
    report = bring(store, file_of(tmp_path, x=[*yes, *no, "", "perhaps"]), BASE + 'resolved = "x"\n')
    found = dict(rows(store, "contacts", "contact_id", "resolved"))
    assert [found[str(i)] for i in range(13)] == [True] * 6 + [False] * 5 + [None, None]
    assert problems(report) == [("resolved", "not true or false", "value dropped", (14,))]


def test_true_makes_every_other_value_false_and_empty_missing(looking: Store, tmp_path: Path) -> None:
    found = values_of(
        looking, tmp_path, "abandoned", '{column = "x", true = ["LOST", "GONE"]}', x=["LOST", "GONE", "OK", "lost", ""]
    )
    assert found == [True, True, False, False, None]


def test_with_false_too_a_third_value_is_wrong(store: Store, tmp_path: Path) -> None:
    mapping = BASE + 'resolved = {column = "x", true = ["Y"], false = ["N"]}\n'
    report = bring(store, file_of(tmp_path, x=["Y", "N", "maybe", ""]), mapping)
    assert one(store, "contacts", "resolved") == [True, False, None, None]
    assert problems(report) == [("resolved", "not true or false", "value dropped", (4,))]


def test_true_above(store: Store, tmp_path: Path) -> None:
    mapping = BASE + 'reopened = {column = "x", true_above = 0}\n'
    report = bring(store, file_of(tmp_path, x=["0", "1", "2.5", "-1", "", "x"]), mapping)
    assert one(store, "contacts", "reopened") == [False, True, True, False, None, None]
    assert problems(report) == [("reopened", "not a number", "value dropped", (7,))]


def test_missing_values_of_a_yes_and_no(looking: Store, tmp_path: Path) -> None:
    found = values_of(looking, tmp_path, "abandoned", '{column = "x", true = ["LOST"], missing = ["?"]}', x=["?", "OK"])
    assert found == [None, False]


@pytest.mark.parametrize(("value", "meant"), [("true", True), ('"yes"', True), ("0", False)])
def test_a_constant_yes_or_no(looking: Store, tmp_path: Path, value: str, meant: bool) -> None:
    assert values_of(looking, tmp_path, "abandoned", f"{{value = {value}}}", x=["1"]) == [meant]


# Text, words and ids


def test_text_keeps_all_but_surrounding_blanks(looking: Store, tmp_path: Path) -> None:
    texts = ["  Größe  & <b>'\"$v0 {x} % ", "1.0", "007", "NULL", "nan"]
    found = values_of(looking, tmp_path, "reason", '"x"', x=texts)
    assert found == ["Größe  & <b>'\"$v0 {x} %", "1.0", "007", "NULL", "nan"]


def test_joined_columns(looking: Store, tmp_path: Path) -> None:
    columns = {"a": ["1", "1", "", ""], "b": ["2", "", "2", ""]}
    dashed = values_of(looking, tmp_path, "reason", '{columns = ["a", "b"], join = "-"}', **columns)
    blank = values_of(looking, tmp_path, "reason", '{columns = ["a", "b"]}', **columns)
    glued = values_of(looking, tmp_path, "reason", '{columns = ["a", "b"], join = ""}', **columns)
    assert dashed == ["1-2", "1-", "-2", None]
    assert blank == ["1 2", "1 ", " 2", None]
    assert glued == ["12", "1", "2", None]


def test_a_missing_value_in_a_part_empties_the_part(looking: Store, tmp_path: Path) -> None:
    mapping = 'read.missing = ["?"]\n' + BASE + 'reason = {columns = ["a", "b"], join = "-"}\n'
    path = file_of(tmp_path, a=["1", "?"], b=["?", "?"])
    assert understood(looking, path, mapping, "reason") == [("1-",), (None,)]


def test_missing_for_every_field_and_for_one(looking: Store, tmp_path: Path) -> None:
    mapping = 'read.missing = ["?", "n/a"]\n' + BASE
    mapping += 'reason = "a"\nqueue = {column = "b", missing = ["NOBODY"]}\n'
    path = file_of(tmp_path, a=["?", "n/a", "NOBODY", "x"], b=["?", "NOBODY", "nobody", "x"])
    assert understood(looking, path, mapping, "reason", "queue") == [
        (None, None),
        (None, None),
        ("NOBODY", "nobody"),
        ("x", "x"),
    ]


def test_a_required_value_that_is_listed_as_missing_rejects_the_row(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,at\n1,2024-05-01\n?,2024-05-02\n3,?\n")
    mapping = 'kind = "contacts"\nread.missing = ["?"]\nfields = {contact_id = "id", arrived_at = "at"}'
    report = bring(store, path, mapping)
    assert set(problems(report)) == {
        ("contact_id", "missing", "row rejected", (3,)),
        ("arrived_at", "missing", "row rejected", (4,)),
    }


@pytest.mark.parametrize("damaged", ["8.41207E+11", "8,41207E+11", "8.41207e+11", "1E+05", "-3.2E+10"])
def test_ids_damaged_by_a_spreadsheet_are_dropped_never_merged(looking: Store, tmp_path: Path, damaged: str) -> None:
    path = written(tmp_path, f"id;who;at\n1;{damaged};2024-05-01\n2;{damaged};2024-05-02\n{damaged};9;2024-05-03\n")
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", customer_id = "who", arrived_at = "at"}'
    report, found = judged(looking, path, mapping, "contact_id", "customer_id")
    assert set(problems(report)) == {
        ("customer_id", "damaged by a spreadsheet", "value dropped", (2, 3)),
        ("contact_id", "damaged by a spreadsheet", "row rejected", (4,)),
    }
    assert found == [("1", None), ("2", None)]


def test_ids_are_text_always(looking: Store, tmp_path: Path) -> None:
    ids = ["007", "7", "7.0", "12e5x", "1E5", "ÄÖ-1", "1,000"]
    path = file_of(tmp_path, x=ids)
    assert [v for (v,) in understood(looking, path, BASE + 'customer_id = "x"\n', "customer_id")] == ids


def test_a_constant_for_every_row(looking: Store, tmp_path: Path) -> None:
    assert values_of(looking, tmp_path, "channel", '{value = "voice"}', x=["1", "2"]) == ["voice", "voice"]
    assert values_of(looking, tmp_path, "wait_seconds", "{value = 0}", x=["1"]) == [0]


@pytest.mark.parametrize(("field", "value"), [("wait_seconds", '"soon"'), ("responded_at", '"never"')])
def test_a_constant_that_does_not_fit_is_told(looking: Store, tmp_path: Path, field: str, value: str) -> None:
    report, _ = judged(looking, file_of(tmp_path, x=["1", "2"]), BASE + f"{field} = {{value = {value}}}\n")
    assert [(p.field, p.rows) for p in report.problems] == [(field, 2)]


def test_a_required_constant_that_does_not_fit_is_a_sentence(looking: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = {value = "never"}}'
    with pytest.raises(QMError) as caught:
        understood(looking, file_of(tmp_path, x=["1"]), mapping)
    assert "None" not in str(caught.value)


def test_words_from_a_list_without_case(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "scorecard,question_id,critical\nA,1,WHOLE\nA,2,Flag\nA,3,very\nA,4,\n", "questions.csv")
    report = bring(store, path)
    assert one(store, "questions", "critical") == ["whole", "flag", None, None]
    assert problems(report) == [("critical", "not one of the allowed values", "value dropped", (4,))]
