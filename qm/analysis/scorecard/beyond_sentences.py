"""What lies beyond the score, in plain text: drivers that no question asks for, words of comments, who is silent."""

import pandas as pd

from qm.analysis.scorecard.nonresponse import Nonresponse
from qm.analysis.scorecard.sentences import signed_text
from qm.models.text.themes import Themes

NAMED_WORDS = 4


def missing_sentence(importance: pd.DataFrame) -> str:
    """Whether a fact about the contact matters more than the best question does; `importance` as of
    `MissingDrivers`."""
    known = importance[importance["importance"].notna()].sort_values("importance", ascending=False, kind="stable")
    facts, asked = (known[known["kind"] == kind] for kind in ("fact", "question"))
    if facts.empty or asked.empty:
        return "There is nothing to hold against each other."
    fact, best = facts.iloc[0], asked.iloc[0]
    spread = f"{fact['low']:.1%} to {fact['high']:.1%}"
    opening = f"{fact['name'].capitalize()} accounts for {fact['importance']:.1%} of grades ({spread})"
    if fact["low"] > best["high"]:
        return (
            f"{opening}, more than any question (at most {best['importance']:.1%}, {best['name']}): a part of the "
            "answer is not on the scorecard at all."
        )
    if fact["importance"] > best["importance"]:
        second = f"{best['name']} {best['importance']:.1%}"
        return f"{opening}, perhaps more than any question ({second}); the intervals overlap."
    return (
        f"No fact about the contact matters more than the questions: {best['name']} accounts for "
        f"{best['importance']:.1%} of grades, {fact['name']} for {fact['importance']:.1%}."
    )


def themes_sentence(themes: Themes, correlations: pd.Series) -> str:
    """The words that go with low grades, beside the best question; `correlations` of questions with grades by name."""
    if not themes.comments:
        return "No survey answer of this selection has a comment."
    if not themes.word:
        return (
            f"In {themes.comments:,} comments no word goes with lower or higher grades beyond chance "
            f"({themes.words:,} words were looked at)."
        )
    low = [word for word, r in zip(themes.word, themes.correlation, strict=True) if r < 0][:NAMED_WORDS]
    named = "; ".join(low) if low else "none"
    opening = f"Of {themes.comments:,} comments, those with these words come with lower grades: {named}."
    known = correlations.dropna()
    if known.empty or not low:
        return opening
    best = known.abs().idxmax()
    strongest = float(min(themes.correlation))
    stands = "more" if abs(strongest) > abs(known[best]) else "no more"
    return (
        f"{opening} The strongest tells {stands} of a grade than the best question does (correlation "
        f"{signed_text(strongest)}, {best} {signed_text(known[best])}), among those who write. Does a question ask for "
        "it?"
    )


def nonresponse_sentence(silent: Nonresponse) -> str:
    """How much the silent could change, and how far reweighting changes it."""
    low, high = silent.bounds
    moved = (silent.satisfied_reweighted - silent.satisfied) * 100
    change = "hardly changes that" if abs(moved) < 0.5 else f"makes it {silent.satisfied_reweighted:.0%}"
    return (
        f"{silent.answers:,} of {silent.contacts:,} evaluated contacts have a grade ({silent.rate:.0%}). Of these "
        f"{silent.satisfied:.0%} are satisfied; weighting answers to stand for all {change}. If all the silent were "
        f"dissatisfied it would be {low:.0%}, if all were satisfied {high:.0%}."
    )


def response_sentence(silent: Nonresponse) -> str:
    """Which channels and reasons answer surveys more or less often than the rest, beyond chance."""
    rates = silent.groups
    away = rates[(rates["low"] > silent.rate) | (rates["high"] < silent.rate)]
    if away.empty:
        return "No channel or reason answers more than others beyond chance."
    named = ", ".join(f"{g} ({v:.0%})" for g, v in zip(away["group"], away["rate"], strict=True))
    return f"Beyond chance other than the rest: {named}."
