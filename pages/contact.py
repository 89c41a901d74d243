"""What happened in this contact?"""

from qm import ui
from qm.ui import contact

view = ui.filters()
contact.show(ui.session(), view)
