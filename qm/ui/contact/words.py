"""Answers in words."""

import pandas as pd


def points(row: dict) -> str:
    """What was given, in words."""
    if row["not_applicable"]:
        return "did not apply"
    if pd.isna(row["points"]):
        return "not rated"
    of = "" if pd.isna(row["points_possible"]) else f" of {row['points_possible']:g}"
    return f"{row['points']:g}{of}" + (" – failed" if row["failed"] else "")
