"""Where figures usually go wrong: each small enough to do in the head."""

from datetime import date

import pytest

from qm.errors import QMError
from qm.metrics import DIMENSIONS, METRICS, Filters, count, measure, rows, span, values
from qm.store import Store
from tests.centre import answer, contact, evaluation, fill


def value(store: Store, metric: str, filters: Filters | None = None, **changed: object) -> float:
    definitions = store.definitions().with_({name.replace("__", "."): what for name, what in changed.items()})
    return measure(store, filters or Filters(), [metric], definitions=definitions)["value"].iloc[0]  # type: ignore[arg-type]


def parts(store: Store, metric: str, **changed: object) -> list[float]:
    definitions = store.definitions().with_({name.replace("__", "."): what for name, what in changed.items()})
    found = measure(store, Filters(), [metric], definitions=definitions).iloc[0]  # type: ignore[arg-type]
    return [found["numerator"], found["denominator"]]


def by(store: Store, metric: str, *names: str, filters: Filters | None = None) -> dict:
    found = measure(store, filters or Filters(), [metric], names)
    keys = [[None if key != key or key is None else key for key in found[name].to_list()] for name in names]
    return dict(zip(zip(*keys, strict=True) if len(names) > 1 else keys[0], found["value"], strict=True))


def test_a_total_is_the_ratio_of_sums_not_the_mean_of_means(store: Store) -> None:
    many = [contact(i, "2024-05-07 10:00", handle_seconds=300) for i in range(9)]
    fill(store, contacts=[contact("x", "2024-05-06 10:00", handle_seconds=100), *many])
    assert by(store, "aht", "day") == {"2024-05-06": 100, "2024-05-07": 300}
    assert value(store, "aht") == 280


def test_a_contact_with_a_survey_and_two_evaluations_counts_once(store: Store) -> None:
    fill(
        store,
        contacts=[contact(1, channel="voice", wait_seconds=5), contact(2, channel="voice", wait_seconds=50)],
        surveys=[{"contact_id": "1", "csat": 5}],
        evaluations=[evaluation(1, contact_id="1"), evaluation(2, contact_id="1", evaluator_id="Adam")],
        answers=[answer(1, "a", 1, 2), answer(1, "b", 2, 2), answer(2, "a", 2, 2)],
    )
    found = measure(
        store,
        Filters(),
        ["contacts", "service_level", "response_rate", "csat", "evaluations", "quality_score"],
        ["channel"],
    ).set_index("metric")["value"]
    assert found.to_dict() == {
        "contacts": 2,
        "service_level": 0.5,
        "response_rate": 0.5,
        "csat": 1,
        "evaluations": 2,
        "quality_score": 5 / 6,
    }
    behind = rows(store, Filters(), "contacts")
    assert behind["contact_id"].to_list() == ["1", "2"]
    assert behind["evaluations"].to_list() == [2, 0]
    assert behind["quality_score"].to_list()[0] == 5 / 6


def test_zero_denominators_are_null_and_groups_without_data_have_no_row(store: Store) -> None:
    fill(store, contacts=[contact(1, "2024-05-06 10:00"), contact(2, "2024-05-08 10:00", wait_seconds=1)])
    assert measure(store, Filters(), ["asa"], ["day"])["day"].to_list() == ["2024-05-08"]
    empty = measure(store, Filters().with_("channel", "fax"), ["service_level", "contacts", "nps"])
    assert empty["metric"].to_list() == ["service_level", "contacts", "nps"]
    assert empty[["value", "low", "high"]].isna().all(axis=None)
    assert empty["n"].to_list() == [0, 0, 0]


def test_both_days_of_a_period_are_included_to_the_last_moment(store: Store) -> None:
    moments = ["2024-05-05 23:59:59.999", "2024-05-06 00:00", "2024-05-07 23:59:59.999999", "2024-05-08 00:00"]
    fill(store, contacts=[contact(i, at) for i, at in enumerate(moments)])
    may = Filters(date(2024, 5, 6), date(2024, 5, 7))
    assert value(store, "contacts", may) == 2
    assert by(store, "contacts", "hour", filters=may) == {0: 1, 23: 1}
    assert span(store) == (date(2024, 5, 5), date(2024, 5, 8))


def test_limits_are_at_most_for_threshold_and_short_abandon_and_below_for_short_handling(store: Store) -> None:
    fill(
        store,
        contacts=[
            contact(1, wait_seconds=20, handle_seconds=10),
            contact(2, wait_seconds=20.1, handle_seconds=9.9),
            contact(3, wait_seconds=5, abandoned=True, handle_seconds=1),
            contact(4, wait_seconds=5.1, abandoned=True),
        ],
    )
    assert parts(store, "service_level") == [1, 4]
    assert parts(store, "service_level", service_level__variant="short_abandons_removed") == [1, 3]
    assert parts(store, "service_level", service_level__variant="short_abandons_met") == [2, 4]
    assert parts(store, "short_handle_rate") == [1, 2]
    assert parts(store, "aht") == [19.9, 2]


RETURNING = [
    contact(1, "2024-05-01 10:00", customer_id="K", reason="bill", channel="voice", wait_seconds=30, handle_seconds=30),
    contact(2, "2024-05-08 10:01", customer_id="K", reason="move", channel="chat", abandoned=True),
    contact(3, "2024-05-15 10:01", customer_id="K", reason="move", channel="voice"),
    contact(4, "2024-05-15 10:00", customer_id=None),
    contact(5, "2024-05-15 10:02", customer_id="L"),
    contact(6, "2024-05-22 10:01", customer_id="M"),
]


def test_repeats_within_the_window_whose_time_has_passed(store: Store) -> None:
    # 1 is repeated exactly seven days after it ended, 2 by 3; 3 can just be judged, 5 and 6 not yet; 4 is nobody's
    fill(store, contacts=RETURNING)
    assert parts(store, "repeat_rate") == [2, 3]
    assert parts(store, "repeat_rate", repeat__index="handled") == [1, 2]
    assert parts(store, "fcr") == [1, 2]
    assert parts(store, "repeat_rate", repeat__scope="reason") == [1, 3]
    assert parts(store, "repeat_rate", repeat__scope="channel") == [0, 3]
    assert parts(store, "repeat_rate", repeat__window_days=6.999) == [0, 4]
    assert parts(store, "repeat_rate", repeat__window_days=1e9) == [0, 0]


def test_a_filter_changes_neither_who_came_back_nor_how_far_the_data_reach(store: Store) -> None:
    fill(store, contacts=RETURNING)
    early = Filters(date(2024, 5, 1), date(2024, 5, 2)).with_("reason", "bill")
    assert value(store, "repeat_rate", early) == 1


def test_top_two_grades_on_scales_of_five_and_ten_and_nothing_off_the_scale(store: Store) -> None:
    grades = [(4, None), (3, None), (5, 5), (9, 10), (8, 10), (0, 5), (6, 5), (11, 10), (None, 5)]
    surveys = [{"contact_id": str(i), "csat": csat, "csat_max": top} for i, (csat, top) in enumerate(grades)]
    fill(store, contacts=[contact(i) for i in range(9)], surveys=surveys)
    assert parts(store, "csat") == [3, 5]
    assert parts(store, "csat", csat__variant="mean") == [29, 5]
    assert value(store, "csat", csat__variant="index") == pytest.approx((3 / 4 + 2 / 4 + 1 + 8 / 9 + 7 / 9) / 5)
    assert parts(store, "csat_mean", csat__variant="index") == [29, 5]
    assert value(store, "response_rate") == 8 / 9  # the one without a grade was not answered


def test_net_promoter_score(store: Store) -> None:
    fill(store, surveys=[{"contact_id": str(nps), "nps": nps} for nps in (10, 9, 8, 7, 6, 0, -1, 11)])
    found = measure(store, Filters(), ["nps"]).iloc[0]
    assert found[["value", "numerator", "denominator", "n"]].to_list() == [0, 0, 6, 6]
    assert found["high"] == pytest.approx(1.96 * ((4 / 6) / 6) ** 0.5, abs=1e-4)


def test_a_survey_counts_when_and_where_its_contact_was(store: Store) -> None:
    fill(
        store,
        contacts=[contact(1, "2024-05-06 10:00", channel="chat"), contact(2, "2024-05-06 10:00", channel="chat")],
        surveys=[
            {"contact_id": "1", "csat": 5, "responded_at": date(2024, 5, 9)},
            {"contact_id": "unknown", "csat": 1, "responded_at": date(2024, 5, 10)},
        ],
    )
    assert by(store, "csat", "day", "channel") == {("2024-05-06", "chat"): 1, ("2024-05-10", None): 0}
    assert value(store, "response_rate") == 0.5


def test_an_evaluation_counts_when_it_was_made_with_the_team_of_that_day(store: Store) -> None:
    fill(
        store,
        agents=[{"agent_id": "A", "team": "Red"}, {"agent_id": "A", "team": "Blue", "valid_from": date(2024, 5, 7)}],
        contacts=[contact(1, "2024-05-06 10:00", agent_id="A", channel="chat", wait_seconds=301)],
        evaluations=[
            evaluation(1, "2024-05-07 09:00", contact_id="1"),
            evaluation(2, "2024-05-06 09:00", agent_id="A"),
        ],
    )
    assert by(store, "contacts", "team") == {"Red": 1}
    assert by(store, "evaluations", "team", "day", "channel", "wait_band") == {
        ("Blue", "2024-05-07", "chat", "5–30 min"): 1,
        ("Red", "2024-05-06", None, None): 1,
    }
    assert by(store, "evaluations", "agent", "hour", "weekday") == {("A", 9, 1): 1, ("A", 9, 2): 1}


def test_calendar_and_bands_of_waiting(store: Store) -> None:
    waits = [0, 300, 301, 1800, 7200, 86400, 86401, None]
    fill(store, contacts=[contact(i, "2024-06-02 23:30", wait_seconds=wait) for i, wait in enumerate(waits)])
    assert by(store, "contacts", "day", "week", "month", "weekday", "hour") == {
        ("2024-06-02", "2024-05-27", "2024-06", 7, 23): 8
    }
    bands = {"0–5 min": 2, "5–30 min": 2, "30–120 min": 1, "120–1440 min": 1, "over 1440 min": 1, None: 1}
    assert list(by(store, "contacts", "wait_band").items()) == list(bands.items())
    assert values(store, "wait_band") == list(bands)
    assert value(store, "contacts", Filters().with_("wait_band", ["5–30 min", None])) == 3


def test_transfers_and_the_sources_own_verdicts_count_where_known(store: Store) -> None:
    fill(
        store,
        contacts=[
            contact(1, transfers=0, resolved=True, reopened=False, met_target=True),
            contact(2, transfers=2, resolved=None, reopened=True, met_target=False),
            contact(3, transfers=None, resolved=False, reopened=None, met_target=True),
        ],
    )
    found = {name: parts(store, name) for name in ("transfer_rate", "resolution", "reopen_rate", "target_met_rate")}
    assert found == {"transfer_rate": [1, 2], "resolution": [1, 2], "reopen_rate": [1, 2], "target_met_rate": [2, 3]}


def test_unknown_groups_come_last_and_can_be_filtered(store: Store) -> None:
    fill(store, contacts=[contact(1), contact(2, channel="voice"), contact(3, channel="chat")])
    assert values(store, "channel") == ["chat", "voice", None]
    assert list(by(store, "contacts", "channel")) == ["chat", "voice", None]
    assert value(store, "contacts", Filters().with_("channel", [None, "chat"])) == 2


@pytest.fixture
def little_of_everything(store: Store) -> Store:
    fill(
        store,
        agents=[{"agent_id": "A", "team": "Red"}],
        contacts=[
            contact(1, agent_id="A", wait_seconds=1, handle_seconds=1, customer_id="K"),
            contact(2, abandoned=True),
        ],
        surveys=[{"contact_id": "1", "csat": 5, "nps": 9}],
        evaluations=[evaluation(1, contact_id="1")],
        answers=[answer(1, "greet", 1, 2)],
    )
    return store


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_by_every_dimension_answers_or_refuses_in_a_sentence(
    little_of_everything: Store, metric: str
) -> None:
    for dimension in DIMENSIONS:
        wanted = Filters().with_(dimension, ["1", None]) if dimension not in ("day", "week") else Filters()
        if dimension in METRICS[metric].dimensions:
            measure(little_of_everything, wanted, [metric], [dimension])
            rows(little_of_everything, wanted, metric)
        else:
            with pytest.raises(QMError, match=f"^{metric} cannot be split by {dimension}; it can by .*\\.$"):
                measure(little_of_everything, Filters(), [metric], [dimension])
            with pytest.raises(QMError, match=f"^{metric} cannot be filtered by {dimension}; it can by .*\\.$"):
                rows(little_of_everything, wanted, metric)


@pytest.mark.parametrize("metric", METRICS)
def test_the_rows_behind_a_figure_are_as_many_as_its_n(little_of_everything: Store, metric: str) -> None:
    n = measure(little_of_everything, Filters(), [metric])["n"].iloc[0]
    assert len(rows(little_of_everything, Filters(), metric)) == n == count(little_of_everything, Filters(), metric)
    assert len(rows(little_of_everything, Filters(), metric, limit=1)) == min(n, 1)


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_explains_itself_under_every_definition(store: Store, metric: str) -> None:
    for form in METRICS[metric].forms or [""]:
        chosen = METRICS[metric].chosen_by
        definitions = store.definitions().with_({chosen: form} if chosen else {})
        sentence = METRICS[metric].explained(definitions)
        assert sentence.endswith(".")
        assert "{" not in sentence
