"""Answers kept: the one place where what was worked out once is not worked out again.

An answer is kept for a state of the store (`Session.state`: a new mark with every commit that changes what figures
come from) and for everything that was asked. Answers are shared by all who may see the same, so they must be frozen.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from qm.store import Session

Asked = ParamSpec("Asked")
Given = TypeVar("Given")

_ALL: list["_Kept"] = []


class _Kept:
    """The last answers to one question, the least recently used given up first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.answers: OrderedDict[Any, Any] = OrderedDict()
        self.under_way: dict[Any, threading.Lock] = {}
        self.lock = threading.Lock()


def kept(
    most: int = 32,
) -> Callable[[Callable[Concatenate[Session, Asked], Given]], Callable[Concatenate[Session, Asked], Given]]:
    """Keep the last `most` answers of `question(session, …)`, whose other arguments must be hashable.

    Whoever asks while the same is being worked out waits for that answer instead of working it out too. What raises
    is not kept.
    """

    def keep(question: Callable[Concatenate[Session, Asked], Given]) -> Callable[Concatenate[Session, Asked], Given]:
        memory = _Kept(most)
        _ALL.append(memory)

        @wraps(question)
        def answered(session: Session, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Given:
            key = (session.state, args, tuple(sorted(kwargs.items())))
            with memory.lock:
                if key in memory.answers:
                    memory.answers.move_to_end(key)
                    found: Given = memory.answers[key]
                    return found
                turn = memory.under_way.setdefault(key, threading.Lock())
            with turn:
                with memory.lock:
                    if key in memory.answers:
                        again: Given = memory.answers[key]
                        return again
                try:
                    answer = question(session, *args, **kwargs)
                    with memory.lock:
                        memory.answers[key] = answer
                        while len(memory.answers) > memory.most:
                            memory.answers.popitem(last=False)
                finally:
                    with memory.lock:
                        memory.under_way.pop(key, None)
                return answer

        return answered

    return keep


def kept_each(
    most: int = 64,
) -> Callable[
    [Callable[Concatenate[Session, tuple[str, ...], Asked], Mapping[str, Given]]],
    Callable[Concatenate[Session, tuple[str, ...], Asked], dict[str, Given]],
]:
    """Keep the last `most` single answers of `question(session, names, …)`, which gives a mapping by name.

    Only names not answered yet are asked for, all of them together, so that what they share is read once.
    """

    def keep(
        question: Callable[Concatenate[Session, tuple[str, ...], Asked], Mapping[str, Given]],
    ) -> Callable[Concatenate[Session, tuple[str, ...], Asked], dict[str, Given]]:
        memory = _Kept(most)
        _ALL.append(memory)

        def there(names: tuple[str, ...], about: Any) -> dict[str, Given]:
            with memory.lock:
                known = [name for name in names if (name, about) in memory.answers]
                for name in known:
                    memory.answers.move_to_end((name, about))
                return {name: memory.answers[name, about] for name in known}

        @wraps(question)
        def answered(
            session: Session, names: tuple[str, ...], /, *args: Asked.args, **kwargs: Asked.kwargs
        ) -> dict[str, Given]:
            about = (session.state, args, tuple(sorted(kwargs.items())))
            known = there(names, about)
            if len(known) < len(names):
                with memory.lock:
                    turn = memory.under_way.setdefault(about, threading.Lock())
                with turn:
                    known = there(names, about)
                    missing = tuple(name for name in names if name not in known)
                    try:
                        new = question(session, missing, *args, **kwargs) if missing else {}
                        with memory.lock:
                            memory.answers.update({(name, about): one for name, one in new.items()})
                            while len(memory.answers) > memory.most:
                                memory.answers.popitem(last=False)
                    finally:
                        with memory.lock:
                            memory.under_way.pop(about, None)
                known |= new
            return {name: known[name] for name in names if name in known}

        return answered

    return keep


def forget() -> None:
    """Give up every answer kept, in tests and where a store is closed."""
    for memory in _ALL:
        with memory.lock:
            memory.answers.clear()
