"""Words held against grades.

`qm.models.text.themes.themes(comments, grades)` finds the words that go with lower or higher grades beyond chance.
"""

from qm.models.text.themes import Themes

__all__ = ["Themes"]
