"""The answer in words: who is severe and by how much, how far evaluators agree, and how sure it is."""

import streamlit as st

from qm.analysis.calibration import CalibrationAnswer
from qm.analysis.calibration.sentences import NOBODY_SHARED
from qm.ui.chart import how_sure
from qm.ui.markup import literal, sentence


def headline(answer: CalibrationAnswer) -> None:
    """Who stands out, whether the others agree, and on what that rests."""
    frame = answer.evaluators
    out = frame.loc[~frame["verdict"].isin(["ordinary", "unknown"]), "rater"].tolist()
    icon = ":material/warning:" if out else ":material/check_circle:" if len(frame) > 1 else ":material/help:"
    with st.container(gap="xsmall", key="calibration.answer"):
        st.markdown(f"{icon} {sentence(answer.sentence, strong=out)}")
        if answer.contacts:
            st.markdown(literal(answer.agreement_sentence))
        else:
            st.info(literal(NOBODY_SHARED), icon=":material/group_off:")
        how_sure(answer.details, "calibration.answer")
