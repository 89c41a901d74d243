"""The action list: what is to be done now, each item a link to where it is to be seen."""

from qm.ui.actions.action_list import actions_section

__all__ = ["actions_section"]
