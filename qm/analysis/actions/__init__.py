"""What is to be done now, and where: agents to coach, follow-ups, evaluators, hours of the week."""

from qm.analysis.actions.action_item import ActionItem
from qm.analysis.actions.answer import ActionsAnswer, answer
from qm.analysis.actions.due_follow_ups import DueFollowUp, due_follow_ups

__all__ = ["ActionItem", "ActionsAnswer", "DueFollowUp", "answer", "due_follow_ups"]
