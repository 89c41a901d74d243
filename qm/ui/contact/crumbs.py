"""The way from the centre down to this contact, evaluation and question."""

from qm.analysis.contact import ContactAnswer
from qm.analysis.resolved_filters import View
from qm.ui.frame import drill
from qm.ui.frame.drill import Crumb, up


def crumbs(view: View, answer: ContactAnswer) -> list[Crumb]:
    """All agents, team, agent, reason, contact, evaluation, question: as far down as one is."""
    trail = [Crumb("All agents", up(drill.to_centre))]
    if answer.facts and answer.facts["team"]:
        trail.append(Crumb(f"Team {answer.facts['team']}", up(drill.to_team, answer.facts["team"])))
    if answer.agent_id:
        trail += _agent_crumbs(view, answer.agent_id, answer.agent_name or answer.agent_id)
    steps = [(f"Contact {answer.contact_id}", _to_contact)] if answer.contact_id else []
    if answer.evaluation:
        steps.append((f"Evaluation {answer.evaluation['evaluation_id']}", _to_evaluation))
    if answer.question:
        steps.append((answer.question["question"], _to_evaluation))
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
