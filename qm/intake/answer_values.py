"""How an answer to a question is written: points, 85%, 4/5, or words in several languages."""

from qm.intake.mapping import Rule
from qm.intake.numbers import number
from qm.intake.values import Binder
from qm.intake.yes_and_no import FAILED, NO, NOT_APPLICABLE, PASSED, SIGNS_OF_YES_OR_NO, YES

FRACTION = r"\d+([.,]\d+)?\s*/\s*\d+([.,]\d+)?"
SHARE = r"\d+([.,]\d+)?\s*%"


def answer_points(text: str, rule: Rule, decimal: str, binder: Binder) -> tuple[str, str, str, str]:
    """SQL for one cell: (points, points possible, does not apply, fault).

    Words are 1 and 0 points of those that the rule or the scorecard tells, a share is of one point, or of those that
    the rule tells; 4/5 is 4 points of 5.
    """
    absent = f"lower({text}) in {binder.among(tuple(t.lower() for t in rule.not_applicable) or NOT_APPLICABLE)}"
    full = 1.0 if rule.points_possible is None else float(rule.points_possible)
    if rule.true is not None:
        met = f"lower({text}) in {binder.among(_lower(rule.true))}"
        missed = f"lower({text}) in {binder.among(_lower(rule.false))}" if rule.false else "false"
        absent = f"({absent} and not ({met}) and not ({missed}))"
    else:
        met = f"lower({text}) in {binder.among(_words(YES + PASSED))}"
        missed = f"lower({text}) in {binder.among(_words(NO + FAILED))}"
    is_fraction, is_share = f"regexp_full_match({text}, '{FRACTION}')", f"regexp_full_match({text}, '{SHARE}')"
    above, below = (number(f"trim(split_part({text}, '/', {i}))", decimal) for i in (1, 2))
    others = "0.0" if rule.true is not None and rule.false is None else number(text, decimal)
    points = f"""(case
        when {text} is null or {absent} then null
        when {met} then {full}
        when {missed} then 0.0
        when {is_fraction} then case when {below} > 0 then {above} end
        when {is_share} then {number(f"replace({text}, '%', '')", decimal)} / 100 * {full}
        else {others}
    end)"""
    told = "null" if rule.points_possible is None else repr(float(rule.points_possible))
    possible = f"(case when {is_fraction} then {below} when {is_share} then {full} else cast({told} as double) end)"
    fault = f"case when {text} is not null and not ({absent}) and {points} is null then 'not a number' end"
    return points, possible, f"coalesce({absent}, false)", fault


def _lower(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.lower() for text in texts)


def _words(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text not in SIGNS_OF_YES_OR_NO))
