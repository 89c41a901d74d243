"""Who to look at first, and why: those clearly other than their mix of work predicts, by enough to act on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from qm.analysis.agents.answer import UNITS, AgentsAnswer
from qm.analysis.agents.verdict_text import direction_text, standings
from qm.metrics import METRICS
from qm.models.comparison.fair_comparison import FEWEST
from qm.models.comparison.standing import BETTER, HIGHER, LOWER, SMALL, WORSE
from qm.wording import counted, listed

LOOKED_AT = ("quality_score", "csat", "resolution", "fcr", "auto_fail_rate", "transfer_rate", "reopen_rate", "aht")
"""What people are compared on to find whom to look at; the nearer to the customer the earlier."""


@dataclass(frozen=True)
class Reason:
    """One metric on which somebody stands out: `text` says how, `times` how many times the smallest difference worth
    acting on it is, `word` its standing (better, worse, higher, lower).
    """

    metric: str
    word: str
    times: float
    text: str


@dataclass(frozen=True)
class StandsOut:
    """Somebody who stands out, `reasons` with the largest first."""

    unit: str
    name: str
    reasons: tuple[Reason, ...]

    @property
    def text(self) -> str:
        """Why, the largest reason first."""
        return "; ".join(reason.text for reason in self.reasons)


@dataclass(frozen=True)
class LookFirst:
    """`behind`: who to look at first, those furthest behind first; `ahead`: who does well, the same way.

    `by` is what is compared. `handle_time`: names of those with longer, and with shorter handle time, which is neither
    good nor bad in itself. `small`: how many differ clearly, but on nothing by enough to act on. `told` and `metrics`:
    how many are compared, and on what.
    """

    by: str
    behind: tuple[StandsOut, ...]
    ahead: tuple[StandsOut, ...]
    handle_time: tuple[tuple[str, ...], tuple[str, ...]]
    small: int
    told: int
    metrics: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The verdict in a sentence."""
        if not self.told:
            return f"Too few cases to tell {UNITS[self.by]}s apart; choose a longer period."
        if not self.behind and not self.ahead:
            if self.small:
                return f"No {UNITS[self.by]} differs by enough to act on; {self.small:,} differ clearly but little."
            return f"No {UNITS[self.by]} differs clearly from what their mix of work predicts."
        behind = f"{counted(len(self.behind), UNITS[self.by])} clearly behind" if self.behind else "Nobody is behind"
        ahead = f"{len(self.ahead):,} clearly ahead" if self.ahead else "nobody ahead"
        return f"{behind}, {ahead} of what their mix of work predicts."

    @property
    def method(self) -> str:
        """What it rests on."""
        labels = listed([METRICS[name].label.lower() for name in self.metrics])
        return (
            f"Compared: {counted(self.told, UNITS[self.by])} with {FEWEST} cases or more, on {labels}. Each against "
            "peers with the same mix of work; at most 5% of those called different on a metric are so by chance. Only "
            "differences at least as large as set under Data, Definitions count here."
        )

    @property
    def handle_time_text(self) -> str:
        """Who takes longer or shorter; empty where nobody does."""
        longer, shorter = self.handle_time
        parts = [f"{len(longer):,} take longer"] if longer else []
        parts += [f"{len(shorter):,} take less time"] if shorter else []
        return f"Handle time, which is neither good nor bad alone: {listed(parts)}." if parts else ""


def look_first(answer: AgentsAnswer) -> LookFirst:
    """Who to look at first among those compared in an answer, over its metrics of `LOOKED_AT`."""
    metrics = [name for name in LOOKED_AT if name in answer.comparisons]
    reasons: dict[str, list[Reason]] = {}
    small, told = set(), set()
    for name in metrics:
        frame = answer.comparisons[name].enough
        words = standings(frame, METRICS[name].better)
        told |= set(frame["agent"])
        small |= set(frame.loc[words == SMALL, "agent"])
        differ = frame.assign(word=words)[words.isin((BETTER, WORSE, HIGHER, LOWER))]
        for row in differ.to_dict("records"):
            reasons.setdefault(row["agent"], []).append(_reason(answer, name, row))
    behind, ahead = _standing_out(answer, reasons, WORSE), _standing_out(answer, reasons, BETTER)
    longer, shorter = (_with(answer, reasons, word) for word in (HIGHER, LOWER))
    return LookFirst(answer.by, behind, ahead, (longer, shorter), len(small - set(reasons)), len(told), tuple(metrics))


def _reason(answer: AgentsAnswer, name: str, row: dict[str, Any]) -> Reason:
    scale, smallest = answer.scale_of(name), answer.smallest_difference(name)
    apart = abs(row["shrunk"] - row["expected"])
    direction = ""
    if row["word"] in (HIGHER, LOWER):
        direction = f" {direction_text(row['verdict'], name, METRICS[name].better)}"
    text = f"{scale.label.lower()}{direction} {scale.text(row['shrunk'])}, expected {scale.text(row['expected'])}"
    return Reason(name, row["word"], apart / smallest if smallest else 1.0, text)


def _standing_out(answer: AgentsAnswer, reasons: dict[str, list[Reason]], word: str) -> tuple[StandsOut, ...]:
    """Those with more reasons of this word than of the other, the furthest first."""
    other = BETTER if word == WORSE else WORSE
    found = []
    for unit, told in reasons.items():
        own, against = (_sorted(r for r in told if r.word == one) for one in (word, other))
        if own and sum(r.times for r in own) >= sum(r.times for r in against):
            rest = [r for r in told if r.word not in (word, other)]
            found.append(StandsOut(unit, answer.called_one(unit), (*own, *against, *rest)))
    return tuple(sorted(found, key=lambda one: (-sum(r.times for r in one.reasons if r.word == word), one.name)))


def _sorted(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: -reason.times)


def _with(answer: AgentsAnswer, reasons: dict[str, list[Reason]], word: str) -> tuple[str, ...]:
    return tuple(answer.called_one(u) for u, told in reasons.items() if any(r.word == word for r in told))
