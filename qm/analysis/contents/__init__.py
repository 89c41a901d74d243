"""What is in the store, whose it is, and how far it reaches."""

from qm.analysis.contents.answer import Contents, contents
from qm.analysis.contents.whose import Whose, whose

__all__ = ["Contents", "Whose", "contents", "whose"]
