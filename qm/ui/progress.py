"""The bar of a question that takes seconds."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from qm.analysis.progress import listening

STEP = 0.02


@contextmanager
def progress_bar() -> Iterator[None]:
    """A bar for whatever is worked out inside; nothing is drawn where the answers are kept already.

    The bar's place is taken every time, so that what follows stays where it is.
    """
    place = st.empty()
    drawn: tuple[str, float] | None = None

    def draw(what: str, share: float) -> None:
        nonlocal drawn
        share = min(share, 1.0)
        if drawn is None or what != drawn[0] or share - drawn[1] >= STEP:
            drawn = what, share
            place.progress(share, what)

    try:
        with listening(draw):
            yield
    finally:
        if drawn is not None:
            place.empty()
