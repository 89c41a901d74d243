"""What do the words mean, here?"""

from qm.analysis.glossary.answer import Term, glossary

__all__ = ["Term", "glossary"]
