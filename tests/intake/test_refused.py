"""Files that cannot be used: a clear sentence, and the store as it was."""

import csv
import gzip
import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from qm.errors import QMError
from qm.intake import import_file
from qm.store import Store, open_store
from tests.intake.bringing import bring, everything, one, read, rows, written

HEADER = "contact_id,arrived_at\n"
ROW = "1,2024-05-01 10:00:00\n"


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def workbook(*rows: list) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(name: str = "contacts.csv", content: bytes = b"a,b\n1,2\n") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, content)
    return file.getvalue()


REFUSED = {
    "empty": (b"", "is empty"),
    "blanks": (b"\n  \n\n", "nothing but blanks"),
    "only a mark": (b"\xef\xbb\xbf", "nothing but blanks"),
    "header only": (HEADER.encode(), "header but no rows"),
    "header without line end": (b"contact_id,arrived_at", "header but no rows"),
    "header and blank lines": (HEADER.encode() + b"\n\n  \n", "header but no rows"),
    "a quote never closed": ((HEADER + '1,"2024-05-01\n' + ROW * 50).encode(), r"quote .* line 2 .* not closed"),
    "a quote never closed at the end": ((HEADER + ROW + '2,"2024').encode(), r"quote .* line 3 .* not closed"),
    "a quote alone on the last line": ((HEADER + ROW + '"').encode(), r"quote .* line 3 .* not closed"),
    "a quote and nothing else": (b'"', r"quote .* line 1 .* not closed"),
    "an empty value and nothing else": (b'""', "no table"),
    "a quote in the header never closed": (b'contact_id,"arrived_at\n1,2024-05-01\n', r"quote .* line 1 .* not closed"),
    "a picture": (png(), "PNG picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "JPEG"),
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", "PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old Excel"),
    "random bytes": (bytes((i * 7 + i // 251) % 256 for i in range(5000)).replace(b"\n", b"\0") + b"\0" * 900, "."),
    "NULs only": (b"\0" * 4096, "not text|blanks"),
    "an empty archive": (gzip.compress(b""), "empty archive"),
    "a cut archive": (gzip.compress(os.urandom(10_000))[:5000], "damaged gzip"),
    "a damaged archive": (gzip.compress(b"a,b\n" * 1000)[:20] + b"\xff" * 40, "damaged gzip"),
    "an archive in archives": (gzip.compress(gzip.compress(gzip.compress(b"a,b\n1,2\n"))), "archive in an archive"),
    "a picture in an archive": (gzip.compress(png()), "PNG picture"),
    "a bomb": (gzip.compress(bytes(80 * 2**20)), "unpacks to more than"),
    "a ZIP of nothing that names contacts": (archive(), "contact_id"),
    "a ZIP of a folder": (archive("a/", b""), "ZIP archive that holds no table"),
    "a damaged ZIP": (archive()[:40], "damaged"),
    "a ZIP that says it is a workbook": (archive("xl/workbook.xml", b"<x/>"), "workbook"),
    "an empty workbook": (workbook(), "no sheet with a row"),
    "a workbook with a header": (workbook(["contact_id", "arrived_at"]), "header but no rows"),
    "a damaged Parquet file": (b"PAR1" + b"\0" * 100 + b"PAR1", "damaged Parquet"),
    "nothing that names contacts": (b"a,b\n1,2\n", "contact_id"),
    "every row rejected": (HEADER.encode() + b"1,never\n2,\n", "[Ee]very row .* rejected"),
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that one contact is in; no test here leaves anything else in it."""
    folder = tmp_path_factory.mktemp("shared")
    opened = open_store(folder / "store.duckdb")
    bring(opened, written(folder, HEADER + ROW))
    yield opened
    opened.close()


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence_and_the_store_as_before(shared: Store, tmp_path: Path, name: str) -> None:
    content, sentence = REFUSED[name]
    before = everything(shared)
    with pytest.raises(QMError, match=sentence) as caught:
        import_file(shared, written(tmp_path, content))
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith((".", "?"))
    assert "Traceback" not in said
    assert "contacts.csv" in said
    assert "unpacked0" not in said
    assert everything(shared) == before
    assert shared.rows("select count(*) from imports") == [(1,)]
    assert not [left for left in shared.staging.iterdir() if left.name != "spill"]


def test_a_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match=r"no file .*nowhere\.csv"):
        import_file(store, tmp_path / "nowhere.csv")
    with pytest.raises(QMError, match="no file"):
        import_file(store, tmp_path)


def test_letters_that_other_files_start_with_are_still_text(looking: Store, tmp_path: Path) -> None:
    assert read(looking, written(tmp_path, "MZ,BZh\n1,2\n"))[0].header == ["MZ", "BZh"]


def test_a_cell_of_a_megabyte_comes_in(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x" * 2**20
    path = written(tmp_path, f"contact_id,arrived_at,comment,reason\n1,2024-05-01 10:00:00,{long},\n2,2024-05-01,,\n")
    assert bring(store, path).accepted == 2
    assert [len(text) for text in one(store, "surveys", "comment")] == [2**20]


@pytest.mark.parametrize("middle", ["x" * 300_000, "line\n" * 60_000 + "end", 'say ""no"",' * 30_000, "x" * 3_000_000])
def test_a_long_quoted_cell_comes_in(looking: Store, tmp_path: Path, middle: str) -> None:
    found = read(looking, written(tmp_path, f'id,note\n1,"{middle}"\n2,x\n'))[1]
    assert [row[1] for row in found] == ["1", "2"]
    assert found[0][2] == middle.replace('""', '"')
    assert found[1][0] == 3 + middle.count("\n")


def test_the_long_cell_needs_no_earlier_file() -> None:
    assert csv.field_size_limit() > 2**20


def test_a_line_that_never_ends_is_a_sentence(looking: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match="64 MB"):
        read(looking, written(tmp_path, b"id,name\n" + b"x" * (65 * 2**20)))


def test_nul_characters_are_removed_and_said(store: Store, tmp_path: Path) -> None:
    lines = "".join(f"{i},2024-05-01 10:00:00,voice\n" for i in range(40))
    report = bring(store, written(tmp_path, ("contact_id,arrived_at,channel\n" + lines).replace("0,2024", "0\0,2024")))
    assert report.accepted == 40
    assert any("NUL" in note for note in report.notes)
    assert "10" in one(store, "contacts", "contact_id")
    assert all("\0" not in name for name in one(store, "contacts", "contact_id"))


def test_two_thousand_columns(store: Store, tmp_path: Path) -> None:
    extra = [f"x{i}" for i in range(1998)]
    text = ",".join(["contact_id", "arrived_at", *extra]) + "\n"
    text += "".join(",".join([str(i), "2024-05-01", *map(str, range(1998))]) + "\n" for i in range(3))
    assert bring(store, written(tmp_path, text)).accepted == 3


def test_too_many_columns_are_a_sentence(looking: Store, tmp_path: Path) -> None:
    header = ",".join(f"x{i}" for i in range(5_001))
    with pytest.raises(QMError, match="5001 columns"):
        read(looking, written(tmp_path, header + "\n" + header + "\n"))


def test_damaged_bytes_cost_one_cell_not_the_file(store: Store, tmp_path: Path) -> None:
    text = b"contact_id,arrived_at,reason\n" + b"".join(b"%d,2024-05-01,caf\xc3\xa9\n" % i for i in range(50))
    report = bring(store, written(tmp_path, text + b"99,2024-05-02,\xff\xfe\xc3\n"))
    assert report.accepted == 51
    assert set(one(store, "contacts", "reason")) == {"café", "\ufffd" * 3}
    assert any("not UTF-8" in note for note in report.notes)


def test_ragged_rows_are_told_with_their_lines(take, store: Store) -> None:
    report = take(
        "contact_id,arrived_at,channel\n1,2024-05-01 10:00:00\n2,2024-05-01 10:00:00,voice,extra\n3\n"
        "4,2024-05-01 10:00:00,chat\n"
    )
    told = {p.rule: [e["line"] for e in p.examples] for p in report.problems}
    assert told["too few cells"] == [2, 4]
    assert told["too many cells"] == [3]
    assert (report.accepted, report.rejected) == (3, 1)
    assert one(store, "contacts", "channel") == [None, "voice", "chat"]


def test_a_mapping_that_names_a_missing_column(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\n[fields]\ncontact_id = "contact"\narrived_at = "arived_at"\n'
    with pytest.raises(QMError, match=r"arrived_at .*'arived_at'.* did you mean arrived_at"):
        bring(store, written(tmp_path, "contact,arrived_at\n1,2024-05-01\n"), mapping)
    assert rows(store, "contacts") == []


LIMITED = """
import resource, sys
from pathlib import Path
from qm.errors import QMError
from qm.intake import import_file
from qm.store import open_store
store = open_store(Path(sys.argv[1]))
size = Path(sys.argv[1]).stat().st_size
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    import_file(store, Path(sys.argv[2]))
except QMError as error:
    print(error)
    sys.exit(1)
"""


@pytest.mark.parametrize(("room", "end"), [(100_000, "\r"), (1_500_000, "\n")])
def test_a_full_disk_is_a_sentence_and_the_store_as_before(store: Store, tmp_path: Path, room: int, end: str) -> None:
    bring(store, written(tmp_path, HEADER + ROW, "first.csv"))
    before = everything(store)
    path = store.path
    store.checkpoint()
    store.close()
    lines = [f"c{i * 7919 % 100_003},2024-05-01 10:00:00,{i * 104_729 % 1_000_003}" for i in range(60_000)]
    large = written(tmp_path, end.join(["contact_id,arrived_at,customer_id", *lines]))
    limited = [sys.executable, "-c", LIMITED, str(path), str(large), str(room)]
    done = subprocess.run(limited, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stderr
    assert "disk" in done.stdout
    assert "full" in done.stdout
    again = open_store(path)
    assert everything(again) == before
    again.close()
