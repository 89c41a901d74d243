"""Between which values a lever is slid and drawn: about half to one and a half of today, or all there is."""

from qm.analysis.whatif.levers.lever_table import Lever


def lever_span(lever: Lever, standing: float, value: float) -> tuple[float, float]:
    """The ends, as shown, wide enough for where today stands and where the lever does (both as shown)."""
    ends = {
        "repeats": (0.0, 50.0),
        "waits": (0.0, 4.0),
        "redials": (0.0, 100.0),
        "target": (50.0, 99.0),
        "patience": (10.0, max(600.0, round(2 * standing, -1))),
        "cost": (0.0, max(60.0, round(2 * standing, -1))),
        "chats": (1.0, 6.0),
        "within": (1.0, 120.0),
        "chasers": (0.0, 60.0),
        "aim": (0.0, 30.0),
        "elsewhere": (0.0, 50.0),
        "open": (0.0, max(1000.0, round(3 * standing, -2))),
        "coaching": (0.0, max(40.0, round(2 * standing, -1))),
        "checking": (0.0, max(40.0, round(2 * standing, -1))),
    }
    usual = (round(standing * 0.5 - lever.step, lever.decimals), round(standing * 1.6 + lever.step, lever.decimals))
    low, high = ends.get(lever.key, (max(usual[0], lever.step), usual[1]))
    return float(min(low, value)), float(max(high, value))
