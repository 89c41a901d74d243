"""Missing drivers: facts about the contact, and what customers write, that matter more than any question does."""

import pandas as pd
import streamlit as st

from qm.charts.scorecard import drivers as drivers_chart
from qm.models.scorecard.drivers import Drivers
from qm.models.text.themes import Themes
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.scorecard import answers
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.words import plain, signed

TITLE = "Is something missing?"
WORDS = 8
DRAWN = 12


def missing_section(store: Store, question: Question) -> None:
    """Facts beside questions on one axis, and words of comments."""
    left, right = st.columns(2, gap="large")
    with left:
        _facts(question)
    with right:
        _words(question, answers.themes_of(question.key, store, question.view.current))


def _facts(question: Question) -> None:
    found = answers.with_facts(question.key, question.on)
    if found is None or found[1].why:
        st.markdown(f"**{TITLE}**")
        why = found[1].why if found else "nothing else is known of these contacts (wait, transfers, repeats …)"
        st.caption(f"Whether anything beside the questions matters cannot be told: {why}.")
        return
    frame, drivers = found
    known = frame[frame["importance"].notna()].sort_values("importance", ascending=False, kind="stable")
    drawn = pd.concat([known[known["kind"] == "fact"], known[known["kind"] == "question"].head(DRAWN)])
    drawn = drawn.sort_values("importance", ascending=False, kind="stable").head(DRAWN + 4)
    texts = dict(zip(question.names, question.texts, strict=True))
    drawn = drawn.assign(text=[texts.get(name, name.capitalize()) for name in drawn["name"]])
    figure = Figure(drivers_chart(drawn), frame, TITLE, takeaway(known, drivers), question.lines, "missing-drivers")
    show_chart(figure, key="scorecard.missing")


def takeaway(known: pd.DataFrame, found: Drivers) -> str:
    """Whether a fact about the contact matters more than the best question does."""
    facts, asked = (known[known["kind"] == kind] for kind in ("fact", "question"))
    if facts.empty or asked.empty:
        return "There is nothing to hold against each other."
    fact, best = facts.iloc[0], asked.iloc[0]
    spread = f"{fact['low']:.1%} to {fact['high']:.1%}"
    said = f"{fact['name'].capitalize()} accounts for {fact['importance']:.1%} of grades ({spread})"
    if fact["low"] > best["high"]:
        return (
            f"{said}, more than any question (at most {best['importance']:.1%}, {best['name']}): a part of the answer "
            "is not on the scorecard at all."
        )
    if fact["importance"] > best["importance"]:
        return (
            f"{said}, perhaps more than any question ({best['name']} {best['importance']:.1%}); the intervals overlap."
        )
    return (
        f"No fact about the contact matters more than the questions: {best['name']} accounts for "
        f"{best['importance']:.1%} of grades, {fact['name']} for {fact['importance']:.1%}."
    )


def _words(question: Question, found: Themes) -> None:
    st.markdown("**What customers write**")
    if not found.comments:
        st.caption("No survey answer of this selection has a comment.")
        return
    if not found.word:
        st.caption(
            f"In {found.comments:,} comments no word goes with lower or higher grades beyond chance "
            f"({found.words:,} words were looked at)."
        )
        return
    best = _best_correlation(question)
    st.caption(words_takeaway(found, best))
    frame = pd.DataFrame(
        {
            "Such as": found.example,
            "Comments": found.n.astype(int),
            "With": found.with_it * 100,
            "Without": found.without * 100,
            "Words": found.word,
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=38 + 35 * min(len(frame), WORDS),
        key="scorecard.words",
        column_config={
            "Such as": st.column_config.TextColumn(width="medium"),
            "Comments": st.column_config.NumberColumn("n", width=50, help="Comments with the first of the words"),
            "Words": st.column_config.TextColumn(width="medium"),
            **{
                name: st.column_config.NumberColumn(
                    format="%.0f%%", width=65, help="Mean grade: 0% the worst, 100% the best"
                )
                for name in ("With", "Without")
            },
        },
    )


def _best_correlation(question: Question) -> tuple[str, float] | None:
    known = pd.Series(question.found.correlation, index=question.names).dropna()
    return (str(known.abs().idxmax()), float(known[known.abs().idxmax()])) if len(known) else None


def words_takeaway(found: Themes, best: tuple[str, float] | None) -> str:
    """The words that go with low grades, beside the best question."""
    low = [word for word, r in zip(found.word, found.correlation, strict=True) if r < 0][:4]
    named = "; ".join(plain(word) for word in low) if low else "none"
    said = f"Of {found.comments:,} comments, those with these words come with lower grades: {named}."
    if best is None or not low:
        return said
    strongest = float(min(found.correlation))
    stands = "more" if abs(strongest) > abs(best[1]) else "no more"
    return (
        f"{said} The strongest tells {stands} of a grade than the best question does (correlation {signed(strongest)}, "
        f"{best[0]} {signed(best[1])}), among those who write. Does a question ask for it?"
    )
