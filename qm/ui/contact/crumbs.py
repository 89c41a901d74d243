"""The way from the centre down to this contact, evaluation and question."""

from qm.analysis.contact import ContactAnswer
from qm.analysis.resolved_filters import View
from qm.ui.frame import drill
from qm.ui.frame.drill import Crumb, up


def crumbs(view: View, found: ContactAnswer) -> list[Crumb]:
    """All agents, team, agent, reason, contact, evaluation, question: as far down as one is."""
    trail = [Crumb("All agents", up(drill.to_centre))]
    if found.facts and found.facts["team"]:
        trail.append(Crumb(f"Team {found.facts['team']}", up(drill.to_team, found.facts["team"])))
    if found.agent_id:
        trail += _agent_crumbs(view, found.agent_id, found.agent_name or found.agent_id)
    steps = [(f"Contact {found.contact_id}", _to_contact)] if found.contact_id else []
    if found.evaluation:
        steps.append((f"Evaluation {found.evaluation['evaluation_id']}", _to_evaluation))
    if found.question:
        steps.append((found.question["question"], _to_evaluation))
    trail += [Crumb(text, go) for text, go in steps[:-1]]
    return [*trail, Crumb(steps[-1][0])]


def _agent_crumbs(view: View, agent_id: str, name: str) -> list[Crumb]:
    """The agent, and the reasons that the agent's page is narrowed to."""
    where = dict(view.current.where)
    reasons = where.get("reason", ())
    if where.get("agent") != (agent_id,):
        return [Crumb(name, up(drill.to_agent, agent_id))]
    if not reasons:
        return [Crumb(name, page=drill.AGENTS)]
    words = ", ".join("unknown reason" if reason is None else reason for reason in reasons)
    return [Crumb(name, up(drill.to_agent, agent_id)), Crumb(words, page=drill.AGENTS)]


def _to_contact() -> None:
    drill.look(evaluation=None, question=None)


def _to_evaluation() -> None:
    drill.look(question=None)
