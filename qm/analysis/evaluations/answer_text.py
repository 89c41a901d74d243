"""An evaluation and its single answers in words."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from qm.wording import day_text, moment_text, written


def points_text(row: dict[str, Any]) -> str:
    """What an answer was given: 5 of 10, did not apply, not rated."""
    if row["not_applicable"]:
        return "did not apply"
    if pd.isna(row["points"]):
        return "not rated"
    of = "" if pd.isna(row["points_possible"]) else f" of {row['points_possible']:g}"
    return f"{row['points']:g}{of}" + (" – failed" if row["failed"] else "")


def evaluation_heading(row: dict[str, Any]) -> str:
    """An evaluation in a line, as one of several of an agent: day, score, contact, evaluator, reply."""
    score = row["quality_score"]
    parts = [day_text(row["evaluated_at"].date()), "no score" if score != score else written(score, "percent")]
    if row["auto_failed"]:
        parts.append("critical question failed")
    parts += [str(row[name]) for name in ("channel", "reason") if isinstance(row[name], str)]
    if row["csat"] == row["csat"]:
        parts.append(f"customer {row['csat']:g}")
    parts.append(f"by {row['evaluator_id']}")
    if not pd.isna(row["disputed"]) and row["disputed"]:
        parts.append("disputed")
    elif not pd.isna(row["acknowledged_at"]):
        parts.append("acknowledged")
    return " · ".join(parts)


def evaluation_summary(row: dict[str, Any]) -> str:
    """Who scored a contact, when, with what result."""
    parts = [f"{row['evaluation_id']}: by {row['evaluator_id']} on {moment_text(row['evaluated_at'])}"]
    if isinstance(row["scorecard"], str):
        parts.append(f"scorecard {row['scorecard']}")
    score = row["quality_score"]
    parts.append("no answer counts" if score != score else f"quality score {written(score, 'percent')}")
    if row["auto_failed"]:
        parts.append("a critical question failed")
    if isinstance(row["calibration_id"], str):
        parts.append(f"calibration {row['calibration_id']}")
    return " · ".join(parts)


@dataclass(frozen=True)
class NotableAnswer:
    """An answer that lost points or was commented."""

    question: str
    text: str
    points: str
    comment: str


def notable_answers(answers: pd.DataFrame) -> tuple[list[NotableAnswer], str]:
    """What lost points or was commented, and a sentence on the rest (empty where there is none)."""
    told, full = [], 0
    for row in answers.to_dict("records"):
        comment = row["comment"] if isinstance(row["comment"], str) else ""
        if comment or row["failed"] or row["share"] < 1:
            text = row["text"] if isinstance(row["text"], str) else ""
            told.append(NotableAnswer(str(row["question"]), text, points_text(row), comment))
        elif row["share"] >= 1:
            full += 1
    if not full:
        return told, ""
    return told, f"Full points on {'the other ' if told else ''}{full} question{'s' if full > 1 else ''}."
