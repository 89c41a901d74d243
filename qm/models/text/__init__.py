"""Words held against grades.

`qm.models.text.themes.themes(comments, grades)` finds the words that go with
lower or higher grades beyond chance, with how often each occurs and an example; the verdicts allow for how many words
were looked at.
"""

from qm.models.text.themes import Themes

__all__ = ["Themes"]
