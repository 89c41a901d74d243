"""One line of the bench table."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A figure of this machine, or a ratio of two figures of the same run.

    `name` says what was measured, `figure` how much, in `unit` (ms, s, MiB, ×). `against` is what
    a ratio compares with, `limit` the most that is allowed; both may be missing.
    """

    name: str
    figure: float
    unit: str
    against: str = ""
    limit: float | None = None

    @property
    def is_met(self) -> bool | None:
        return None if self.limit is None else self.figure <= self.limit

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"is_met": self.is_met}

    def __str__(self) -> str:
        allowed = "" if self.limit is None else f"at most {self.limit:,g} {self.unit}"
        verdict = {None: "", True: "met", False: "MISSED"}[self.is_met]
        figure = f"{self.figure:>10,.2f} {self.unit:<4}"
        return f"{self.name:<58.58} {figure} {allowed:<20} {verdict:<7} {self.against}".rstrip()
