"""One thing to do, or several of a kind: what it is, how many, and the address that leads to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Query = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ActionItem:
    """`kind` is coach, follow-up, calibrate or hours; `page` and `query` are where it is to be seen.

    `text` says what is to be done in a few words, `detail` who or when.
    """

    kind: str
    count: int
    text: str
    detail: str
    page: str
    query: Query = field(default_factory=dict, hash=False)

    @property
    def address(self) -> str:
        """As the browser has it: agents?team=Red."""
        query = urlencode([(name, text) for name, texts in self.query.items() for text in texts])
        return f"{self.page}?{query}" if query else self.page

    def to_dict(self) -> dict[str, Any]:
        """kind, count, text, detail and address."""
        return {
            "kind": self.kind,
            "count": self.count,
            "text": self.text,
            "detail": self.detail,
            "address": self.address,
        }
