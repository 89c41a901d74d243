"""How a scenario differs from today, in words: points, times, numbers with their sign."""


def agents_text(value: float) -> str:
    """A number of agents; one that is none is more than was looked at."""
    return f"{value:.1f}" if value == value else "beyond reach"


def points_text(difference: float) -> str:
    """A difference of shares in points."""
    return signed(difference * 100, 1, " points")


def seconds_text(difference: float) -> str:
    """A difference of times."""
    if abs(difference) >= 2 * 86_400:
        return signed(difference / 86_400, 1, " days")
    if abs(difference) >= 2 * 3600:
        return signed(difference / 3600, 1, " h")
    if abs(difference) >= 600:
        return signed(difference / 60, 0, " min")
    return signed(difference, 0 if abs(difference) >= 9.5 else 1, " s")


def signed(value: float, decimals: int = 0, unit: str = "") -> str:
    """A difference with its sign; 0 without one."""
    if value != value:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    if not any(digit in text for digit in "123456789"):
        return f"0{unit}"
    return ("+" if value > 0 else "-") + text + unit
