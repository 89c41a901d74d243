"""Every sentence of every page, read in many centres: no leftovers of the program, no riddles, no contradictions."""

import re
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from streamlit.testing.v1 import AppTest

from qm import ui
from qm.store import open_store
from tests.demo_store import DemoStores
from tests.sentences.centres import CENTRES, MADE, REAL
from tests.sentences.faults import faults_of
from tests.sentences.reading import Text, read

PAGES = (
    "overview", "repeats", "whatif", "scorecard", "calibration", "agents", "agent", "contact", "data", "definitions"
)  # fmt: skip
ALL_DAYS = {"period": "All days"}
WORDS = 15
"""The median sentence of a page has fewer."""
ENOUGH = 8  # sentences, for their median to say something
NOT_YET: dict[str, tuple[str, ...]] = {
    "agent": (
        "old_phrase: 'Expected'",
        "old_phrase: 'beyond chance'",
        "old_phrase: 'ordinary variation'",
        "old_phrase: 'stretches'",
    ),
    "contact": ("old_phrase: 'the one before'",),
    "repeats": (
        "old_phrase: 'beyond chance'",
        "old_phrase: 'coincidence'",
        "old_phrase: 'failed outright'",
        "old_phrase: 'feed on itself'",
        "old_phrase: 'links of the circle'",
        "old_phrase: 'not have been necessary'",
        "old_phrase: 'what goes together'",
    ),
}
"""Page → faults that are still there: what `str(fault)` begins with."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, demo_stores: DemoStores) -> Callable[[str, Path | None], Path]:
    """files("noise") -> the closed store of that centre, made when it is asked for first."""
    made: dict[str, Path] = {"demo": demo_stores.file(days=120, contacts_per_day=700, seed=4)}

    def file(name: str, real: Path | None = None) -> Path:
        if name not in made:
            path = tmp_path_factory.mktemp("read") / "qm.duckdb"
            store = open_store(path)
            if name in MADE:
                MADE[name](store)
            else:
                assert real is not None
                REAL[name](store, real)
            store.close()
            made[name] = path
        return made[name]

    return file


@pytest.fixture(params=CENTRES, scope="module")
def centre(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app_file(centre: str, files: Callable, request: pytest.FixtureRequest) -> Path:
    return files(centre, request.getfixturevalue("real_files") if centre in REAL else None)


def address(page: str) -> tuple[str, dict[str, str]] | None:
    """The page's file and its address in the store that is open; None where the store has nothing of the kind."""
    if page == "agent":
        found = ui.store().rows(
            "select agent_id from contacts where agent_id is not null group by 1 order by count(*) desc, 1 limit 1"
        )
        return ("agents", ALL_DAYS | {"agent": found[0][0]}) if found else None
    if page == "contact":
        found = ui.store().rows(
            "select contact_id from evaluations where contact_id is not null "
            "union all select contact_id from contacts limit 1"
        )
        return ("contact", {"contact": found[0][0]} if found else {})
    if page == "definitions":
        return ("data", {"section": "Definitions"})
    return (page, {} if page == "data" else ALL_DAYS)


@pytest.mark.parametrize("page", PAGES)
def test_sentences(run_page: Callable[..., AppTest], centre: str, page: str) -> None:
    where = address(page)
    if where is None:
        pytest.skip("nobody is named here")
    test = run_page(where[0], **where[1])
    assert not test.exception, test.exception[0].message
    texts = read(test)
    assert len(texts) > 10, "the page shows next to nothing: is the test blind?"
    found = faults_of(texts, is_noise=centre == "noise")
    known = NOT_YET.get(page, ())
    assert [fault for fault in found if not fault.startswith(known)] == []
    long = lengths(texts)
    if len(long) >= ENOUGH and "long" not in known:
        assert median(long) < WORDS, sorted(long)


def lengths(texts: list[Text]) -> list[int]:
    """Words of each sentence: what ends as one, or has as many words as one."""
    sentences = dict.fromkeys(
        " ".join(sentence.split())
        for text in texts
        for sentence in re.split(r"(?<=[.!?])\s+|\n", text.plain)
        if not text.place.startswith(("chart.", "dataframe"))
    )
    return [len(words) for s in sentences if len(words := re.findall(r"[^\s–·]+", s)) >= 4 and s[-1] in ".!?"]
