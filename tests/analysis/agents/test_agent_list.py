"""The list of everybody: searched by words, and what its order is worth."""

import pandas as pd

from qm.analysis.agents import answer
from qm.analysis.agents.agent_list import BY_VALUE, STANDING_OUT, agent_list, for_saving, list_summary, matching
from qm.metrics import Filters
from qm.store import Session, Store
from tests.centre import contact, fill


def test_every_word_is_looked_for_in_name_number_and_team():
    frame = pd.DataFrame({"agent": ["A1", "A2"], "name": ["Ann Abersley", None], "team": ["Red", "Blue"]})
    assert matching(frame, "red ANN")["agent"].tolist() == ["A1"]
    assert matching(frame, "a2")["agent"].tolist() == ["A2"]
    assert matching(frame, " ")["agent"].tolist() == ["A1", "A2"]
    assert matching(frame, "ann blue").empty


def test_a_place_is_an_interval_and_too_few_cases_have_none(store: Store):
    solved = {"A": (36, 40), "B": (36, 40), "Bad": (4, 40), "New": (0, 9)}
    fill(
        store,
        contacts=[
            contact(f"{agent}-{i}", agent_id=agent, reason="order", resolved=i < good)
            for agent, (good, n) in solved.items()
            for i in range(n)
        ],
    )
    found = answer(Session(store), Filters(), "resolution")
    assert answer(Session(store), Filters(), "resolution") is found
    listing = agent_list(found, BY_VALUE)
    assert listing["agent"].tolist()[-2:] == ["Bad", "New"]
    assert for_saving(listing)["rank_low"].isna().tolist() == [False, False, False, True]
    assert agent_list(found)["agent"].tolist() == ["A", "B", "Bad", "New"]
    told = list_summary(found, listing, BY_VALUE)
    assert told.startswith(
        "1 clearly worse than expected, 2 clearly better than expected. 4 agents, 129 cases, typically"
    )
    assert "1 agent with fewer than 10 cases: too few to tell." in told
    assert "Places are rough" in told
    standing_out = agent_list(found, STANDING_OUT)
    assert standing_out["agent"].tolist() == ["Bad", "A", "B", "New"]
    assert standing_out["matters"].tolist() == [True, True, True, False]
