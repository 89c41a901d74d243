"""Saved versions of a scorecard side by side: their points, and what each comes to on the evaluations looked at."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from qm.analysis.scorecard.scorecard_answer import ScorecardAnswer
from qm.analysis.scorecard.sentences import estimate_text
from qm.models.scorecard.weight_comparison import points_of_100
from qm.models.statistics.clusters import Numbers
from qm.store.scorecard_versions import SavedVersion

IN_FORCE = "In force"


def version_points(answer: ScorecardAnswer, version: SavedVersion) -> tuple[Numbers, list[str]]:
    """A version's points of 100 for the questions asked here, and its questions that are not asked here; the others
    share their points."""
    points = np.array([version.points.get(name, 0.0) for name in answer.names])
    absent = [name for name in version.points if name not in answer.names]
    return points_of_100(points) if abs(points.sum() - 100) > 1e-6 else points, absent


def version_figures(answer: ScorecardAnswer, versions: Sequence[SavedVersion], pass_mark: float) -> pd.DataFrame:
    """One row for what is in force and one per version, as read: Weights, correlation, gain, pass rate, score."""
    weights = {IN_FORCE: answer.points} | {
        f"Version {one.version}": points_of_100(np.array([one.points.get(name, 0.0) for name in answer.names]))
        for one in reversed(versions)
    }
    rows = []
    for name, points in weights.items():
        compared = answer.with_weights(points, pass_mark)
        rows.append(
            {
                "Weights": name,
                "Correlation with ratings": estimate_text(compared.rank),
                "Gain (likely range)": estimate_text(compared.gain, sign=True) if name != IN_FORCE else "",
                "Pass rate": f"{compared.passing:.1%}",
                "Average score": f"{compared.mean:.1%}",
            }
        )
    return pd.DataFrame(rows)


def points_by_version(answer: ScorecardAnswer, versions: Sequence[SavedVersion]) -> pd.DataFrame:
    """One row per question: Question, Text, its points in force and in each version."""
    frame = pd.DataFrame({"Question": answer.names, "Text": answer.texts, IN_FORCE: answer.points.round(1)})
    for one in reversed(versions):
        frame[f"Version {one.version}"] = [one.points.get(name) for name in answer.names]
    return frame
