"""Text tables: delimiters, quotes, encodings, line ends, headers and line numbers."""

import codecs
import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qm.errors import QMError
from qm.intake import ReadOptions
from qm.intake.layout import FIRST_LINE
from qm.store import Store
from tests.intake.bringing import read, written

SMALL = [(2, "1", "Zoë"), (3, "2", "Ben")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(looking: Store, tmp_path: Path, delimiter: str) -> None:
    path = written(tmp_path, "id,name\n1,Zoë\n2,Ben\n".replace(",", delimiter))
    reading, found = read(looking, path)
    assert (reading.delimiter, reading.header, found) == (delimiter, ["id", "name"], SMALL)


def test_the_delimiter_is_found_where_others_stand_in_values(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id;wait;note\n1;0,5;a, b | c\n2;1,5;d\n3;2,5;e, f, g\n")
    assert read(looking, path)[0].delimiter == ";"


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_first_line_in_which_excel_tells_the_delimiter_is_no_header(
    looking: Store, tmp_path: Path, first: str, end: str
) -> None:
    path = written(tmp_path, end.join([first, "id;name", "1;a,b,c", "2;Ben", ""]))
    reading, found = read(looking, path)
    assert (reading.delimiter, reading.header) == (";", ["id", "name"])
    assert found == [(3, "1", "a,b,c"), (4, "2", "Ben")]


def test_a_column_called_sep_is_a_header(looking: Store, tmp_path: Path) -> None:
    assert read(looking, written(tmp_path, "sep;name\n1;Zoë\n2;Ben\n"))[0].header == ["sep", "name"]


def test_a_delimiter_that_was_given_is_used(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id~name\n1~Zoë\n2~Ben\n")
    assert read(looking, path, ReadOptions(delimiter="~"))[1] == SMALL


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
        ("latin-1", b""),
    ],
)
def test_encodings_are_found(looking: Store, tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = written(tmp_path, mark + "id,name\n1,Zoë\n2,Ben\n".encode(encoding))
    reading, found = read(looking, path)
    assert (reading.header, found) == (["id", "name"], SMALL)


def test_windows_1252_has_signs_that_latin_1_has_not(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,price\n1,5 € – “now”\n".encode("cp1252"))
    assert read(looking, path)[1] == [(2, "1", "5 € – “now”")]


def test_an_encoding_that_was_given_is_used(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,name\n1,Łódź\n".encode("cp1250"))
    assert read(looking, path, ReadOptions(encoding="cp1250"))[1] == [(2, "1", "Łódź")]


def test_an_unknown_encoding_is_a_sentence(looking: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match="klingon"):
        read(looking, written(tmp_path, "id,name\n1,x\n"), ReadOptions(encoding="klingon"))


def test_the_one_letter_that_is_not_ascii_may_stand_late(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, b"id,name\n" + b"1,plain\n" * 60_000 + "2,Zoë\n".encode("cp1252"))
    reading, found = read(looking, path)
    assert reading.encoding == "cp1252"
    assert found[-1] == (60_002, "2", "Zoë")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends(looking: Store, tmp_path: Path, end: str, last: bool) -> None:
    text = "id,name\n1,Zoë\n2,Ben" + "\n" * last
    assert read(looking, written(tmp_path, text.replace("\n", end)))[1] == SMALL


def test_line_ends_may_be_mixed(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,name\r\n1,Zoë\n2,Ben\r3,Kim")
    assert read(looking, path)[1] == [*SMALL, (4, "3", "Kim")]


def test_quotes(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, 'id,note\n1,"a, b"\n2,"said ""no"""\n3,""\n4,"x"\n')
    assert read(looking, path)[1] == [(2, "1", "a, b"), (3, "2", 'said "no"'), (4, "3", ""), (5, "4", "x")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_record_is_named_by_the_line_on_which_it_starts(looking: Store, tmp_path: Path, end: str) -> None:
    text = 'id,note\n1,"two\nlines"\n\n2,plain\n3,"three\n\nlines"\n4,last\n'
    found = read(looking, written(tmp_path, text.replace("\n", end)))[1]
    assert [(line, cell) for line, cell, _ in found] == [(2, "1"), (5, "2"), (6, "3"), (9, "4")]
    assert found[0][2] == f"two{end}lines"


def test_blank_lines_are_no_rows_but_count_as_lines(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,name\n\n1,Zoë\n   \n\n2,Ben\n\n\n")
    reading, found = read(looking, path)
    assert reading.rows == 2
    assert [row[0] for row in found] == [3, 6]


def test_a_header_may_follow_blank_lines(looking: Store, tmp_path: Path) -> None:
    reading, found = read(looking, written(tmp_path, "\n\nid,name\n1,Zoë\n"))
    assert reading.header == ["id", "name"]
    assert found == [(4, "1", "Zoë")]


def test_stray_quotes_inside_a_value_stay(looking: Store, tmp_path: Path) -> None:
    path = written(tmp_path, 'id,note\n1,a 5" pipe\n2,plain\n3,"O"Brien\n')
    assert [row[2] for row in read(looking, path)[1]][:2] == ['a 5" pipe', "plain"]


def test_ragged_rows_are_kept_and_told(looking: Store, tmp_path: Path) -> None:
    reading, found = read(looking, written(tmp_path, "id,name,team\n1,Zoë\n2,Ben,A,extra\n3,Kim,B,,\n4\n"))
    assert found == [(2, "1", "Zoë", ""), (3, "2", "Ben", "A"), (4, "3", "Kim", "B"), (5, "4", "", "")]
    assert (reading.short, reading.long) == ([2, 5], [3])


def test_the_header_is_trimmed(looking: Store, tmp_path: Path) -> None:
    assert read(looking, written(tmp_path, " id ,\tname  \n1,Zoë\n"))[0].header == ["id", "name"]


def test_names_twice_or_empty_are_made_unique_and_said(looking: Store, tmp_path: Path) -> None:
    reading, _ = read(looking, written(tmp_path, ",Variant,Variant,variant\n1,2,3,4\n"))
    assert reading.header == ["column_1", "Variant", "Variant_2", "variant_3"]
    assert len(reading.notes) == 3
    assert "column_1" in reading.notes[0]
    assert "Variant_2" in reading.notes[1]


def test_a_name_made_unique_does_not_take_anothers(looking: Store, tmp_path: Path) -> None:
    header = read(looking, written(tmp_path, "a,a,a_2,\n1,2,3,4\n"))[0].header
    assert header[0] == "a"
    assert header[2] == "a_2"
    assert len(set(header)) == 4


@pytest.mark.parametrize("name", ["c.csv", "c.tsv", "c.txt", "c", "c.CSV"])
def test_the_name_does_not_matter(looking: Store, tmp_path: Path, name: str) -> None:
    assert read(looking, written(tmp_path, "id,name\n1,Zoë\n2,Ben\n", name))[1] == SMALL


@pytest.mark.parametrize("name", ["c.csv.gz", "c.gz", "c.csv"])
def test_gzip_is_unpacked_whatever_it_is_called(looking: Store, tmp_path: Path, name: str) -> None:
    path = written(tmp_path, gzip.compress("id,name\n1,Zoë\n2,Ben\n".encode()), name)
    assert read(looking, path)[1] == SMALL


def test_one_column_is_a_table(looking: Store, tmp_path: Path) -> None:
    assert read(looking, written(tmp_path, "id\n1\n2\n"))[1] == [(2, "1"), (3, "2")]


@pytest.mark.parametrize("count", [1, 30])
def test_single_quotes_around_every_value(looking: Store, tmp_path: Path, count: int) -> None:
    text = "'id','note'\n" + "".join(f"'{i}','a, b'\n" for i in range(count))
    reading, found = read(looking, written(tmp_path, text))
    assert reading.header == ["id", "note"]
    assert found[0] == (2, "0", "a, b")


def test_apostrophes_before_values_are_no_quotes(looking: Store, tmp_path: Path) -> None:
    text = "id,note\n" + "".join(f"'{i:03d},'tis 'n' that\n" for i in range(40))
    found = read(looking, written(tmp_path, text))[1]
    assert len(found) == 40
    assert found[7] == (9, "'007", "'tis 'n' that")


BLANKS = " \t\u00a0\ufeff\r\n"  # around a value they are no part of it
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=("Cs",)), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=5)
    ),
    delimiter=st.sampled_from(",;\t|"),
    written_as=st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL)]),
)
def test_what_was_written_is_what_is_read(
    looking: Store, tmp_path: Path, table: list[list[str]], delimiter: str, written_as: tuple[str, int]
) -> None:
    header = [f"column {i}" for i in range(len(table[0]))]
    file = io.StringIO()
    end, quoting = written_as
    csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([header, *table])
    path = written(tmp_path, file.getvalue())
    _, found = read(looking, path, ReadOptions(delimiter=delimiter, layout=FIRST_LINE))
    assert [list(row[1:]) for row in found] == [[cell.strip(BLANKS) for cell in row] for row in table]
