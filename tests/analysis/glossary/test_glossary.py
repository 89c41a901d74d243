"""The glossary has the trade's words, short, with the definitions in force."""

from statistics import median

from qm.analysis.glossary import glossary
from qm.metrics import redefine
from qm.store import Session

ASKED_FOR = """
contact, offered, handled, abandoned, short abandon, service level, average speed of answer
average handle time, after-call work, occupancy, shrinkage, response time, backlog, repeat contact
first-contact resolution, failure demand, csat, nps, response rate, evaluation, scorecard, section
critical question, auto-fail, not applicable, quality score, calibration, evaluator severity, coaching
follow-up, dispute, work mix, normal variation, signal, best estimate, likely range, tested on data not used
"""


def test_every_word_is_there_and_explained_in_short_sentences(store):
    terms = glossary(Session(store))
    assert {word.strip() for line in ASKED_FOR.strip().splitlines() for word in line.split(",")} <= {
        term.name.lower() for term in terms
    }
    sentences = [s for term in terms for s in term.meaning.replace(":", ".").split(". ")]
    assert median(len(s.split()) for s in sentences) < 15
    assert all(term.meaning.endswith(".") for term in terms)


def test_what_is_set_here_is_filled_in(store):
    def here(name: str) -> str:
        return next(term.here for term in glossary(Session(store)) if term.name == name)

    assert here("Repeat contact") == "Here: within 7 days, about anything; counted for every contact."
    with store.write() as cursor:
        redefine(cursor, {"repeat.window_days": "1", "repeat.scope": "reason", "short_abandon_seconds": "8"})
    assert here("Repeat contact") == "Here: within 1 day, for the same reason; counted for every contact."
    assert here("Short abandon") == "Here: within 8 s."
