"""The page Scorecard on a small demo centre: top line, sliders, suggestion, versions, and thin data."""

import pytest
from streamlit.testing.v1 import AppTest

from qm.demo import simulate
from qm.intake import load_frames


@pytest.fixture(scope="module")
def demo():
    return simulate(days=120, contacts_per_day=700, seed=4)


@pytest.fixture
def scorecard(app_store, run_page, demo):
    """scorecard(weight="Q07:50") -> the page on the demo centre, all days, by that address."""
    load_frames(app_store, demo.frames, file="demo centre", kind="demo")
    return lambda **query: run_page("scorecard", **{"period": "All days"} | query)


def words(page: AppTest) -> str:
    kinds = ("markdown", "caption", "warning", "info", "success", "error")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def clean(page: AppTest) -> AppTest:
    assert not page.exception
    assert not [e.value for e in page.error]
    assert "nan" not in words(page).lower().split()
    return page


def points(page: AppTest) -> dict[str, float]:
    return {slider.key.rpartition(".")[2]: slider.value for slider in page.slider}


def test_the_top_line_and_the_verdicts(scorecard):
    page = clean(scorecard())
    said = words(page)
    assert "Today's score **follows in part** what customers feel" in said
    titles = {m.value.split("**")[1]: m.value for m in page.markdown if m.value.startswith("**Q")}
    assert len(titles) == 12
    assert "saturated" in titles["Q12"]
    assert "under-weighted" in titles["Q07"]
    assert all("over-weighted" in titles[name] for name in ("Q01", "Q05", "Q10"))
    assert sum(points(page).values()) == pytest.approx(100)


def test_a_slider_moves_the_others_the_figures_and_the_address(scorecard):
    page = scorecard()
    before = points(page)
    page.slider(key="points.Contact quality.Q07").set_value(40.0).run()
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
