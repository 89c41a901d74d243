"""The page Scorecard on a small demo centre: top line, sliders, suggestion, versions, and thin data."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from qm.analysis.scorecard import answer, suggestion
from qm.metrics import Filters
from qm.store import Session
from qm.store.scorecard_versions import saved_versions
from tests.commands.asking import ask
from tests.drawn import widget


@pytest.fixture
def app_file(request, demo_stores):
    return demo_stores.file(days=120, contacts_per_day=700, seed=4) if "scorecard" in request.fixturenames else None


@pytest.fixture
def scorecard(run_page):
    """scorecard(weight="Q07:50") -> the page on the demo centre, all days, by that address."""
    return lambda **query: run_page("scorecard", **{"period": "All days"} | query)


def words(page: AppTest) -> str:
    kinds = ("markdown", "caption", "warning", "info", "success", "error")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def clean(page: AppTest) -> AppTest:
    assert not page.exception
    assert not [e.value for e in page.error]
    assert "nan" not in words(page).lower().split()
    return page


def correlation(page: AppTest) -> str:
    """Of today's score with ratings, as it stands under "How sure?"."""
    return re.search(r"Correlation of score and rating: (\S+)", words(page))[1]


def points(page: AppTest) -> dict[str, float]:
    return {slider.key.split(".")[3]: slider.value for slider in page.slider}


def test_the_top_line_and_the_verdicts(scorecard):
    page = clean(scorecard())
    said = words(page)
    assert "The score **partly follows** what customers feel" in said
    titles = {m.value.split("**")[1]: m.value for m in page.markdown if m.value.startswith("**Q")}
    assert len(titles) == 12
    assert "nearly always the same" in titles["Q12"]
    assert "weighs too little" in titles["Q07"]
    assert all("weighs too much" in titles[name] for name in ("Q01", "Q05", "Q10"))
    assert sum(points(page).values()) == pytest.approx(100)


def test_a_slider_moves_the_others_the_figures_and_the_address(scorecard):
    page = scorecard()
    before = points(page)
    widget(page, "slider", "slider.points.Contact quality.Q07").set_value(40.0).run()
    now = points(clean(page))
    assert now["Q07"] == 40
    assert sum(now.values()) == pytest.approx(100)
    assert now["Q01"] / now["Q05"] == pytest.approx(before["Q01"] / before["Q05"], abs=0.02)
    assert "weight" in page.query_params
    assert page.query_params["period"] == "All days"
    assert "groups of agents" in words(page)
    page.button(key="scorecard.undo").click().run()
    assert points(clean(page)) == before
    assert "weight" not in page.query_params


def test_a_link_shows_the_same_weights(scorecard):
    page = clean(
        scorecard(weight=[f"Q{j:02d}:{p}" for j, p in enumerate([4] * 6 + [56] + [4] * 5, 1)], **{"pass": "70"})
    )
    assert points(page)["Q07"] == 56
    assert page.number_input(key="pass").value == 70
    page.button(key="scorecard.reset").click().run()
    assert points(clean(page))["Q01"] == pytest.approx(14)
    assert "weight" not in page.query_params


def test_a_suggestion_is_judged_saved_once_put_in_use_and_taken_back(scorecard, app_store):
    page = scorecard(lock="Q02")
    page.button(key="scorecard.suggest").click().run()
    now = points(clean(page))
    assert now["Q07"] > 30
    assert now["Q02"] == 8
    said = words(page)
    assert "Changing the weights pays: the score would follow customers better. Gain in correlation: +0" in said
    assert "Tested on agents whose data were not used to set the weights." in said
    page.button(key="scorecard.save").click().run()
    assert [e.value for e in page.error] == [
        "A version needs a note: a few words on why these weights, for those who are scored by them."
    ]
    page.text_input(key="person").set_value("Ann *Bo*")
    page.text_input(key="scorecard.note").set_value("What customers *feel*").run()
    page.button(key="scorecard.save").click().run()
    page.button(key="scorecard.save").click().run()
    (kept,) = saved_versions(app_store, "Contact quality")
    assert (kept.version, kept.note, kept.points["Q02"], kept.used_at) == ("2", "What customers *feel*", 8.0, None)
    before = correlation(page)
    page.button(key="version.confirm").click().run()
    assert float(correlation(clean(page))) > float(before)
    assert points(page) == now
    (kept,) = saved_versions(app_store, "Contact quality")
    assert (kept.saved_by, kept.used_by) == ("Ann *Bo*", "Ann *Bo*")
    assert len(re.findall(r"(?:since|saved) \d+ \w+ \d+, [\d:]+ by Ann \\\*Bo\\\*", words(page))) == 2
    page.button(key="version.back").click().run()
    assert correlation(clean(page)) == before
    page.button(key="version.delete").click().run()
    assert saved_versions(app_store, "Contact quality") == []
    assert "No version is saved yet" in words(clean(page))


def test_page_commands_and_analysis_give_the_same_figures(scorecard, app_store, demo_stores, capsys):
    page = scorecard()
    page.button(key="scorecard.suggest").click().run()
    session = Session(app_store)
    asked, suggested = answer(session, Filters()), suggestion(session, Filters())
    assert correlation(clean(page)) == f"{asked.alignment.rank.value:.2f}"
    assert asked.sentence in words(page).replace("**", "")
    copy = str(demo_stores.copy(days=120, contacts_per_day=700, seed=4))
    drivers = ask(capsys, "drivers", "--database", copy)
    weights = ask(capsys, "weights", "--suggest", "--database", copy)
    printed = [float("nan") if q["importance"] is None else q["importance"] for q in drivers["questions"]]
    assert printed == pytest.approx(asked.drivers.importance.tolist(), nan_ok=True)
    assert weights["gain"]["value"] == pytest.approx(suggested.suggestion.gain.value)
    said = words(page)
    assert weights["why"] in said.replace("\\", "")
    for question, weight in zip(drivers["questions"], weights["questions"], strict=True):
        if question["importance"] is not None:
            assert f"worth {question['importance'] / drivers['r2']:.0%} to customers" in said
        assert f"suggested {weight['suggested']:.1f} ({weight['low']:.0f} to {weight['high']:.0f})" in said
