"""The tiles: how far evaluators agree, on how many contacts, what one evaluation is worth, and who stands out."""

import numpy as np
import streamlit as st

from qm.models.agreement.attenuation import ceiling, evaluations_needed
from qm.ui.calibration.choices import MEANINGS
from qm.ui.calibration.findings import Findings
from qm.ui.markup import literal

WANTED = 0.8


def tiles(found: Findings) -> None:
    """Four tiles; without a contact that two scored a sentence takes the place of the first two."""
    if not found.contacts:
        st.info(literal(found.where_from), icon=":material/group_off:")
    with st.grid(4, min_column_width=190, gap="small"):
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.overall"):
            _overall(found)
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.contacts"):
            _contacts(found)
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.reliability"):
            _reliability(found)
        with st.container(border=True, height="stretch", gap="xsmall", key="tile.evaluators"):
            _evaluators(found)


def _overall(found: Findings) -> None:
    question, estimate = found.question, found.together.overall
    st.metric(
        question.short,
        None if estimate.value is None else question.text(estimate.value),
        help=f"{MEANINGS[question.coefficient]} Pairs of answers of all questions together, each question against its "
        "own chance.",
    )
    if estimate.value is None:
        st.caption(f"{_capital(estimate.why or 'not known')}.")
    else:
        st.caption(f"95% {question.interval(_float(estimate.low), _float(estimate.high))} · n {found.contacts:,}")


def _contacts(found: Findings) -> None:
    whole = found.calibrations
    help_ = "Contacts of calibrations; where there are none, those that happen to have two evaluators."
    st.metric("Scored by several", f"{found.contacts:,}", help=help_)
    rounds = len(found.together.rounds)
    listed = f"{len(whole.evaluations):,} evaluations" + (f" in {rounds:,} rounds" if whole.is_planned else "")
    more = f" · {whole.alone:,} more of contacts scored once" if whole.alone else ""
    alone = f"{whole.alone:,} evaluations, each of a contact of its own"
    st.caption(listed + more if found.contacts else alone)


def _reliability(found: Findings) -> None:
    one = found.calibrations.reliability
    st.metric(
        "Reliability",
        None if one.value is None else f"{one.value:.2f}",
        help="Of one evaluation, ICC(2,1) of total scores before auto-fail: how much of what tells two apart is the "
        "contact rather than the evaluator. Its root is the highest correlation that scores can have with CSAT.",
    )
    if one.value is None:
        st.caption(f"Not known: {one.why}.")
        return
    most, needed = ceiling(one), evaluations_needed(one.value, WANTED)
    interval = f"95% {one.low:.2f} to {one.high:.2f} · " if one.low is not None and one.high is not None else ""
    top = f"can correlate with CSAT up to {most.value:.2f}" if most.value is not None else "no better than chance"
    more = f" · {int(np.ceil(needed))} evaluations make {WANTED}" if needed > 1 and np.isfinite(needed) else ""
    st.caption(f"{interval}{top}{more}")


def _evaluators(found: Findings) -> None:
    frame = found.measured.evaluators
    out = frame[~frame["verdict"].isin(["ordinary", "unknown"])]
    help_ = "Evaluators severe or lenient by more than two points, or unreliable, beyond what chance explains."
    st.metric("Who stands out", f"{len(out)} of {len(frame)}", help=help_)
    if len(out):
        st.caption(literal(" · ".join(f"{r} {v}" for r, v in zip(out["rater"], out["verdict"], strict=True))))
    elif (frame["verdict"] == "unknown").all():
        st.caption("There is too little to compare them by.")
    else:
        st.caption("The data tell nobody apart from the others.")


def _float(value: float | None) -> float:
    return float("nan") if value is None else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
