"""A file of ratings as what it is to the store: evaluations whose item is the calibration, with an answer each."""

from dataclasses import replace
from pathlib import Path

from qm.errors import QMError
from qm.intake.kinds import RATINGS
from qm.intake.mapping import Mapping, Rule

QUESTION = "rating"
"""The question that a rating answers, in files that name none."""

JOIN = " · "


def as_evaluations(mapping: Mapping, file: str) -> Mapping:
    """A mapping of ratings with the fields that the file leaves open; any other mapping as it is.

    An evaluation is an item and a rater, its scorecard the name of the file, so that scales of different files do
    not mix. QMError where item or rater is no column.
    """
    if mapping.kind != RATINGS or not {"calibration_id", "evaluator_id"} <= mapping.fields.keys():
        return mapping
    parts = mapping.fields["calibration_id"], mapping.fields["evaluator_id"]
    if "evaluation_id" not in mapping.fields and not all(rule.columns for rule in parts):
        raise QMError(
            f"In {file}, calibration_id (the item) and evaluator_id (the rater) must each be a column, "
            "because together they tell ratings apart."
        )
    open_fields = {
        "evaluation_id": Rule(columns=parts[0].columns + parts[1].columns, join=JOIN),
        "question_id": Rule(value=QUESTION),
        "scorecard": Rule(value=Path(file).stem),
    }
    return replace(mapping, fields=open_fields | mapping.fields)


def day_note(mapping: Mapping) -> list[str]:
    """What stands in for the day where no column tells it."""
    rule = mapping.fields.get("evaluated_at")
    if mapping.kind != RATINGS or rule is None or rule.value is None:
        return []
    return [f"No column tells when the ratings were made; {rule.value} stands in (evaluated_at in the mapping)."]
