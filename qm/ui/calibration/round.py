"""One calibration round down to each evaluator's answers."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration import CalibrationAnswer
from qm.analysis.calibration.round_answers import DIFFERS, answers_of, comments_of, round_sentence, side_by_side
from qm.store import Session
from qm.ui import state
from qm.ui.calibration.choices import ROUND, SCORED
from qm.ui.chart import as_csv
from qm.ui.frame.drill import contact_link
from qm.ui.markup import literal
from qm.wording import counted, day_text

LISTED = 500  # rounds offered


def round_section(session: Session, answer: CalibrationAnswer) -> None:
    """A round and one of its contacts, chosen or sent in the address: question × evaluator."""
    st.markdown("**One round, answer by answer**")
    evaluations = answer.calibrations.evaluations
    rounds = answer.rounds.iloc[::-1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = rounds["step"].tolist()
        asked = state.value_of(ROUND.among({name: name for name in names}))
        offered = list(dict.fromkeys([*names[:LISTED], *([asked] if asked in names[LISTED:] else [])]))
        chosen = state.selectbox(
            ROUND.among({name: name for name in offered}),
            "Round",
            further=lambda _: {SCORED: None},
            width=220,
            help=f"The newest {LISTED:,} of {len(names):,}; a link can open any." if len(names) > LISTED else None,
        )
        own = evaluations[evaluations["round"] == chosen]
        own = own.assign(contact=own["contact_id"].fillna(own["calibration_id"]))
        spread = own.groupby("contact", sort=False)["score"].agg(lambda scores: scores.max() - scores.min())
        contacts = spread.sort_values(ascending=False, kind="stable").index.tolist()
        linked = state.value_of(SCORED)
        contact = state.pick_one(
            SCORED, "Contact", contacts, width=260, help="The one whose scores lie farthest apart stands first."
        )
    if linked is not None and linked not in contacts:
        sentence = f"There is no contact '{linked}' in round {chosen}; showing {contact} instead."
        st.warning(literal(sentence), icon=":material/link_off:")
    row = rounds[rounds["step"] == chosen].iloc[0]
    coefficient = answer.coefficient
    agreed = f"{coefficient.label} {coefficient.text(row['value'])}"
    spread = f"likely range {coefficient.interval(row['low'], row['high'])}"
    st.caption(
        f"{day_text(pd.Timestamp(row['at']).date())} · {counted(row['contacts'], 'contact')} · "
        f"{counted(int(row['evaluators']), 'evaluator')} · {agreed} ({spread})"
    )
    own = own[own["contact"] == contact].sort_values("evaluator_id")
    answers = answers_of(session, own["evaluation_id"].tolist())
    table, differing = side_by_side(own, answers, answer.calibrations.questions)
    st.caption(literal(round_sentence(own, differing, len(table) - 1)))
    st.dataframe(
        table.style.apply(_marked, axis=None),
        hide_index=True,
        height="content",
        column_config={"Question": st.column_config.TextColumn(pinned=True, width=85)},
        alt=f"Answers of each evaluator to each question of contact {contact}",
    )
    commented = comments_of(own, answers)
    if len(commented):
        st.caption("What they noted")
        st.dataframe(commented, hide_index=True, alt="Comments of the evaluators")
    lines = [f"Round {chosen}, contact {contact}", *answer.lines]
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


def _marked(table: pd.DataFrame) -> pd.DataFrame:
    """A ground that reads in light and dark behind what differs."""
    return table.map(lambda cell: "background-color: rgba(217, 96, 26, 0.28)" if str(cell).startswith(DIFFERS) else "")
