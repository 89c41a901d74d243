"""How lists, counts, sizes and long texts are written."""

import unicodedata
from collections.abc import Sequence


def listed(items: Sequence[str], most: int | None = None) -> str:
    """One, two and three; at `most` so many, then how many more."""
    if most is not None and len(items) > most:
        return ", ".join(items[:most]) + f" and {len(items) - most:,} more"
    return "".join(items) if len(items) < 2 else ", ".join(items[:-1]) + " and " + items[-1]


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a long text."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1].rstrip() + "…"


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 row, 17,182 rows."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size_text(size: int) -> str:
    """A file's size for reading: 12 KB, 3.4 MB."""
    for unit, least in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if size >= least:
            amount = size / least
            return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"
    return counted(size, "byte")


def file_name(name: str) -> str:
    """A name a file can have anywhere, as close to the one it had as can be."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join("_" if c in '<>:"|?*' or unicodedata.category(c).startswith("C") else c for c in last).strip(" .")
    return kept[-120:] or "file"
