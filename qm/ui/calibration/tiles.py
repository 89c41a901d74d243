"""The tiles: how far evaluators agree, on how many contacts, what one evaluation is worth, and who stands out."""

import streamlit as st

from qm.analysis.calibration import CalibrationAnswer
from qm.analysis.calibration.sentences import reliability_text, stands_out_text
from qm.ui.markup import literal
from qm.wording import counted


def tiles(answer: CalibrationAnswer) -> None:
    """Four tiles."""
    with st.grid(4, min_column_width=190, gap="small"):
        for name, draw in (
            ("overall", _overall),
            ("contacts", _contacts),
            ("reliability", _reliability),
            ("evaluators", _evaluators),
        ):
            with st.container(border=True, height="stretch", gap="xsmall", key=f"tile.{name}"):
                draw(answer)


def _overall(answer: CalibrationAnswer) -> None:
    coefficient, estimate = answer.coefficient, answer.overall
    st.metric(
        coefficient.short,
        None if estimate.value is None else coefficient.text(estimate.value),
        help=f"{coefficient.meaning} Pairs of answers of all questions together, each question against its own chance.",
    )
    if estimate.value is None:
        why = estimate.why or "not known"
        st.caption(f"{why[:1].upper()}{why[1:]}.")
    else:
        st.caption(
            f"likely range {coefficient.interval(estimate.low, estimate.high)} · {counted(answer.contacts, 'contact')}"
        )


def _contacts(answer: CalibrationAnswer) -> None:
    whole = answer.calibrations
    st.metric(
        "Scored by several",
        f"{answer.contacts:,}",
        help="Contacts of calibrations; where there are none, those that happen to have two evaluators.",
    )
    if not answer.contacts:
        st.caption(f"{whole.alone:,} evaluations, each of a contact of its own")
        return
    rounds = f" in {len(answer.rounds):,} rounds" if whole.is_planned else ""
    more = f" · {whole.alone:,} more of contacts scored once" if whole.alone else ""
    st.caption(f"{counted(len(whole.evaluations), 'evaluation')}{rounds}{more}")


def _reliability(answer: CalibrationAnswer) -> None:
    reliability = answer.calibrations.reliability
    st.metric(
        "Reliability",
        None if reliability.value is None else f"{reliability.value:.2f}",
        help="Of one evaluation, ICC(2,1) of total scores before auto-fail: how much of what tells two apart is the "
        "contact rather than the evaluator. Its root is the highest correlation that scores can have with CSAT.",
    )
    st.caption(reliability_text(reliability))


def _evaluators(answer: CalibrationAnswer) -> None:
    frame = answer.evaluators
    out = ~frame["verdict"].isin(["ordinary", "unknown"])
    st.metric(
        "Who stands out",
        f"{int(out.sum())} of {len(frame)}",
        help="Evaluators clearly severe or lenient by more than two points, or clearly inconsistent.",
    )
    st.caption(literal(stands_out_text(frame)))
