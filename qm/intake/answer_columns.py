"""Evaluations with a column for each question: which columns those are."""

import re
from dataclasses import replace

from qm.intake.describe import FEW, Column
from qm.intake.kinds import plain
from qm.intake.mapping import ANSWERS, Mapping, Rule
from qm.intake.yes_and_no import FAILED, NO, NOT_APPLICABLE, PASSED, SIGNS_OF_YES_OR_NO, YES


def with_answers(mapping: Mapping, columns: list[Column]) -> Mapping:
    """Evaluations without a column for the question have a column for each: what is left and looks like answers."""
    if mapping.kind != "evaluations" or "question_id" in mapping.fields or "evaluation_id" not in mapping.fields:
        return mapping
    used = {name for rule in mapping.fields.values() for name in rule.used}
    found = tuple(c.name for c in columns if c.name not in used and _are_answers(c))
    return replace(mapping, fields={**mapping.fields, ANSWERS: Rule(columns=found)}) if found else mapping


def _are_answers(column: Column) -> bool:
    sums = {"total", "score", "sum", "percent", "result"} & set(plain(column.name).split())
    words = {*PASSED, *FAILED, *NOT_APPLICABLE, *YES, *NO} - {*SIGNS_OF_YES_OR_NO}
    amount = r"\d+([.,]\d+)?(\s*(%|/\s*\d+([.,]\d+)?))?"
    fit = all(s.lower() in words or re.fullmatch(amount, s) for s in column.samples)
    return bool(column.samples) and fit and not sums and column.different <= FEW
