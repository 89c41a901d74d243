"""Numbers and durations in every written form: read right, or asked about (cases intake/20, 22, 26)."""

from pathlib import Path

import duckdb
import pytest

from qm.intake.doubts import DoubtfulNumbers
from qm.intake.numbers import duration, number
from qm.store import Store
from tests.intake.bringing import bring, one, written


def value(sql: str, text: str) -> float | None:
    (found,) = duckdb.connect().execute(f"select {sql} from (select cast($1 as varchar) as x)", [text]).fetchone()
    return found


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1234.5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1_234_567),
        ("1 234.5", 1234.5),
        ("1\u00a0234", 1234),
        ("1\u202f234\u202f567.25", 1_234_567.25),
        ("1'234.5", 1234.5),
        ("1’234", 1234),
        ("-5", -5),
        ("5-", -5),
        ("12.50-", -12.5),
        ("(5)", -5),
        ("(1,234.50)", -1234.5),
        ("€ 5.00", 5),
        ("5 EUR", 5),
        ("-$5", -5),
        ("$-5", -5),
        ("R5", None),
        ("85%", 85),
        ("85.5 %", 85.5),
        ("1e3", 1000),
        (".5", 0.5),
        ("1,2", None),
        ("12,34.5", None),
        ("1 2", None),
        ("--5", None),
        ("-5-", None),
        ("(5", None),
        ("5)", None),
        ("1.2.3", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        ("12 apples", None),
    ],
)
def test_numbers_with_a_decimal_point(text: str, right: float | None) -> None:
    assert value(number("x", "."), text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234.567", 1_234_567),
        ("1 234,5", 1234.5),
        ("1'234,5", 1234.5),
        ("5,0-", -5),
        ("(5,25)", -5.25),
        ("5,00 €", 5),
        ("85,5%", 85.5),
        ("1.234", 1234),
        (",5", 0.5),
        ("1.5", None),
        ("1,2,3", None),
    ],
)
def test_numbers_with_a_decimal_comma(text: str, right: float | None) -> None:
    assert value(number("x", ","), text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("37:30:55", 135_055),
        ("24:56:18.90", 89_778.9),
        ("1.02:03:04", 93_784),
        ("1 day 02:03:04", 93_784),
        ("1 day, 2:03:04", 93_784),
        ("2 Tage 03:00:00", 183_600),
        ("-1.00:00:01", -86_401),
        ("1 min 12 s", 72),
        ("1m12s", 72),
        ("1h 2m 3s", 3723),
        ("72s", 72),
        ("72 sec.", 72),
        ("72000 ms", 72),
        ("1,5 min", 90),
        ("1 hour and 3 minutes", 3780),
        ("2 Std. 5 Min.", 7500),
        ("1 heure 5 minutes", 3900),
        ("2 horas 5 segundos", 7205),
        ("1d 2h", 93_600),
        ("PT1M12S", 72),
        ("P1DT2H3M4S", 93_784),
        ("PT0.5S", 0.5),
        ("72", 72),
        ("1:12", 72),
        ("PT", None),
        ("P", None),
        ("P1Y", None),
        ("1 month", None),
        ("5 s x", None),
        ("soon", None),
    ],
)
def test_durations(text: str, right: float | None) -> None:
    assert value(duration("x", None, "."), text) == right


@pytest.mark.parametrize(
    ("unit", "text", "right"),
    [
        ("ms", "1500", 1.5),
        ("d", "0.5", 43_200),
        ("min", "1,500", 90_000),
        ("words", "2 min 5 s", 125),
        ("words", "1 day 02:03:04", 93_784),
        ("words", "72", None),
        ("iso8601", "PT1M12S", 72),
        ("iso8601", "1:12", None),
        ("clock", "37:30:55", 135_055),
        ("clock", "1.02:03:04", 93_784),
    ],
)
def test_units(unit: str, text: str, right: float | None) -> None:
    assert value(duration("x", unit, "."), text) == right


DURATIONS = "contact_id,arrived_at,handle_time\n" + "".join(
    f"{i},2024-03-04 09:0{i}:00,{text}\n"
    for i, text in enumerate(("37:30:55", "1.02:03:04", "1 day 02:03:04", "PT1M12S", "1 min 12 s", "72 s"))
)


def test_durations_in_a_file(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, DURATIONS))
    assert not report.problems
    assert one(store, "contacts", "handle_seconds") == [135_055, 93_784, 93_784, 72, 72, 72]


def test_a_remedy_speaks_of_durations(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "contact_id,arrived_at,handle_time\n1,2024-03-04 09:00:00,soon\n")
    (problem,) = bring(store, path).problems
    assert "for a duration its unit" in problem.remedy


@pytest.mark.parametrize("texts", [("312,125", "95,250"), ("1.000", "1.250"), ("-1.000", "95")])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_thousands_or_decimals_are_asked_about(
    store: Store, tmp_path: Path, texts: tuple[str, str], delimiter: str
) -> None:
    lines = [
        "contact_id;arrived_at;handle_seconds",
        *(f"{i};2024-03-{i + 13} 09:00:00;{t}" for i, t in enumerate(texts)),
    ]
    path = written(tmp_path, "\n".join(lines).replace(";", delimiter) + "\n")
    with pytest.raises(DoubtfulNumbers, match=r"'handle_seconds' \(such as .*may be thousands or have decimals"):
        bring(store, path)
    assert not store.rows("select 1 from contacts")


@pytest.mark.parametrize(("decimal", "right"), [(",", [312.125, 95.25]), (".", [312_125, 95_250])])
def test_the_mapping_settles_it(store: Store, tmp_path: Path, decimal: str, right: list[float]) -> None:
    path = written(
        tmp_path, "contact_id;arrived_at;handle_seconds\n1;2024-03-14 09:00:00;312,125\n2;2024-03-14 09:05:00;95,250\n"
    )
    mapping = f'kind = "contacts"\n[read]\ndecimal = "{decimal}"\n[fields]\n' + "".join(
        f'{name} = "{name}"\n' for name in ("contact_id", "arrived_at", "handle_seconds")
    )
    bring(store, path, mapping)
    assert one(store, "contacts", "handle_seconds") == right


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (("312,125", "95,5"), [312.125, 95.5]),
        (("1.000", "0.125"), [1.0, 0.125]),
        (("1.250", "1234.500"), [1.25, 1234.5]),
        (("1.000,5", "2.000"), [1000.5, 2000]),
        (("1,000.5", "2,000"), [1000.5, 2000]),
    ],
)
def test_one_value_decides_for_all(store: Store, tmp_path: Path, texts: tuple[str, str], right: list[float]) -> None:
    rows = "".join(f"{i};2024-03-{i + 13} 09:00:00;{t}\n" for i, t in enumerate(texts))
    bring(store, written(tmp_path, "contact_id;arrived_at;handle_seconds\n" + rows))
    assert one(store, "contacts", "handle_seconds") == right


def test_a_file_cut_at_commas_has_decimal_points(store: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path, 'contact_id,arrived_at,handle_seconds\n1,2024-03-14 09:00:00,1.250\n2,2024-03-14,"1,250"\n'
    )
    bring(store, path)
    assert one(store, "contacts", "handle_seconds") == [1.25, 1250]
