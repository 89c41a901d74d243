"""The headline: what happened, in sentences that carry the right numbers, found in centres whose truth is known."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from qm.analysis.overview import OverviewAnswer, answer
from qm.analysis.overview.episode_splits import Excess, Place
from qm.analysis.overview.episodes import KeyEpisode, Moved
from qm.analysis.overview.headline import detail_text, episode_text, evidence_lines, look_text
from qm.analysis.resolved_filters import view_of
from qm.store import Session, Store
from qm.wording import Days, Scale
from tests.centre import fill

LEVEL = Scale("service_level", "Service level", "percent", "share", "up")
CONTACTS = Scale("contacts", "Contacts", "number", "count", "neither")
END = date(2026, 6, 28)
EPISODE = KeyEpisode(
    days=Days(date(2026, 4, 20), date(2026, 5, 17)),
    grain="week",
    kind="worsening",
    leading=Moved(LEVEL, 0.61, 0.70),
    also=(Moved(CONTACTS, 1200, 1000),),
    place=Place("queue", "Technical line", "Technical line", 0.39),
    excess=Excess("reason", "Login and access", "Login and access", 3607.2),
    points=4,
    outside=4,
    baseline=22,
    aside=4,
    chance=1e-6,
    is_over=True,
)


def test_what_when_what_went_with_it_and_that_it_is_over():
    assert episode_text(EPISODE, END) == (
        "20 April to 17 May: service level 9.0 points down, with 3,607 more Login and access contacts than usual; "
        "recovered since 18 May."
    )
    assert detail_text(EPISODE) == (
        "Most of it in queue Technical line. At the same time: 200 more contacts than usual (20%)."
    )
    assert evidence_lines(EPISODE) == (
        "Service level 61.0%, usually 70.0%.",
        "Queue Technical line made 39% of the change.",
        "4 of 4 weeks outside the normal range.",
        "Chance alone shows this in fewer than 1 in 1,000 histories as long.",
        "Normal range from 22 weeks; 4 unusual ones left out.",
    )
    assert (look_text(EPISODE), EPISODE.dimension) == ("Look at 20 April to 17 May by queue", "queue")


def test_one_that_lasts_or_was_last_year_or_has_no_place_says_so():
    lasts = replace(EPISODE, is_over=False, excess=None, place=None, also=())
    assert episode_text(lasts, END) == "20 April to 17 May: service level 9.0 points down; not over yet."
    assert (detail_text(lasts), lasts.dimension) == ("", "reason")
    assert episode_text(lasts, date(2027, 1, 1)).startswith("20 April 2026 to 17 May 2026: ")


def test_more_contacts_lead_with_their_number():
    more = replace(EPISODE, kind="higher", leading=Moved(CONTACTS, 1200, 1000), chance=0.04)
    fewer = replace(more, excess=Excess("queue", "Mail", "Mail", -90.0), leading=Moved(CONTACTS, 900, 1000))
    assert episode_text(more, END) == (
        "20 April to 17 May: 200 more contacts than usual (20%), most of all 3,607 more Login and access contacts than "
        "usual; back to usual since 18 May."
    )
    assert (
        "100 fewer contacts than usual (10%), most of all 90 fewer contacts than usual in queue Mail"
        in episode_text(fewer, END)
    )
    assert "Chance alone shows this in fewer than 1 in 25 histories as long." in evidence_lines(more)


START = datetime(2024, 1, 1, 9)


def centre(store: Store, bad: range, extra: int = 0) -> Session:
    """Twenty-six weeks of forty contacts a day about four things; of those in the weeks `bad`, half wait too long, and
    there are `extra` more a day about logging in."""
    rows = []
    for day in range(26 * 7):
        is_bad = day // 7 in bad
        for i in range(40 + (extra if is_bad else 0) + (day * 7) % 5):
            slow = i % 10 < (5 if is_bad else 2) + (day * 3) % 2
            rows.append(
                {
                    "contact_id": f"{day}.{i}",
                    "arrived_at": START + timedelta(days=day, minutes=i),
                    "channel": "voice",
                    "reason": "login" if i >= 40 else ("billing", "order", "fault", "login")[i % 4],
                    "wait_seconds": 60 if slow else 10,
                    "handle_seconds": 300,
                    "abandoned": False,
                }
            )
    fill(store, contacts=rows)
    return Session(store)


def overview(session: Session, **chosen) -> OverviewAnswer:
    view = view_of(session, **chosen)
    assert view is not None
    return answer(session, view)


@pytest.fixture
def bad_weeks(store: Store) -> Session:
    return centre(store, range(16, 20), extra=20)


def test_an_episode_is_found_with_what_went_with_it(bad_weeks: Session):
    found = overview(bad_weeks)
    assert found.headline.startswith("22 April to 19 May: service level 2")
    assert " more login contacts than usual; recovered since 20 May." in found.headline
    told = found.to_dict()["episodes"][0]
    assert (str(told["from"]), str(told["to"]), told["metric"], told["verdict"], told["over"]) == (
        "2024-04-22",
        "2024-05-19",
        "service_level",
        "worsening",
        True,
    )
    assert told["contacts"]["reason"] == "login"
    assert told["contacts"]["more"] == pytest.approx(28 * 20, abs=60)
    assert found.headline in repr(found)


def test_looked_at_by_itself_it_is_still_known_to_be_over(bad_weeks: Session):
    itself = overview(bad_weeks, custom=(date(2024, 4, 22), date(2024, 5, 19)))
    assert itself.headline.endswith("recovered since 20 May.")


def test_one_that_lasts_is_not_over(store: Store):
    assert overview(centre(store, range(23, 26))).headline.endswith("; not over yet.")


def test_nothing_unusual_is_one_sentence(store: Store):
    quiet = overview(centre(store, range(0)))
    assert quiet.episodes == ()
    assert quiet.headline == "Nothing unusual since 1 Jan 2024: all key figures are within normal variation."


def test_too_little_history_is_said(store: Store):
    fill(store, contacts=[{"contact_id": str(day), "arrived_at": START + timedelta(days=day)} for day in range(20)])
    assert overview(Session(store)).headline.startswith("Too little history to tell what is unusual")
