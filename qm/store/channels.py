"""Channels: answered now (immediate) or later (deferred). At first by the rule of names; people's word beats it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from qm.errors import QMError

Kind = Literal["calls", "chat", "deferred"]
CALLS: Kind = "calls"
CHAT: Kind = "chat"
DEFERRED: Kind = "deferred"

VOICES = ("voice", "phone", "call", "inbound", "tel")
CHATS = ("chat", "messag", "whatsapp", "sms", "social")
LETTERS = ("mail", "letter", "post", "ticket", "case", "form", "fax", "back")
WORDS = {"immediate": True, "deferred": False}


@dataclass(frozen=True)
class Channel:
    """One row of `channels`. `set_at` None: by the rule of names."""

    channel: str
    immediate: bool
    set_by: str | None = field(default=None, compare=False)
    set_at: datetime | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """As it is typed: immediate or deferred."""
        return next(word for word, immediate in WORDS.items() if immediate == self.immediate)

    def to_dict(self) -> dict[str, Any]:
        """As `define --json` lists it."""
        return {"channel": self.channel, "immediate": self.immediate, "set_by": self.set_by, "set_at": self.set_at}


@dataclass(frozen=True)
class Channels:
    """All rows of `channels`, by name. One that is not among them is immediate."""

    rows: tuple[Channel, ...] = ()

    def get(self, channel: str | None) -> Channel | None:
        """The row of a channel; None where there is none."""
        return next((row for row in self.rows if row.channel == channel), None)

    def is_immediate(self, channel: str | None) -> bool:
        """Whether contacts of the channel are answered now; unknown channels are."""
        row = self.get(channel)
        return row is None or row.immediate

    def changed(self, channel: str, text: str) -> "Channels":
        """With a channel that is immediate or deferred, as `text` says; QMError for another word."""
        word = text.strip().lower()
        if word not in WORDS:
            raise QMError(f"channel.{channel} cannot be '{text}'; it is one of {', '.join(WORDS)}.")
        others = (row for row in self.rows if row.channel != channel)
        return Channels(tuple(sorted((*others, Channel(channel, WORDS[word])), key=lambda row: row.channel)))


def kind_by_name(channel: str | None) -> Kind:
    """How a channel of that name works: calls, chat or deferred work."""
    name = (channel or "").lower()
    if any(word in name for word in VOICES):
        return CALLS
    if any(word in name for word in LETTERS):
        return DEFERRED
    return CHAT if any(word in name for word in CHATS) else CALLS
