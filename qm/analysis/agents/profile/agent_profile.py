"""One agent: what stands out, what peers do with the same work, what coaching changed, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from qm.analysis.agents.coaching import coaching
from qm.analysis.agents.directory import agent_facts
from qm.analysis.agents.profile.questions import next_step, questions, standing_out
from qm.analysis.agents.profile.recent_evaluations import recent_evaluations
from qm.analysis.agents.profile_comparisons import SCORE, ProfileComparisons, compare_profiles, work_only
from qm.metrics.catalogue import METRICS
from qm.metrics.filters import Filters
from qm.metrics.queries import measure
from qm.store import Store

METRIC_FIGURES = ("value", "n", "expected", "difference", "shrunk", "low", "high", "verdict", "label")


@dataclass(frozen=True)
class AgentProfile:
    """All there is to say about one agent over the period.

    `facts`: id, name, team … as they are now. `metrics`: one row per metric with label, better, centre
    and the figures of a comparison. `strengths`, `growth`: where the data can tell, surest first.
    `questions`: one row per scorecard question against peers. `mix`: one row per channel ×
    reason with contacts, share and the centre's share. `evaluations`: the newest. `coaching`:
    one row per event with its effect. `next_step`: the question where improvement would move
    satisfaction most, or None.
    """

    facts: dict[str, Any]
    metrics: pd.DataFrame = field(repr=False)
    strengths: list[dict[str, Any]]
    growth: list[dict[str, Any]]
    questions: pd.DataFrame = field(repr=False)
    mix: pd.DataFrame = field(repr=False)
    evaluations: pd.DataFrame = field(repr=False)
    coaching: pd.DataFrame = field(repr=False)
    next_step: dict[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """What `qm agent ID --json` prints; frames as lists of rows."""
        return {
            **self.facts,
            "metrics": self.metrics.to_dict("records"),
            "strengths": self.strengths,
            "growth": self.growth,
            "questions": self.questions.to_dict("records"),
            "mix": self.mix.to_dict("records"),
            "evaluations": self.evaluations.to_dict("records"),
            "coaching": self.coaching.to_dict("records"),
            "next": self.next_step,
        }


def profile(
    store: Store,
    filters: Filters,
    agent: str,
    peers: ProfileComparisons | None = None,
    importance: Mapping[str, float] | None = None,
) -> AgentProfile:
    """The profile of one agent under the filters on period and work; filters on people are left aside.

    `peers` is `compare_profiles(store, filters)`, made anew unless given: keep it to look at one
    agent after another. `importance`: per question, what its share of points, from none to
    all, is worth in satisfaction. Raises QMError with close matches for an unknown agent.
    """
    facts = agent_facts(store, agent)
    work = work_only(filters)
    peers = peers or compare_profiles(store, work)
    asked = questions(store, peers, agent)
    strengths, growth = standing_out(peers, asked, agent)
    events = coaching(
        store, Filters(work.date_from, work.date_to, (("agent", (agent,)),)), peers.questions, peers.metrics.get(SCORE)
    )
    return AgentProfile(
        facts=facts,
        metrics=_metrics(peers, agent),
        strengths=strengths,
        growth=growth,
        questions=asked.drop(columns=["spread", "p_value"]),
        mix=mix(store, work, agent),
        evaluations=recent_evaluations(store, _without_questions(work), agent),
        coaching=events.drop(columns=["agent", "name", "variance"]).iloc[::-1].reset_index(drop=True),
        next_step=next_step(asked, importance),
    )


def _metrics(peers: ProfileComparisons, agent: str) -> pd.DataFrame:
    found = []
    for name, compared in peers.metrics.items():
        row = compared.row(agent)
        if row is not None:
            known = {
                "metric": name,
                "name": compared.metric.label,
                "better": METRICS[name].better,
                "centre": compared.centre,
            }
            found.append(known | {figure: row[figure] for figure in METRIC_FIGURES})
    return pd.DataFrame(found, columns=["metric", "name", "better", "centre", *METRIC_FIGURES])


def _without_questions(filters: Filters) -> Filters:
    return filters.without("question").without("section")


def mix(store: Store, filters: Filters, agent: str) -> pd.DataFrame:
    """One row per channel × reason: the agent's contacts, their share of all of the agent's, and the centre's share.

    Only kinds of work that the agent had; most first.
    """
    kinds = ["channel", "reason"]
    able = (
        filters
        if set(filters.dimensions) <= set(METRICS["contacts"].dimensions)
        else Filters(filters.date_from, filters.date_to)
    )
    own = measure(store, able.with_("agent", agent), ["contacts"], kinds)
    centre = measure(store, able, ["contacts"], kinds)
    total, own_total = centre["value"].sum(), own["value"].sum()
    both = own.merge(centre, on=kinds, suffixes=("", "_centre"))
    table = both[kinds].assign(
        contacts=both["value"].astype("int64"),
        share=both["value"] / own_total,
        centre_share=both["value_centre"] / total,
    )
    return table.sort_values("contacts", ascending=False, ignore_index=True)
