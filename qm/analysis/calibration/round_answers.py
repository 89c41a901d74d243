"""One contact of a calibration round, answer by answer: what each evaluator gave, and where they differ."""

from collections.abc import Sequence

import pandas as pd

from qm.store import Session
from qm.wording import counted, listed

DIFFERS = "≠ "
NAMED = 3  # evaluators
ABSENT, UNRATED = "n/a", "–"


def answers_of(session: Session, evaluations: Sequence[str]) -> pd.DataFrame:
    """One row per answer of these evaluations: evaluation_id, question_id, points, points_possible, not_applicable,
    comment."""
    named = {f"evaluation_{i}": evaluation for i, evaluation in enumerate(evaluations)}
    return session.query(
        f"""
        select evaluation_id, question_id, points, points_possible, coalesce(not_applicable, false) as not_applicable,
               comment
        from answers
        where evaluation_id in ({", ".join("$" + name for name in named)})
        order by evaluation_id, length(question_id), question_id
        """,
        named,
    )


def side_by_side(
    evaluations: pd.DataFrame, answers: pd.DataFrame, questions: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, int]]:
    """One row per question and one for the score, a column for each evaluator; and how often each differed.

    `evaluations` (evaluation_id, evaluator_id, score) are those of one contact, `answers` theirs. Points that are not
    those most evaluators gave begin with ≠; without a majority all do.
    """
    names = dict(zip(evaluations["evaluation_id"], evaluations["evaluator_id"], strict=True))
    texts = dict(zip(questions["question_id"], questions["text"], strict=True))
    cells = answers.assign(
        evaluator=answers["evaluation_id"].map(names),
        cell=[
            ABSENT if absent else UNRATED if points != points else _points(points, most)
            for points, most, absent in zip(
                answers["points"].astype(float),
                answers["points_possible"].astype(float),
                answers["not_applicable"],
                strict=True,
            )
        ],
    )
    evaluators = sorted(set(evaluations["evaluator_id"]))
    differing = dict.fromkeys(evaluators, 0)
    rows = []
    for question, group in cells.groupby("question_id", sort=False):
        given = dict(zip(group["evaluator"], group["cell"], strict=True))
        usual = _majority(list(given.values()))
        text = texts.get(question)
        row = {"Question": str(question), "What is asked": text if isinstance(text, str) else ""}
        for name in evaluators:
            cell = given.get(name, "")
            differs = bool(cell) and cell != usual
            differing[name] += differs
            row[name] = DIFFERS + cell if differs else cell
        rows.append(row)
    scores = dict(zip(evaluations["evaluator_id"], evaluations["score"].astype(float), strict=True))
    total = {n: f"{scores[n]:.0%}" if scores[n] == scores[n] else UNRATED for n in evaluators}
    rows.append({"Question": "Score", "What is asked": "before auto-fail", **total})
    return pd.DataFrame(rows), differing


def round_sentence(evaluations: pd.DataFrame, differing: dict[str, int], questions: int) -> str:
    """How far the scores lie apart, and who differed most from the others."""
    scores = evaluations["score"].astype(float).dropna()
    parts = []
    if len(scores) > 1:
        parts.append(f"Scores from {scores.min():.0%} to {scores.max():.0%}.")
    most = max(differing.values(), default=0)
    if not most:
        parts.append("All evaluators gave the same answers.")
    else:
        who = [name for name, times in differing.items() if times == most]
        some = listed(who) if len(who) <= NAMED else f"{len(who)} evaluators"
        parts.append(f"{some} differed from the usual answer on {most} of {counted(questions, 'question')}, marked ≠.")
    return " ".join(parts)


def comments_of(evaluations: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """One row per comment: Question, Evaluator, Points, Comment."""
    names = dict(zip(evaluations["evaluation_id"], evaluations["evaluator_id"], strict=True))
    commented = answers[answers["comment"].notna()]
    return pd.DataFrame(
        {
            "Question": commented["question_id"],
            "Evaluator": commented["evaluation_id"].map(names),
            "Points": commented["points"],
            "Comment": commented["comment"],
        }
    )


def _majority(cells: list[str]) -> str | None:
    """The answer given most often; None where two are given as often."""
    counts = pd.Series(cells).value_counts()
    return str(counts.index[0]) if len(counts) == 1 or counts.iloc[0] > counts.iloc[1] else None


def _points(points: float, most: float) -> str:
    return f"{points:g} of {most:g}" if most == most and most != 1 else f"{points:g}"
