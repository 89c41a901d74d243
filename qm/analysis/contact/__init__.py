"""What happened in this contact?"""

from qm.analysis.contact.answer import ContactAnswer, answer

__all__ = ["ContactAnswer", "answer"]
