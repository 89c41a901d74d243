"""The trade's words as qm uses them, with the definitions in force in this store filled in."""

from dataclasses import dataclass

from qm.analysis.cache import kept
from qm.analysis.glossary.terms import TERMS
from qm.store import DEFINITIONS, Definitions, Session
from qm.wording import counted, duration


@dataclass(frozen=True)
class Term:
    """One word: what it means, and how this store counts it (empty where nothing about it can be set)."""

    name: str
    meaning: str
    here: str = ""


@kept(most=8)
def glossary(session: Session) -> tuple[Term, ...]:
    """Every term, in the order in which a contact lives: arriving, waiting, being handled, judged, compared."""
    here = _here(session.definitions())
    return tuple(Term(name, meaning, here.get(name, "")) for name, meaning in TERMS.items())


def _here(definitions: Definitions) -> dict[str, str]:
    """What is set in this store, by term, in whole sentences."""
    service, repeat, score = definitions.service_level, definitions.repeat, definitions.score
    index = "every contact" if repeat.index == "all" else "handled contacts only"
    scope = {"any": "about anything", "reason": "for the same reason", "channel": "on the same channel"}[repeat.scope]
    return {
        "Short abandon": f"Here: within {duration(definitions.short_abandon_seconds)}.",
        "Service level": f"Here: {_label('service_level.variant', service.variant)}.",
        "Repeat contact": f"Here: within {_days(repeat.window_days)}, {scope}; counted for {index}.",
        "CSAT": f"Here: {_label('csat.variant', definitions.csat.variant)}.",
        "Not applicable": f"Here: such questions {_label('score.not_applicable', score.not_applicable)}.",
        "Auto-fail": f"Here: a failed critical question {_label('score.auto_fail', score.auto_fail)}.",
        "Quality score": f"Here: {_label('score.variant', score.variant)}.",
    }


def _days(days: float) -> str:
    return counted(int(days), "day") if days == int(days) else f"{days:g} days"


def _label(name: str, value: str) -> str:
    """How the form of definitions puts a choice."""
    return DEFINITIONS[name].choices[value]
