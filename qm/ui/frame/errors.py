"""What a reader sees when something goes wrong: a sentence, never a trace."""

import logging
import uuid
from collections.abc import Callable
from contextlib import ContextDecorator
from functools import wraps
from typing import Any, TypeVar, cast

import streamlit as st
from streamlit.errors import FragmentHandledException

from qm.errors import QMError
from qm.ui import state
from qm.ui.markup import literal

log = logging.getLogger("qm")

Function = TypeVar("Function", bound=Callable[..., Any])


class calm(ContextDecorator):
    """Turn what is raised inside into a sentence on the screen, and end the run there.

    A QMError is shown as it is. Anything else is a bug: its trace goes to the log under a
    reference, and the reader sees an apology with that reference.
    """

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        # st.stop and st.rerun are no Exceptions; a fragment has already shown what it handled.
        if isinstance(error, Exception) and not isinstance(error, FragmentHandledException):
            show_error(error)
            st.stop()


def show_error(error: Exception) -> None:
    """The sentence for `error`; a bug goes to the log as well."""
    if isinstance(error, QMError):
        st.error(literal(error), icon=":material/error:")
        return
    reference = uuid.uuid4().hex[:8]
    log.error("reference %s", reference, exc_info=error)
    st.error(
        "Sorry, this went wrong, and it is our mistake rather than yours. Reload the page; if it happens again, "
        f"look in the log for reference **{reference}**.",
        icon=":material/error:",
    )


def fragment(function: Function, *, run_every: float | None = None) -> Function:
    """`st.fragment` for qm: a part of a page that reruns alone, with errors shown as everywhere.

    app.py does not run when a fragment reruns, so its `calm` would not see the error.
    With `run_every` it reruns by itself after so many seconds, again and again.
    """

    @wraps(function)
    def part(*args: Any, **kwargs: Any) -> Any:
        state.begin_part()
        return function(*args, **kwargs)

    return cast(Function, st.fragment(calm()(part), run_every=run_every))


def nothing(what: str, where: str) -> None:
    """Nothing to show: one sentence naming what is missing and where to get it, then the run ends.

    `what` completes "There are no …"; `where` is a whole sentence, in Markdown, of our own words.
    """
    st.info(f"There are no {literal(what)} to show. {where}", icon=":material/inbox:")
    st.stop()
