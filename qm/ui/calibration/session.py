"""One calibration round down to each evaluator's answers."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration.rounds import remarks
from qm.store import Store
from qm.ui.calibration.findings import Findings
from qm.ui.chart import as_csv
from qm.ui.drill import contact_link
from qm.ui.markup import literal
from qm.wording import counted, day_text, listed

DIFFERS = "≠ "
NAMED = 3  # evaluators
LISTED = 500  # rounds offered
ABSENT, UNRATED = "n/a", "–"


def session_section(store: Store, found: Findings) -> None:
    """A round and one of its contacts, chosen or sent in the address: question × evaluator."""
    st.markdown("**One round, answer by answer**")
    evaluations = found.calibrations.evaluations
    rounds = found.together.rounds.iloc[::-1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = rounds["step"].tolist()
        asked = st.session_state.get("round") or st.query_params.get("round")
        offered = list(dict.fromkeys([*([asked] if asked in names[LISTED:] else []), *names[:LISTED]]))
        chosen = st.selectbox(
            "Round",
            offered,
            key="round",
            bind="query-params",
            width=220,
            help=f"The newest {LISTED:,} of {len(names):,}; a link can open any." if len(names) > LISTED else None,
        )
        own = evaluations[evaluations["round"] == chosen]
        own = own.assign(contact=own["contact_id"].fillna(own["calibration_id"]))
        spread = own.groupby("contact", sort=False)["score"].agg(lambda scores: scores.max() - scores.min())
        contacts = spread.sort_values(ascending=False, kind="stable").index.tolist()
        linked = None if "scored" in st.session_state else st.query_params.get("scored")
        contact = st.selectbox(
            "Contact",
            contacts,
            key="scored",
            bind="query-params",
            width=260,
            help="The one whose scores lie farthest apart stands first.",
        )
    if linked is not None and linked not in contacts:
        sentence = f"There is no contact '{linked}' in round {chosen}; showing {contact} instead."
        st.warning(literal(sentence), icon=":material/link_off:")
    row = rounds[rounds["step"] == chosen].iloc[0]
    agreed = f"{found.question.label} {found.question.text(row['value'])}"
    st.caption(
        f"{day_text(pd.Timestamp(row['at']).date())} · {counted(row['contacts'], 'contact')} · "
        f"{row['evaluators']} evaluators · {agreed} (95% {found.question.interval(row['low'], row['high'])})"
    )
    own = own[own["contact"] == contact].sort_values("evaluator_id")
    answers = remarks(store, own["evaluation_id"].tolist())
    table, differing = side_by_side(own, answers, found.calibrations.questions)
    st.caption(literal(said(own, differing, len(table) - 1)))
    st.dataframe(
        table.style.apply(_marked, axis=None),
        hide_index=True,
        height="content",
        column_config={"Question": st.column_config.TextColumn(pinned=True, width=85)},
        alt=f"Answers of each evaluator to each question of contact {contact}",
    )
    told = comments(own, answers, found.calibrations.questions)
    if len(told):
        st.caption("What they noted")
        st.dataframe(told, hide_index=True, alt="Comments of the evaluators")
    lines = [f"Round {chosen}, contact {contact}", *found.question.lines]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Save as CSV",
            lambda: as_csv(table, lines),
            "round.csv",
            "text/csv",
            key="session.save",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
        if own["contact_id"].notna().any():
            contact_link(contact, "What happened in this contact", icon=":material/forum:")


def side_by_side(
    own: pd.DataFrame, answers: pd.DataFrame, questions: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, int]]:
    """One row per question and one for the score, a column for each evaluator; and how often each differed.

    Points that are not those most evaluators gave begin with ≠; without a majority all do.
    """
    names = dict(zip(own["evaluation_id"], own["evaluator_id"], strict=True))
    texts = dict(zip(questions["question_id"], questions["text"], strict=True))
    cells = answers.assign(
        evaluator=answers["evaluation_id"].map(names),
        cell=[
            ABSENT if absent else UNRATED if points != points else _points(points, most)
            for points, most, absent in zip(
                answers["points"].astype(float),
                answers["points_possible"].astype(float),
                answers["not_applicable"],
                strict=True,
            )
        ],
    )
    evaluators = sorted(set(own["evaluator_id"]))
    differing = dict.fromkeys(evaluators, 0)
    rows = []
    for question, group in cells.groupby("question_id", sort=False):
        given = dict(zip(group["evaluator"], group["cell"], strict=True))
        counts = pd.Series(list(given.values())).value_counts()
        most = counts.index[0] if len(counts) == 1 or counts.iloc[0] > counts.iloc[1] else None
        text = texts.get(question)
        row = {"Question": str(question), "What is asked": text if isinstance(text, str) else ""}
        for name in evaluators:
            cell = given.get(name, "")
            off = bool(cell) and cell != most
            differing[name] += off
            row[name] = DIFFERS + cell if off else cell
        rows.append(row)
    scores = dict(zip(own["evaluator_id"], own["score"].astype(float), strict=True))
    total = {n: f"{scores[n]:.0%}" if scores[n] == scores[n] else UNRATED for n in evaluators}
    rows.append({"Question": "Score", "What is asked": "before auto-fail", **total})
    return pd.DataFrame(rows), differing


def said(own: pd.DataFrame, differing: dict[str, int], questions: int) -> str:
    """How far the scores lie apart, and who differed most from the others."""
    scores = own["score"].astype(float).dropna()
    parts = []
    if len(scores) > 1:
        parts.append(f"Scores from {scores.min():.0%} to {scores.max():.0%}.")
    most = max(differing.values(), default=0)
    if not most:
        parts.append("All evaluators gave the same answers.")
    else:
        who = [name for name, times in differing.items() if times == most]
        some = listed(who) if len(who) <= NAMED else f"{len(who)} evaluators"
        parts.append(f"{some} differed from the usual answer on {most} of {counted(questions, 'question')}, marked ≠.")
    return " ".join(parts)


def comments(own: pd.DataFrame, answers: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """One row per comment: question, evaluator, points, comment."""
    names = dict(zip(own["evaluation_id"], own["evaluator_id"], strict=True))
    told = answers[answers["comment"].notna()]
    return pd.DataFrame(
        {
            "Question": told["question_id"],
            "Evaluator": told["evaluation_id"].map(names),
            "Points": told["points"],
            "Comment": told["comment"],
        }
    )


def _points(points: float, most: float) -> str:
    return f"{points:g} of {most:g}" if most == most and most != 1 else f"{points:g}"


def _marked(table: pd.DataFrame) -> pd.DataFrame:
    """A ground that reads in light and dark behind what differs."""
    return table.map(lambda cell: "background-color: rgba(217, 96, 26, 0.28)" if str(cell).startswith(DIFFERS) else "")
