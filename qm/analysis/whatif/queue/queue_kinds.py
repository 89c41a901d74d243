"""How a queue works: as calls, as chat, or as work that is put aside."""

from typing import Literal

from qm.analysis.whatif.fit import Queue

Kind = Literal["calls", "chat", "deferred"]
KINDS: dict[Kind, str] = {"calls": "Calls", "chat": "Chat", "deferred": "Deferred work"}

CHATS = ("chat", "messag", "whatsapp", "sms", "social")
LETTERS = ("mail", "letter", "post", "ticket", "case", "form", "fax", "back")


def kind_of(queue: Queue) -> Kind:
    """How a queue works, by the name of its channel."""
    name = (queue.channel or queue.queue or "").lower()
    if queue.is_voice:
        return "calls"
    if any(word in name for word in LETTERS):
        return "deferred"
    return "chat" if any(word in name for word in CHATS) else "calls"
