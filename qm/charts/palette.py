"""Colours with a meaning. Each reads on paper and on the dark ground alike (contrast 3:1 or more).

Blue and orange stay apart for every kind of colour blindness; shape or words always say the
same as the colour. Everything without a meaning takes the theme's own colours.
"""

IMPROVING, WORSENING = "#2387A0", "#D9601A"
UNUSUAL = "#8A60D2"  # for metrics of which neither direction is better
ORDINARY = "#7A868B"

SIGNALS = {
    "improving": IMPROVING,
    "worsening": WORSENING,
    "higher": UNUSUAL,
    "lower": UNUSUAL,
    "ordinary": ORDINARY,
    "few cases": ORDINARY,
    "not complete": ORDINARY,
    "stragglers": ORDINARY,
}
RATE, MIX = "#2387A0", "#B1883E"
