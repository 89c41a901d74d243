"""What a session holds, and how it tells a browser that is late from a viewer who went back.

A browser says with every rerun which address it has and what every widget on its screen shows, and may say so before
it has heard of what the last run changed. Two rules, neither with a clock:

- **Widgets.** The key of a widget carries a version. A widget is never given another value under the same key: where
  something else than the widget itself has set what it shows, it gets the next version. So of every version the
  session knows what the browser shows under it, and a value that arrives is an echo when it is that, and a viewer's
  move when it is not; moves apply in the order in which they were made, echoes never.
- **The address.** After each change the session remembers the address before, until the browser has said the newest
  one. An address remembered like this is late, unless the browser says that it went back or forward; any other address
  that is not the newest comes from outside (Back, Forward, a link) and wins.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qm.ui.state.parameter import WITHOUT_FILTERS, Texts, is_shared

Address = dict[str, Texts]
"""An address as texts by name."""

KNOWN = 50
"""So many versions back a widget's echo is recognised; a browser is never later than a few."""


@dataclass
class Shown:
    """What a browser shows under a key, and the choices or bounds it was drawn with."""

    value: Any
    shape: Hashable = None


@dataclass
class SessionState:
    """Where everything stands in one session.

    `shared` and `own` (by page) are the texts of everything that is not at its default. `unheard` are the addresses
    that were ours since the browser last said the newest. `problems` are sentences by (scope, name) about what the
    address got wrong, `refused` by widget about what was typed and cannot be.
    """

    page: str | None = None
    shared: Address = field(default_factory=dict)
    own: dict[str, Address] = field(default_factory=dict)
    unheard: list[Address] = field(default_factory=list)
    is_changed: bool = False
    versions: dict[str, int] = field(default_factory=dict)
    shown: dict[tuple[str, int], Shown] = field(default_factory=dict)
    problems: dict[tuple[str, str], str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)

    def address(self, page: str | None = None) -> Address:
        """The address of a page (the one shown unless given) as things stand."""
        page = page or self.page or ""
        return ({} if page in WITHOUT_FILTERS else self.shared) | self.own.get(page, {})

    def texts(self, scope: str, name: str) -> Texts | None:
        """What is held of one parameter; None at its default."""
        return (self.shared if is_shared(name) else self.own.get(scope, {})).get(name)

    def hear_address(self, heard: Address, *, is_history: bool = False) -> None:
        """Take what the browser's address says where that comes from outside; only on the page that is shown."""
        if heard != self.address() and (is_history or heard not in self.unheard):
            self._adopt(heard)

    def settle(self, heard: Address, page: str, *, is_history: bool = False) -> None:
        """Once a run, after its callbacks and before anything is drawn.

        From here on `address` is what is right; where `heard` differs, the browser must be told.
        """
        is_changed, self.is_changed = self.is_changed, False
        if page != self.page:
            self._arrive(heard, page, is_history=is_history)
            return
        self.hear_address(heard, is_history=is_history)
        if heard == self.address() and not is_changed:  # what this run has written, the browser has yet to hear of
            self.unheard.clear()

    def _arrive(self, heard: Address, page: str, *, is_history: bool) -> None:
        """On another page. What the address says wins; of what it says nothing, all is as it was left."""
        has_begun, self.page = self.page is not None, page
        shared, own = _parted(heard)
        if is_history or not has_begun:
            self._adopt(heard)
            return
        is_late = any(_parted(before)[0] == shared for before in self.unheard)
        if shared and not is_late and page not in WITHOUT_FILTERS:
            self.shared = shared
        if own:
            self.own[page] = own
        self.problems.clear()
        self.unheard = []

    def _adopt(self, heard: Address) -> None:
        shared, self.own[self.page or ""] = _parted(heard)
        if self.page not in WITHOUT_FILTERS:
            self.shared = shared
        self.problems.clear()
        self.refused.clear()
        self.unheard.clear()

    def change(self, changes: Mapping[tuple[str, str], Texts | None]) -> bool:
        """Set parameters, by (scope, name) as the address has them, None for the default; whether anything changed.

        What the address had got wrong goes with it: from here on it is what the app made of it.
        """
        before = self.address()
        wrong: dict[tuple[str, str], Texts | None] = dict.fromkeys(self.problems)
        for (scope, name), texts in (wrong | dict(changes)).items():
            place = self.shared if is_shared(name) else self.own.setdefault(scope, {})
            if texts is None or texts != place.get(name):
                place.pop(name, None)
            if texts is not None:
                place[name] = texts  # last, where it is new or another: an address is in the order of its changes
        self.problems.clear()
        if self.address() == before:
            return False
        self.unheard.append(before)
        self.is_changed = True
        return True

    def version(self, widget: str, value: Any, shape: Hashable = None) -> int:
        """The version under which `widget` is drawn to show `value`: another one where the browser shows another."""
        version = self.versions.get(widget, 0)
        known = self.shown.get((widget, version))
        if known is not None and widget in self.refused and known.shape == shape:
            return version  # what was typed stays on the screen beside the sentence that refuses it
        if known is not None and not (_same(known.value, value) and known.shape == shape):
            version += 1
            self.shown.pop((widget, version - KNOWN), None)
        self.versions[widget], self.shown[widget, version] = version, Shown(value, shape)
        return version

    def hear_value(self, widget: str, version: int, value: Any) -> bool:
        """Whether a value that arrived is a viewer's move, and not only what the browser shows anyway."""
        known = self.shown.get((widget, version))
        if known is None or _same(known.value, value):
            return False
        known.value = value
        self.refused.pop(widget, None)
        return True


def _parted(heard: Address) -> tuple[Address, Address]:
    shared = {name: texts for name, texts in heard.items() if is_shared(name)}
    return shared, {name: texts for name, texts in heard.items() if name not in shared}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) or isinstance(other, float):
        try:
            return abs(one - other) < 1e-9
        except TypeError:
            return False
    return bool(one == other)
