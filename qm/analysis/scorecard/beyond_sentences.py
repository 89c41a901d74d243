"""What lies beyond the score, in plain text: drivers that no question asks for, words of comments, who is silent."""

import pandas as pd

from qm.analysis.scorecard.nonresponse import Nonresponse
from qm.analysis.scorecard.sentences import signed_text
from qm.models.text.themes import Themes
from qm.wording import counted

NAMED_WORDS = 4


def missing_sentence(importance: pd.DataFrame) -> str:
    """Whether a fact about the contact matters more than the best question does; `importance` as of
    `MissingDrivers`."""
    known = importance[importance["importance"].notna()].sort_values("importance", ascending=False, kind="stable")
    facts, asked = (known[known["kind"] == kind] for kind in ("fact", "question"))
    if facts.empty or asked.empty:
        return "There is nothing to compare yet."
    fact, best = facts.iloc[0], asked.iloc[0]
    spread = f"{fact['low']:.1%} to {fact['high']:.1%}"
    matters = f"{fact['name'].capitalize()} explains {fact['importance']:.1%} of ratings ({spread})"
    question = f"{best['name']} explains {best['importance']:.1%}"
    if fact["low"] > best["high"]:
        return f"Yes: {fact['name']} matters more than any question. {matters}; the best question, {question}."
    if fact["importance"] > best["importance"]:
        return f"Perhaps: {fact['name']} may matter more than any question. {matters}; {question}."
    return f"No: the questions matter more. {question}; {fact['name']} explains {fact['importance']:.1%}."


def themes_sentence(themes: Themes, correlations: pd.Series) -> str:
    """The words that go with low grades, beside the best question; `correlations` of questions with grades by name."""
    if not themes.comments:
        return "No survey answer of this selection has a comment."
    if not themes.word:
        return (
            f"No word goes clearly with low or high ratings, in {counted(themes.comments, 'comment')} and "
            f"{counted(themes.words, 'word')}."
        )
    low = [word for word, r in zip(themes.word, themes.correlation, strict=True) if r < 0][:NAMED_WORDS]
    named = "; ".join(low) if low else "none"
    opening = f"Low ratings come with these words, in {counted(themes.comments, 'comment')}: {named}."
    known = correlations.dropna()
    if known.empty or not low:
        return opening
    best = known.abs().idxmax()
    strongest = float(min(themes.correlation))
    beside = f"correlation {signed_text(strongest)}, {best} {signed_text(known[best])}"
    if abs(strongest) > abs(known[best]):
        return f"{opening} Comments tell more than the best question ({beside}). Does a question ask for it?"
    return f"{opening} The best question tells more than comments do ({beside}). Does a question ask for it?"


def nonresponse_sentence(silent: Nonresponse) -> str:
    """How much the silent could change, and how far reweighting changes it."""
    low, high = silent.bounds
    moved = (silent.satisfied_reweighted - silent.satisfied) * 100
    corrected = f"{silent.satisfied_reweighted:.0%}"
    change = (
        f"Corrected for who answers: {corrected}."
        if abs(moved) >= 0.5
        else "Correcting for who answers hardly changes it."
    )
    return (
        f"{silent.rate:.0%} answered: {silent.answers:,} of {silent.contacts:,} evaluated contacts. "
        f"{silent.satisfied:.0%} of them are satisfied. {change} "
        f"With everybody's answer it would lie between {low:.0%} and {high:.0%}."
    )


def response_sentence(silent: Nonresponse) -> str:
    """Which channels and reasons clearly answer surveys more or less often than the rest."""
    rates = silent.groups
    away = rates[(rates["low"] > silent.rate) | (rates["high"] < silent.rate)]
    if away.empty:
        return "No channel or reason differs clearly from the average."
    named = ", ".join(f"{g} ({v:.0%})" for g, v in zip(away["group"], away["rate"], strict=True))
    return f"Clearly different from the average of {silent.rate:.0%}: {named}."
