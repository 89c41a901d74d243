"""No text from data or an address is drawn as markup anywhere: it all goes through the one door."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from qm import ui
from qm.ui import data
from qm.ui.frame import filter_parameters
from tests.pages.planted import MARK, build
from tests.sentences.reading import messages

LIVE = re.compile(r"(?<!\\)\[p(?!\\)\]")  # the mark as it was planted
ESCAPED = "\\[p"
TWICE = re.compile(r"\\\\\\\[p|\\\*\\\*|\\`")  # a text escaped twice, or our own emphasis escaped

# What Streamlit shows as it stands, or not at all; everything else is taken for Markdown.
PLAIN = {
    "id", "key", "form_id", "page_script_hash", "url", "page", "query_string", "placeholder", "default", "value",
    "set_value", "raw_value", "raw_values", "spec", "columns", "element_id", "alt", "host_config", "anchor", "icon",
    "user_key",
}  # fmt: skip
MARKDOWN_VALUES = {"metric"}  # elements whose `value` is Markdown too
PLAIN_OPTIONS = {"selectbox", "multiselect", "select_slider"}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planted") / "qm.duckdb"
    build(path)
    return path


@pytest.fixture
def app_file(planted: Path) -> Path:
    return planted


@pytest.fixture
def page(run_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    return run_page


def texts(kind: str, proto: Message, under: str = "") -> Iterator[tuple[str, str, bool]]:
    """Every text in a message: where, what, and whether it is drawn as Markdown."""
    for field, value in proto.ListFields():
        name = f"{under}{field.name}"
        plain = field.name in PLAIN and not (field.name == "value" and kind in MARKDOWN_VALUES)
        plain = plain or (field.name == "options" and kind in PLAIN_OPTIONS)
        for one in value if hasattr(value, "append") or hasattr(value, "add") else [value]:
            if isinstance(one, Message):
                yield from texts(kind, one, f"{name}.")
            elif isinstance(one, str):
                yield name, one, not plain


def faults(test: AppTest) -> tuple[list[str], int]:
    """What is live, and what is escaped where nothing needs it, or twice; how many texts hold a mark at all."""
    found, marks = [], 0
    for kind, proto, element in [*messages(test.main), *messages(test.sidebar)]:
        shown = list(texts(kind, proto))
        if kind == "table":
            shown += [("cell", str(cell), True) for column in element.value for cell in element.value[column]]
            shown += [("column", str(column), True) for column in element.value]
        elif kind in {"arrow_data_frame", "dataframe"}:
            frame = element.value
            shown += [("cell", str(cell), False) for column in frame for cell in frame[column]]
        for name, text, markdown in shown:
            marks += "leak.example" in text
            if markdown and LIVE.search(text):
                found.append(f"live: {kind}.{name}: {text[:300]}")
            elif (markdown and TWICE.search(text)) or (not markdown and ESCAPED in text):
                found.append(f"escaped needlessly: {kind}.{name}: {text[:300]}")
    return sorted(set(found)), marks


ODD = f"x {MARK}"
PARAMETERS = (
    "period", "channel", "queue", "reason", "team", "metric", "by", "dim", "dimension", "grain", "compare", "agent",
    "contact", "evaluation", "question", "scorecard", "staff", "repeats", "target", "window", "section", "weight",
    "customer", "line", "on", "round", "scored", "works", "figure", "paid_hours", "pass", "days", "kind", "level",
    "quality", "quality-link",
)  # fmt: skip
PAGES = ("overview", "repeats", "whatif", "scorecard", "agents", "calibration", "contact", "data")


def check(test: AppTest, is_marked: bool = True) -> None:
    assert not test.exception, test.exception[0].message
    found, marks = faults(test)
    assert found == []
    assert marks or not is_marked, "the page shows none of the marks: is the test blind?"


@pytest.mark.parametrize("name", PAGES)
def test_names_in_data_are_shown_as_they_stand(page, name: str):
    check(page(name), is_marked=name != "data")


@pytest.mark.parametrize("name", PAGES)
def test_values_in_an_address_are_shown_as_they_stand(page, name: str):
    check(page(name, **dict.fromkeys(PARAMETERS, ODD)), is_marked=name != "data")


@pytest.mark.parametrize("name", PAGES)
def test_values_of_one_page_are_shown_as_they_stand(page, name: str):
    """Without the shared filters, which would leave nothing for a page to look at."""
    shared = {parameter.name for parameter in filter_parameters.FILTERS}
    check(page(name, **dict.fromkeys(set(PARAMETERS) - shared, ODD)), is_marked=name != "data")


def test_filters_of_the_address(page):
    check(page("overview", queue=f"Billing {MARK}", channel=f"chat {MARK}", by="agent", metric="aht"))


@pytest.mark.parametrize("by", ["reason", "queue", "team", "supervisor", "agent", "question"])
def test_breakdowns(page, by: str):
    check(page("overview", by=by, metric="quality_score" if by == "question" else "aht"))


def test_one_agent(page, planted):
    check(page("agents", agent=_one("agent_id", "coaching")))


@pytest.mark.parametrize("by", ["team", "supervisor"])
def test_agents_by(page, by):
    check(page("agents", by=by))


@pytest.mark.parametrize("kind", ["disputed", "surveyed"])
def test_one_contact(page, kind):
    sql = {
        "disputed": "select contact_id from evaluations_replied where disputed order by 1 limit 1",
        "surveyed": "select contact_id from surveys where comment is not null order by 1 limit 1",
    }[kind]
    check(page("contact", contact=ui.store().rows(sql)[0][0]))


def test_one_question_of_a_contact(page):
    contact, evaluation, question = ui.store().rows(
        "select e.contact_id, e.evaluation_id, a.question_id from evaluations as e join answers as a "
        "using (evaluation_id) where e.contact_id is not null order by a.comment is null, 2, 3 limit 1"
    )[0]
    check(page("contact", contact=contact, evaluation=evaluation, question=question))


@pytest.mark.parametrize("queue", ["chat", "voice", "email"])
def test_whatif_of_a_queue(page, queue):
    name = ui.store().rows("select min(queue) from contacts where starts_with(channel, $c)", {"c": queue})[0][0]
    check(page("whatif", queue=name))


@pytest.mark.parametrize("section", data.SECTIONS)
def test_sections_of_data(page, section):
    check(page("data", section=section), is_marked=section in {"Import history", "Templates and mappings"})


def _one(column: str, table: str) -> str:
    return ui.store().rows(f"select {column} from {table} order by 1 limit 1")[0][0]
