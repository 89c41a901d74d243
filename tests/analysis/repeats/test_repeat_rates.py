"""Repeats on one customer's week:

Anna   Mon 6 May 10:00  voice  billing    1 waits 60 s, takes 240 s: ends 10:05
       Mon 6 May 16:05  chat   billing    2 six hours after 1 ended; takes 600 s
       Thu 9 May 16:15  voice  delivery   3 three days after 2 ended; takes 1200 s
Bert   Tue 7 May 12:00  voice  billing    4 takes 300 s, and never calls again
(nobody) Tue 7 May 13:00 voice billing    5 nobody knows who it was
Zoe    Sat 8 Jun 10:00  voice  billing    9 the latest contact of all
"""

from datetime import date

import pandas as pd
import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from qm.analysis.repeats.repeat_rates import (
    by_score,
    causes_statement,
    has_customers,
    repeat_rows,
    returns,
    returns_statement,
    score_bands,
    score_statement,
    with_window,
    work,
)
from qm.errors import QMError
from qm.metrics import Filters, measure
from qm.metrics.snapshot import snapshot_in
from qm.models.queueing.repeat_windows import curve
from tests.centre import answer, contact, evaluation, fill, question

MAY = Filters(date(2024, 5, 1), date(2024, 5, 31))


def call(number, at, customer, channel="voice", reason="billing", wait=0, handle=300, **fields):
    return contact(
        number,
        at,
        customer_id=customer,
        channel=channel,
        reason=reason,
        queue="line",
        wait_seconds=wait,
        handle_seconds=handle,
        abandoned=False,
        agent_id="A",
        **fields,
    )


CALLS = [
    call(1, "2024-05-06 10:00", "Anna", wait=60, handle=240),
    call(2, "2024-05-06 16:05", "Anna", channel="chat", handle=600),
    call(3, "2024-05-09 16:15", "Anna", reason="delivery", handle=1200),
    call(4, "2024-05-07 12:00", "Bert"),
    call(5, "2024-05-07 13:00", None),
    call(9, "2024-06-08 10:00", "Zoe"),
]


@pytest.fixture
def centre(store):
    fill(store, contacts=CALLS)
    return store


def within(store, filters=Filters(), window=7, scope="any", index="all"):  # noqa: B008
    """(repeated, judged) for windows of 1 … 30 days."""
    found = returns(store, filters, with_window(store.definitions(), window, scope).with_({"repeat.index": index}))
    return curve(found["known_days"], found["back_on_day"], found["contacts"])


def test_each_window_counts_its_own_complete_contacts(centre):
    repeated, judged = within(centre)
    # Anna's first came back on day 1, her second on day 3; her third, Bert's and nobody's never did
    assert list(repeated[:4]) == [1, 1, 2, 2]
    assert list(judged[[0, 28, 29]]) == [4, 4, 3]  # her third contact has been over for less than 30 days


def test_scope_and_index_are_as_defined(centre):
    assert within(centre, scope="reason")[0][29] == 1
    assert list(within(centre, scope="channel")[0][2:4]) == [0, 1]  # voice again after three days and six hours


def test_only_handled_contacts_can_be_repeated_where_that_is_the_definition(store):
    hung_up = call(1, "2024-05-06 10:00", "Anna") | {"abandoned": True}
    fill(store, contacts=[hung_up, call(2, "2024-05-06 11:00", "Anna"), call(9, "2024-06-08 10:00", "Zoe")])
    assert [x[0] for x in within(store)] == [1, 2]
    assert [x[0] for x in within(store, index="handled")] == [0, 1]
    assert work(store, Filters(), store.definitions()).repeats == 1
    assert work(store, Filters(), store.definitions().with_({"repeat.index": "handled"})).repeats == 0


@pytest.mark.parametrize("scope", ["any", "reason", "channel"])
@pytest.mark.parametrize("window", [1, 3, 7, 30])
def test_the_curve_and_the_metric_agree(centre, window, scope):
    repeated, judged = within(centre, window=window, scope=scope)
    figure = measure(centre, Filters(), ["repeat_rate"], definitions=with_window(centre.definitions(), window, scope))
    assert (repeated[window - 1], judged[window - 1]) == (figure["numerator"][0], figure["denominator"][0])


def test_filters_narrow_what_comes_back_not_what_it_comes_back_with(centre):
    repeated, judged = within(centre, MAY.with_("channel", "chat"))
    assert (repeated[6], judged[6]) == (1, 1)  # the chat was followed by a call


def test_work_is_laid_at_the_door_of_what_it_follows(centre):
    found = work(centre, MAY, centre.definitions())
    assert found.causes.values.tolist() == [["billing", "chat", 1, 1200.0], ["billing", "voice", 1, 600.0]]
    assert (found.repeats, found.repeat_seconds) == (2, 1800)
    assert (found.contacts, found.handle_seconds) == (4, 2340)  # nobody knows whose contact 5 was
    assert (found.all_contacts, found.all_seconds) == (5, 2640)


@pytest.mark.parametrize(("window", "scope", "repeats"), [(1, "any", 1), (7, "reason", 1), (7, "channel", 1)])
def test_work_in_other_windows_and_scopes(centre, window, scope, repeats):
    assert work(centre, MAY, with_window(centre.definitions(), window, scope)).repeats == repeats


def test_what_is_followed_may_lie_before_the_period_and_outside_the_filters(centre):
    thursday = Filters(date(2024, 5, 9), date(2024, 5, 9)).with_("reason", "delivery")
    assert work(centre, thursday, centre.definitions()).causes["channel"].tolist() == ["chat"]


def test_the_first_window_of_the_data_cannot_be_judged(centre):
    assert work(centre, MAY, centre.definitions(), since=date(2024, 5, 2)).contacts == 1  # from 9 May on: her third
    assert work(centre, MAY, centre.definitions(), since=date(2024, 5, 3)).contacts == 0


def test_a_contact_follows_the_last_that_ended_even_when_another_still_goes_on(store):
    # 1 ended at 10:05; 2 begins at 10:10 and goes on for an hour; 3 begins at 10:20: it follows 1, and so does 2
    fill(
        store,
        contacts=[
            call(1, "2024-05-06 10:00", "Anna"),
            call(2, "2024-05-06 10:10", "Anna", channel="chat", handle=3600),
            call(3, "2024-05-06 10:20", "Anna"),
            call(9, "2024-06-08 10:00", "Zoe"),
        ],
    )
    found = repeat_rows(store, MAY, store.definitions())
    assert found[["contact_id", "follows"]].values.tolist() == [["3", "1"], ["2", "1"]]


def test_a_contact_that_follows_several_counts_once(store):
    fill(store, contacts=[call(n, f"2024-05-0{n} 10:00", "Anna") for n in (1, 2, 3)])
    found = work(store, Filters(), store.definitions())
    assert (found.repeats, found.contacts) == (2, 3)


def test_unknown_reasons_are_the_same_reason_in_both_directions(store):
    nameless = [call(n, f"2024-05-0{n} 10:00", "Anna", reason=None) for n in (1, 2)]
    fill(store, contacts=nameless)
    with store.write() as cursor:  # as an import links them
        cursor.run("update contacts set next_reason_seconds = next_any_seconds")
    assert work(store, Filters(), with_window(store.definitions(), 7, "reason")).repeats == 1


def test_rows_say_what_they_follow(centre):
    (row,) = repeat_rows(centre, MAY, centre.definitions(), limit=1).to_dict("records")
    assert (row["contact_id"], row["follows"], row["follows_channel"], row["days_since"]) == ("3", "2", "chat", 3)


def test_score_bands_take_several_evaluations_of_a_contact_together(centre):
    fill(
        centre,
        evaluations=[evaluation(n, contact_id=c) for n, c in ((1, "1"), (2, "1"), (3, "4"))],
        answers=[answer(1, "q", 4, 10), answer(2, "q", 5, 10), answer(3, "q", 9, 10)],
    )
    found = by_score(centre, Filters(), centre.definitions())
    assert found[["score_band", "value", "n"]].values.tolist() == [["under 50%", 1.0, 1], ["90% to 100%", 0.0, 1]]
    assert score_bands()[1:3] == ("50% to 60%", "60% to 70%")


def test_a_score_of_zero_for_a_failed_critical_question_is_no_low_band(centre):
    fill(
        centre,
        evaluations=[evaluation(1, contact_id="1", scorecard="main")],
        answers=[answer(1, "q", 0, 10)],
        questions=[question("q", critical="whole")],
    )
    assert by_score(centre, Filters(), centre.definitions())["score_band"].tolist() == ["failed outright"]


def test_nothing_to_count_is_nothing(store):
    fill(store, contacts=[call(1, "2024-05-06 10:00", None)])
    definitions = store.definitions()
    assert returns(store, Filters(), definitions).empty
    assert (work(store, MAY, definitions).repeats, work(store, MAY, definitions).contacts) == (0, 0)
    assert repeat_rows(store, MAY, definitions).empty
    assert by_score(store, MAY, definitions).empty


def test_a_window_beyond_the_calendar_judges_nobody(centre):
    huge = with_window(centre.definitions(), 1e8, "any")
    assert work(centre, MAY, huge, since=date(2024, 5, 1)).contacts == 0


def test_what_contacts_cannot_be_filtered_by_is_said(centre):
    with pytest.raises(QMError, match="repeat_rate cannot be filtered by evaluator"):
        work(centre, MAY.with_("evaluator", "Eve"), centre.definitions())


@pytest.mark.parametrize("scope", ["any", "reason", "channel"])
def test_the_sql_can_be_carried_to_spark(centre, scope):
    view = snapshot_in(centre.cursor())
    definitions = with_window(view.in_force, 7, scope)
    for sql in (
        returns_statement(view, MAY, definitions),
        causes_statement(view, MAY, definitions, date(2024, 1, 1)),
        score_statement(view, MAY, definitions),
    ):
        (found,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
        assert sqlglot.parse_one(found, read="spark")


def test_figures_are_plain_numbers(centre):
    found = returns(centre, Filters(), centre.definitions())
    assert all(pd.api.types.is_float_dtype(kind) for kind in found.dtypes)


def test_whether_anybody_is_known_at_all(centre, store):
    assert has_customers(centre)
    with centre.write() as cursor:
        cursor.run("update contacts set customer_id = null")
    assert not has_customers(centre)
