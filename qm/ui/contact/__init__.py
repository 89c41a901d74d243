"""The page Contact: one contact, its evaluations down to the single answer, and what came before and after it."""

from qm.ui.contact.page import show

__all__ = ["show"]
