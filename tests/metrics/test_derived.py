"""The derived tables say what the rows say, after any change."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from qm.metrics import DIMENSIONS, METRICS, Filters, Measurement, measure, measure_all, redefine, refresh, values
from qm.metrics.consistent_read import snapshot
from qm.metrics.measures import MEASURES
from qm.metrics.plan import source_for
from qm.metrics.sources import AGGREGATES
from qm.store import DEFINITIONS, Cursor, Store, open_store
from tests.centre import answer, contact, evaluation, fill, insert, link, question

DERIVED = (
    "survey_contacts",
    "repeat_contacts",
    "most_points",
    "answer_scores",
    "evaluation_scores",
    *(a.name for a in AGGREGATES),
)
LINKS = "contact_id, arrived_at, next_any_seconds, next_reason_seconds, next_channel_seconds"
START = date(2024, 4, 29)


def some_contact(chance: random.Random, number: int) -> dict:
    at = f"{START + timedelta(days=chance.randrange(14))} {chance.randrange(24):02}:{chance.randrange(60):02}"
    abandoned = chance.choice([True, False, False, None])
    return contact(
        number,
        at,
        customer_id=chance.choice([None, "K1", "K2", "K3", "K4"]),
        channel=chance.choice(["voice", "chat", None]),
        queue=chance.choice(["q1", "q2"]),
        reason=chance.choice(["bill", "move", None]),
        agent_id=chance.choice(["A1", "A2", "A3", None]),
        wait_seconds=chance.choice([None, 3, 20, 21, 400, 90000]),
        abandoned=abandoned,
        handle_seconds=None if abandoned else chance.choice([None, 5, 10, 300]),
        transfers=chance.choice([None, 0, 1]),
        resolved=chance.choice([None, True, False]),
        reopened=chance.choice([None, True, False]),
        met_target=chance.choice([None, True, False]),
    )


def some_survey(chance: random.Random, number: int) -> dict:
    at = START + timedelta(days=chance.randrange(16))
    return {
        "contact_id": str(number),
        "responded_at": chance.choice([None, at]),
        "csat": chance.choice([None, 0, 1, 4, 5, 9]),
        "csat_max": chance.choice([None, 5, 10]),
        "nps": chance.choice([None, 0, 7, 9, 10]),
    }


def some_evaluation(chance: random.Random, number: int) -> dict:
    return evaluation(
        number,
        f"{START + timedelta(days=chance.randrange(16))} 09:00",
        contact_id=chance.choice([None, *map(str, range(60))]),
        agent_id=chance.choice([None, "A1", "A2"]),
        evaluator_id=chance.choice(["Eve", "Adam"]),
        scorecard=chance.choice([None, "main"]),
    )


def some_answers(chance: random.Random, number: int) -> list[dict]:
    return [
        answer(
            number,
            name,
            chance.choice([None, 0, 1, 2, 3]),
            chance.choice([None, None, 3]),
            not_applicable=chance.choice([True, False, False]),
        )
        for name in ("greet", "solve", "extra")
        if chance.random() < 0.8
    ]


AGENTS = [
    {"agent_id": "A1", "team": "Red", "supervisor": "Sue", "site": "North", "shift": "early"},
    {"agent_id": "A1", "team": "Blue", "supervisor": "Sam", "valid_from": START + timedelta(days=5), "tenure": "new"},
    {"agent_id": "A2", "team": "Blue", "manager": "Mia", "valid_from": START + timedelta(days=2)},
]
QUESTIONS = [
    question("greet", section="start", weight=2, points_possible=3, critical="section"),
    question("solve", section="work", weight=3, critical="whole"),
]


def some_centre(seed: int) -> dict[str, list[dict]]:
    chance = random.Random(seed)
    return {
        "agents": AGENTS,
        "questions": QUESTIONS,
        "contacts": [some_contact(chance, i) for i in range(50)],
        "surveys": [some_survey(chance, i) for i in range(60) if chance.random() < 0.5],
        "evaluations": [some_evaluation(chance, i) for i in range(20)],
        "answers": [row for i in range(20) for row in some_answers(chance, i)],
    }


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """The same centre with derived tables and without."""
    folder = tmp_path_factory.mktemp("pair")
    stores = [open_store(folder / "built.duckdb"), open_store(folder / "bare.duckdb")]
    for store, refreshed in zip(stores, (True, False), strict=True):
        fill(store, refreshed=refreshed, **some_centre(1))
    yield stores
    for store in stores:
        store.close()


@st.composite
def some_filters(draw: st.DrawFn, dimensions: list[str]) -> Filters:
    filters = Filters(
        draw(st.none() | st.dates(START, START + timedelta(days=13))),
        draw(st.none() | st.dates(START, START + timedelta(days=13))),
    )
    known = {
        "channel": ["voice", "chat", None],
        "queue": ["q1", "none"],
        "reason": ["bill", None],
        "hour": ["9", "10"],
        "team": ["Red", "Blue", None],
        "agent": ["A1", "A3", None],
        "weekday": ["1", "7"],
        "site": ["North"],
        "wait_band": ["0–5 min", "over 1440 min", None],
        "month": ["2024-05"],
        "evaluator": ["Eve"],
        "question": ["greet", "extra"],
        "section": ["start", None],
    }
    for name in draw(st.lists(st.sampled_from([n for n in known if n in dimensions]), max_size=2, unique=True)):
        filters = filters.with_(name, draw(st.lists(st.sampled_from(known[name]), min_size=1, unique=True)))
    return filters


@given(data=st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pre_aggregated_answers_equal_those_of_the_rows(pair: list[Store], data: st.DataObject) -> None:
    built, bare = pair
    metrics = data.draw(st.lists(st.sampled_from(list(METRICS)), min_size=1, unique=True))
    dimensions = [name for name in DIMENSIONS if all(name in METRICS[m].dimensions for m in metrics)]
    by = data.draw(st.lists(st.sampled_from(dimensions), max_size=3, unique=True))
    filters = data.draw(some_filters(dimensions))
    assert_frame_equal(measure(built, filters, metrics, by), measure(bare, filters, metrics, by))


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_questions_asked_together_have_the_answers_they_have_alone(pair: list[Store], data: st.DataObject) -> None:
    dimensions = list(METRICS["contacts"].dimensions)
    filters = data.draw(st.lists(some_filters(dimensions), min_size=1, max_size=2))
    questions = data.draw(
        st.lists(
            st.builds(
                Measurement,
                st.sampled_from(filters),
                st.lists(st.sampled_from(list(METRICS)), min_size=1, max_size=3, unique=True).map(tuple),
                st.lists(st.sampled_from(dimensions), max_size=2, unique=True).map(tuple),
            ),
            min_size=1,
            max_size=4,
        )
    )
    for store in pair:
        answers = measure_all(store, questions)
        assert set(answers) == set(questions)
        for asked, found in answers.items():
            assert_frame_equal(found, measure(store, asked.filters, asked.metrics, asked.by))


def test_questions_about_the_same_contacts_read_them_once(pair: list[Store], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    frame, run = Cursor.frame, Cursor.run
    monkeypatch.setattr(Cursor, "frame", lambda self, sql, *p: (asked.append(sql), frame(self, sql, *p))[1])
    monkeypatch.setattr(Cursor, "run", lambda self, sql, *p: (asked.append(sql), run(self, sql, *p))[1])
    built, _ = pair
    one_agent = Filters().with_("agent", "A1")
    measure_all(
        built,
        [
            Measurement(one_agent, ("service_level",), ("reason",)),
            Measurement(one_agent, ("service_level",), ("weekday", "hour")),
            Measurement(one_agent, ("aht",), ("day",)),
        ],
    )
    assert len([sql for sql in asked if "from contacts as f" in sql]) == 1


def test_the_smallest_table_that_can_answer_is_asked(pair: list[Store]) -> None:
    def asked(store: Store, measure: str, *needed: str, **changed: object) -> str:
        with snapshot(store) as view:
            definitions = view.in_force.with_({name.replace("__", "."): value for name, value in changed.items()})
            return source_for(view, definitions, measure, set(needed)).name

    built, bare = pair
    assert asked(built, "contacts", "team", "reason", "week") == "contacts_by_day"
    assert asked(built, "contacts", "hour", "weekday") == "contacts_by_hour"
    assert asked(built, "contacts", "agent") == "contacts_by_agent"
    assert asked(built, "contacts", "wait_band", "team", "week") == "contacts_by_wait"
    assert asked(built, "contacts", "wait_band", wait_bands=(1.0, 10.0)) == "contact_rows"
    assert asked(built, "contacts", "team", "reason", wait_bands=(1.0, 10.0)) == "contacts_by_day"
    assert asked(built, "contacts", "agent", "reason") == "contact_rows"
    assert asked(built, "satisfied", "team") == "surveys_by_day"
    assert asked(bare, "contacts", "team") == "contact_rows"
    assert asked(built, "answered_in_target", "team", service_level__threshold_seconds=30.0) == "contact_rows"
    assert asked(built, "abandoned", "team", service_level__threshold_seconds=30.0) != "contact_rows"


def contents(store: Store) -> dict[str, list[tuple]]:
    return {name: sorted(store.rows(f"select * from {name}"), key=repr) for name in (*DERIVED, "metrics_state")}


def change(store: Store, chance: random.Random) -> None:
    """Rows come, change and go, and only what they touch is refreshed, as after an import or an undo."""
    gone, new = [str(chance.randrange(50)) for _ in range(3)], [50 + chance.randrange(10) for _ in range(2)]
    evaluated = [chance.randrange(20) for _ in range(2)]
    with store.write() as cursor:
        before = f"select {LINKS} from contacts"
        cursor.run(f"create or replace temp table contacts_before as {before}")
        for number in (*gone, *map(str, new)):
            cursor.run("delete from contacts where contact_id = $1", [number])
        insert(cursor, "contacts", *(some_contact(chance, n) for n in dict.fromkeys(new)))
        survey = some_survey(chance, chance.randrange(60))
        cursor.run("delete from surveys where contact_id = $1", [survey["contact_id"]])
        insert(cursor, "surveys", survey)
        for n in dict.fromkeys(evaluated):
            cursor.run("delete from evaluations where evaluation_id = $1", [str(n)])
            cursor.run("delete from answers where evaluation_id = $1", [str(n)])
            if chance.random() < 0.7:
                insert(cursor, "evaluations", some_evaluation(chance, n))
                insert(cursor, "answers", *some_answers(chance, n))
        link(cursor)
        cursor.run(
            f"""
            create or replace temp table days as
            select cast(arrived_at as date) as day
            from (
                (select * from contacts_before except ({before}))
                union all
                (({before}) except select * from contacts_before)
            ) as changed
            union
            select cast(arrived_at as date) from contacts where contact_id in ($survey, $a, $b)
            """,
            {"survey": survey["contact_id"], "a": str(new[0]), "b": str(new[1])},
        )
        cursor.run("create or replace temp table scored (evaluation_id varchar)")
        for n in evaluated:
            cursor.run("insert into scored values ($1)", [str(n)])
        refresh(cursor, "days", "scored")


@pytest.mark.parametrize("seed", range(8))
def test_refreshing_what_changed_equals_refreshing_everything(store: Store, seed: int) -> None:
    fill(store, **some_centre(seed))
    for step in range(3):
        change(store, random.Random(seed * 100 + step))
        refreshed = contents(store)
        with store.write() as cursor:
            refresh(cursor)
        assert refreshed == contents(store)


@pytest.mark.parametrize(
    "changes",
    [
        {"service_level.threshold_seconds": "3"},
        {"repeat.window_days": "1", "repeat.scope": "reason"},
        {"score.variant": "section_normalised", "score.not_applicable": "zero"},
        {"score.auto_fail": "flag"},
        {"short_handle_seconds": "300", "csat.variant": "index"},
    ],
)
def test_new_definitions_are_what_the_rows_say(store: Store, changes: dict[str, str]) -> None:
    fill(store, **some_centre(3))
    before = measure(store, Filters(), list(METRICS))
    new = store.definitions().with_({name: DEFINITIONS[name].read(text) for name, text in changes.items()})
    expected = measure(store, Filters(), list(METRICS), definitions=new)
    with store.write() as cursor:
        redefine(cursor, changes)
    after = measure(store, Filters(), list(METRICS))
    assert_frame_equal(after, expected)
    assert not after.equals(before)
    refreshed = contents(store)
    with store.write() as cursor:
        refresh(cursor)
    assert refreshed == contents(store)


def test_new_bands_of_waiting_are_what_the_rows_say(store: Store) -> None:
    fill(store, **some_centre(3))
    new = store.definitions().with_({"wait_bands": (1.0, 10.0)})
    expected = measure(store, Filters(), ["contacts", "asa"], ["wait_band"], definitions=new)
    assert list(expected["wait_band"].drop_duplicates().dropna()) == ["0–1 min", "1–10 min", "over 10 min"]
    with store.write() as cursor:
        redefine(cursor, {"wait_bands": "1,10"})
    assert_frame_equal(measure(store, Filters(), ["contacts", "asa"], ["wait_band"]), expected)
    assert store.rows("select max(wait_band) from contacts_by_wait") == [(2,)]


def test_a_table_that_was_never_filled_is_not_asked(store: Store) -> None:
    """A store made before the table was thought of has it empty until the next refresh."""
    fill(store, **some_centre(3))
    expected = measure(store, Filters(), ["contacts"], ["wait_band"])
    with store.write() as cursor:
        cursor.run("delete from contacts_by_wait")
        (sizes,) = cursor.row("select sizes from metrics_state")
        kept = {name: rows for name, rows in json.loads(sizes).items() if name != "contacts_by_wait"}
        cursor.run("update metrics_state set sizes = $1", [json.dumps(kept)])
    assert_frame_equal(measure(store, Filters(), ["contacts"], ["wait_band"]), expected)


def test_an_empty_store_refreshes_and_answers(store: Store) -> None:
    with store.write() as cursor:
        refresh(cursor)
    assert measure(store, Filters(), list(METRICS))["value"].isna().all()
    assert measure(store, Filters(), ["contacts"], ["channel", "hour"]).empty
    assert values(store, "channel") == []


def test_the_tables_hold_every_measure(store: Store) -> None:
    fill(store)
    for aggregate in AGGREGATES:
        columns = store.query(f"select * from {aggregate.name}").columns
        measures = [name for name, m in MEASURES.items() if m.grain == aggregate.grain]
        assert list(columns) == ["day", *aggregate.keys, *measures]


def refreshed_alike(store: Store, *, days: list[str], evaluations: tuple[str, ...] = ()) -> None:
    """Refresh these days and evaluations only, and see that a full refresh changes nothing more."""
    with store.write() as cursor:
        link(cursor)
        cursor.run("create or replace temp table days (day date)")
        cursor.run("create or replace temp table scored (evaluation_id varchar)")
        for day in days:
            cursor.run("insert into days values ($1)", [day])
        for number in evaluations:
            cursor.run("insert into scored values ($1)", [number])
        refresh(cursor, "days", "scored")
    found = contents(store)
    with store.write() as cursor:
        refresh(cursor)
    assert found == contents(store)


def test_a_later_day_lets_earlier_contacts_be_judged(store: Store) -> None:
    fill(store, contacts=[contact(1, "2024-05-01 10:00", customer_id="K"), contact(2, "2024-05-08 09:59")])
    assert measure(store, Filters(), ["repeat_rate"])["n"].to_list() == [0]
    with store.write() as cursor:
        insert(cursor, "contacts", contact(3, "2024-05-08 10:00"))
    refreshed_alike(store, days=["2024-05-08"])
    assert measure(store, Filters(), ["repeat_rate"])["n"].to_list() == [1]
    with store.write() as cursor:
        cursor.run("delete from contacts where contact_id = '3'")
    refreshed_alike(store, days=["2024-05-08"])
    assert measure(store, Filters(), ["repeat_rate"])["n"].to_list() == [0]


def test_more_points_than_ever_lower_the_scores_of_others(store: Store) -> None:
    fill(store, evaluations=[evaluation(1)], answers=[answer(1, "greet", 2)])
    assert measure(store, Filters(), ["quality_score"])["value"].to_list() == [1]
    with store.write() as cursor:
        insert(cursor, "evaluations", evaluation(2))
        insert(cursor, "answers", answer(2, "greet", 4))
    refreshed_alike(store, days=[], evaluations=("2",))
    assert measure(store, Filters(), ["quality_score"])["numerator"].to_list() == [6]
    assert measure(store, Filters(), ["quality_score"])["denominator"].to_list() == [8]


def test_a_survey_of_an_unknown_time_finds_its_contact_later(store: Store) -> None:
    fill(store, contacts=[contact(1)])
    with store.write() as cursor:
        insert(cursor, "surveys", {"contact_id": "2", "csat": 5})
    refreshed_alike(store, days=[])
    assert measure(store, Filters(), ["csat"], ["day"])["day"].isna().to_list() == [True]
    assert measure(store, Filters(), ["response_rate"])["value"].to_list() == [0]
    with store.write() as cursor:
        insert(cursor, "contacts", contact(2, "2024-05-07 10:00"))
    refreshed_alike(store, days=["2024-05-07"])
    assert measure(store, Filters(), ["csat"], ["day"])["day"].to_list() == ["2024-05-07"]
    assert measure(store, Filters(), ["response_rate"])["value"].to_list() == [0.5]


def test_a_survey_of_an_unknown_time_can_go_again(store: Store) -> None:
    fill(store, surveys=[{"contact_id": "1", "csat": 5}])
    with store.write() as cursor:
        cursor.run("delete from surveys")
    refreshed_alike(store, days=[])
    assert measure(store, Filters(), ["csat"])["n"].to_list() == [0]


def test_a_team_renamed_in_an_agents_row_moves_its_contacts_and_surveys(store: Store) -> None:
    fill(
        store,
        agents=[{"agent_id": "A", "team": "Red"}],
        contacts=[contact(1, agent_id="A")],
        surveys=[{"contact_id": "1", "csat": 5}],
    )
    with store.write() as cursor:
        cursor.run("update agents set team = 'Green'")
    refreshed_alike(store, days=[])
    figures = measure(store, Filters(), ["contacts", "csat"], ["team"])
    assert figures["team"].to_list() == ["Green", "Green"]
