"""How far a question that takes seconds has got, told to whoever listens: a page's bar, a command's bar, or nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[float], None]
Listener = Callable[[str, float], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call `listener(what, share)` while questions inside are worked out; what is kept already calls nobody."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def progress_of(what: str) -> Progress:
    """The function to call with the share done, 0 to 1, of `what` (words for the reader)."""
    listener = _LISTENER.get()
    if listener is None:
        return lambda share: None
    listener(what, 0.0)
    return lambda share: listener(what, share)
