"""Numbers and lists in this page's sentences."""


def counted(number: int, one: str) -> str:
    """1 contact, 16,000 contacts."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def listed(words: list[str]) -> str:
    """a; a and b; a, b and c."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
