"""The quality lever's answer: what it moves, by which links, and what that is worth, said in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from qm.analysis.whatif.levers.quality_moves import OUTCOMES, QUESTION, SCORE
from qm.analysis.whatif.levers.setting import Setting
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.quality_worth import Worth, quality_worth
from qm.analysis.whatif.quality.quality_effect import QualityEffect, effects
from qm.analysis.whatif.quality.quality_links import QualityLink, QualityLinks, quality_links
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue, Selection, prepared_queue
from qm.analysis.whatif.words.quality_sentences import (
    MovedMeasure,
    below,
    chain,
    how_sure,
    link_row,
    missing,
    second_handling_hours,
    transfers_text,
)
from qm.store import Session


@dataclass(frozen=True, eq=False)
class QualityAnswer:
    """What better quality does to one queue.

    `moved` measures (none: the links are those of the score), `links` of them, `effects` by outcome, `worth` in agents
    at today's service level with quality alone moved. `sentence` is the chain in one line, `below` what is to be said
    under it, `transfers` what the transfers come to. `untold`: outcomes of which the data show no link,
    `typed`: by outcome, links set by hand.
    """

    moved: tuple[MovedMeasure, ...]
    links: QualityLinks = field(repr=False)
    effects: tuple[QualityEffect, ...]
    worth: Worth
    sentence: str
    below: str
    transfers: str
    untold: tuple[str, ...]
    typed: Mapping[str, float]

    @property
    def is_moved(self) -> bool:
        return bool(self.moved)

    def table(self) -> pd.DataFrame:
        """One row per link, in words: Goes with, Verdict, For each point, Likely range, Contacts, Agents; before them
        Quality where there are several measures, after them Why where a link can't be told."""
        table = pd.DataFrame([link_row(link) for link in self.links.links])
        empty = [] if table["Why"].any() else ["Why"]
        return table.drop(columns=empty if len(self.links.measures) > 1 else ["Quality", *empty])

    @property
    def emphasis(self) -> tuple[str, ...]:
        """The part of the sentence that carries the answer: what it is worth, where something moves."""
        return (self.sentence.rpartition(" → ")[2],) if self.below else ()

    @property
    def missing(self) -> str:
        """What does not move for want of a link, where quality does."""
        return missing([name for name in self.untold if name not in self.typed]) if self.moved else ""

    @property
    def how_sure(self) -> tuple[str, ...]:
        """How the links were found and what they can't say, sentence by sentence."""
        return how_sure(self.links)

    def _used(self, link: QualityLink) -> float:
        """The slope that counts: the one set by hand, else the data's where they show one, else none."""
        if link.outcome in self.typed:
            return self.typed[link.outcome] / (1 if link.outcome == "aht" else 100)
        return (link.slope or 0.0) if link.is_told else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Part of the JSON of `whatif --fit`: shares per point, seconds per point."""
        return {
            "moved": [
                vars(one) | {"scenario": None if one.today is None else one.today + one.points} for one in self.moved
            ],
            "links": [
                {
                    "lever": link.measure,
                    "outcome": link.outcome,
                    "slope": link.slope,
                    "low": link.low,
                    "high": link.high,
                    "n": link.n,
                    "agents": link.agents,
                    "verdict": link.verdict,
                    "assumed": link.outcome in self.typed,
                    "used": self._used(link),
                    "reliability": link.reliability,
                    "why": link.why or None,
                }
                for link in self.links.links
            ],
            "effects": [
                {
                    "outcome": one.outcome,
                    "change": one.change,
                    "low": None if one.is_assumed else one.low,
                    "high": None if one.is_assumed else one.high,
                    "assumed": one.is_assumed,
                    "told": one.is_told,
                }
                for one in self.effects
            ],
            "agents": {"value": self.worth.agents, "low": self.worth.low, "high": self.worth.high},
            "sentence": self.sentence,
            "range": self.below or None,
        }


def quality_answer(
    session: Session, selection: Selection, setting: Setting, today: Outcome, scenario: Outcome
) -> QualityAnswer:
    """The answer for where quality stands in a setting; `today` and `scenario` have the transfers."""
    queue, moves = prepared_queue(session, selection), setting.quality
    links = quality_links(session, selection, moves.measures)
    found = effects(session, selection, setting)
    worth = quality_worth(session, selection, moves)
    moved = tuple(MovedMeasure(name, label_of(queue, name), standing_of(queue, name), n) for name, n in moves.points)
    untold = tuple(
        outcome for outcome in OUTCOMES if not any(links.of(measure, outcome).is_told for measure in links.measures)
    )
    return QualityAnswer(
        moved,
        links,
        found,
        worth,
        chain(queue, moved, links, found, worth, second_handling_hours(today, scenario)),
        below(queue, found, worth),
        transfers_text(today, scenario),
        untold,
        dict(moves.typed),
    )


def label_of(queue: PreparedQueue, lever: str) -> str:
    """What a measure is called: the average quality score, or the question's own words."""
    if lever == SCORE:
        return "the average quality score"
    question = queue.quality.question(lever.removeprefix(QUESTION))
    return f"'{question.text}'" if question else lever.removeprefix(QUESTION)


def standing_of(queue: PreparedQueue, lever: str) -> float | None:
    """Where a measure stands in the queue, in points of 100."""
    if lever == SCORE:
        return queue.quality.score
    question = queue.quality.question(lever.removeprefix(QUESTION))
    return question.pass_rate if question else None
