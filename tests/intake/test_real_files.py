"""The two real files: every row accounted for, and the figures they are known for."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qm.commands import main
from qm.intake import Report, import_file, undo
from qm.store import Store, open_store
from tests.intake.bringing import everything, problems

pytestmark = pytest.mark.real_files
MAPPINGS = Path(__file__).resolve().parents[2] / "data" / "mappings"
SHOP = "ecommerce_support/ecommerce_customer_support_20pct_sample.csv"
INCIDENTS = "uci_incident/incident_event_log.csv.gz"


@pytest.fixture(scope="module")
def shop(real_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Report, Path]]:
    folder = tmp_path_factory.mktemp("shop")
    store = open_store(folder / "store.duckdb")
    told = import_file(store, real_files / SHOP, MAPPINGS / "ecommerce_support.toml", problems=folder / "problems.csv")
    yield store, told, folder
    store.close()


@pytest.fixture(scope="module")
def incidents(real_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Report]]:
    store = open_store(tmp_path_factory.mktemp("incidents") / "store.duckdb")
    yield store, import_file(store, real_files / INCIDENTS, MAPPINGS / "incident_event_log.toml")
    store.close()


def figures(store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *asked: str) -> dict:
    """What `metrics` says of a store that this process already holds: (group …, metric) → row."""
    monkeypatch.setattr("qm.commands._shared.open_store", lambda _: store)
    with monkeypatch.context() as patch:
        patch.setattr(store, "close", lambda: None)
        main(["metrics", "--json", *asked])
    rows = json.loads(capsys.readouterr().out)["rows"]
    parts = ("metric", "value", "numerator", "denominator", "n", "low", "high")
    return {(*(v for k, v in row.items() if k not in parts), row["metric"]): row for row in rows}


def test_every_contact_of_the_shop_is_there(shop: tuple[Store, Report, Path]) -> None:
    store, told, _ = shop
    assert (told.rows, told.accepted, told.rejected, told.excluded, told.unchanged) == (17_182, 17_182, 0, 0, 0)
    assert store.rows("select count(*), count(distinct agent_id) from contacts") == [(17_182, 1_368)]
    assert store.rows("select count(distinct supervisor), count(distinct manager) from agents") == [(40, 6)]
    first, last = store.rows("select min(arrived_at)::date::varchar, max(arrived_at)::date::varchar from contacts")[0]
    assert first >= "2023-07-28"
    assert last <= "2023-08-31"


def test_responses_before_the_report_are_dropped_with_their_lines(
    shop: tuple[Store, Report, Path], real_files: Path
) -> None:
    store, told, folder = shop
    assert [(field, rule, effect) for field, rule, effect, _ in problems(told)] == [
        ("wait_seconds", "end before start", "value dropped")
    ]
    assert (told.problems[0].rows, len(told.problems[0].examples)) == (635, 100)
    assert store.rows("select count(*) filter (where wait_seconds is null) from contacts") == [(635,)]
    with (folder / "problems.csv").open(newline="", encoding="utf-8") as file:
        lines = [int(row["line"]) for row in csv.DictReader(file)]
    assert len(lines) == 635
    # The lines are those of the file: there, on each, the response is a day only.
    with (real_files / SHOP).open(encoding="utf-8", errors="replace", newline="") as file:
        text = file.read().split("\n")
    for line in (lines[0], lines[300], lines[-1]):
        assert " 00:00," in text[line - 1]
    assert any("701 of 17,182 values of issue_responded are exactly 00:00" in note for note in told.notes)


def test_satisfaction_in_the_shop(
    shop: tuple[Store, Report, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, *_ = shop
    assert store.rows("select csat, count(*) from surveys group by 1 order by 1") == [
        (1, 2241),
        (2, 227),
        (3, 503),
        (4, 2277),
        (5, 11934),
    ]
    whole = figures(store, capsys, monkeypatch, "--metric", "csat", "--metric", "csat_mean")
    assert whole[("csat_mean",)]["value"] == pytest.approx(4.2476, abs=5e-5)
    assert whole[("csat",)]["value"] == pytest.approx(0.8271, abs=5e-5)
    by_channel = figures(store, capsys, monkeypatch, "--metric", "csat_mean", "--by", "channel")
    assert {k[0]: (round(r["value"], 3), r["n"]) for k, r in by_channel.items()} == {
        "Email": (3.884, 595),
        "Inbound": (4.252, 13_644),
        "Outcall": (4.301, 2_943),
    }
    by_wait = figures(store, capsys, monkeypatch, "--metric", "csat_mean", "--by", "wait_band")
    assert [round(r["value"], 2) for k, r in by_wait.items() if k[0] is not None] == [4.50, 4.15, 3.97, 3.89, 3.31]


def test_the_shop_again_is_unchanged_and_undone(shop: tuple[Store, Report, Path], real_files: Path) -> None:
    store, *_ = shop
    again = import_file(store, real_files / SHOP)  # the mapping is remembered
    assert (again.batch, again.unchanged, again.rows) == (None, 17_182, 17_182)
    tables = ("contacts", "surveys", "agents", "contacts_by_day", "surveys_by_day")
    undo(store, 1)
    assert [store.rows(f"select count(*) from {table}") for table in tables] == [[(0,)]] * 5
    assert import_file(store, real_files / SHOP).accepted == 17_182


def test_incidents_count_once_as_their_last_event_says(
    incidents: tuple[Store, Report], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, told = incidents
    assert (told.rows, told.accepted, told.excluded, told.rejected) == (141_712, 24_918, 116_794, 0)
    asked = [part for name in ("contacts", "target_met_rate", "reopen_rate") for part in ("--metric", name)]
    whole = figures(store, capsys, monkeypatch, *asked)
    assert whole[("contacts",)]["value"] == 24_918
    assert whole[("target_met_rate",)]["value"] == pytest.approx(0.6342, abs=5e-5)
    assert whole[("reopen_rate",)]["value"] == pytest.approx(0.0110, abs=5e-5)
    by_channel = figures(store, capsys, monkeypatch, "--metric", "contacts", "--by", "channel")
    assert {k[0]: r["value"] for k, r in by_channel.items()} == {
        "Phone": 24_688,
        "Self service": 158,
        "Email": 59,
        "IVR": 9,
        "Direct opening": 4,
    }
    assert store.rows("select round(avg(transfers), 2) from contacts") == [(0.94,)]


def test_the_incidents_again_are_unchanged(incidents: tuple[Store, Report], real_files: Path) -> None:
    store, _ = incidents
    before = everything(store)
    again = import_file(store, real_files / INCIDENTS)
    assert (again.batch, again.unchanged, again.excluded) == (None, 24_918, 116_794)
    assert everything(store) == before
