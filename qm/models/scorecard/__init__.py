"""Scorecards: score arithmetic, what drives satisfaction, and weights that follow it."""
