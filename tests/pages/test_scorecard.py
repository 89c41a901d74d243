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
    assert "Today's score follows what customers feel" in said
    titles = {m.value.split("**")[1]: m.value for m in page.markdown if m.value.startswith("**Q")}
    assert len(titles) == 12
    assert "saturated" in titles["Q12"]
    assert "under-weighted" in titles["Q07"]
    assert all("over-weighted" in titles[name] for name in ("Q01", "Q05", "Q10"))
    assert sum(points(page).values()) == pytest.approx(100)
