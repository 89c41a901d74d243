"""What can be chosen on this page besides the filters, as the address has it; the first of each is the default."""

from qm.analysis.calibration import COEFFICIENTS
from qm.ui import state

BASES = {"until": "All to date", "period": "This period only"}
FORMER = {"All up to then": "until"}
"""Words that addresses had before."""

STEPS = {"automatic": "Automatic", "round": "Round", "month": "Month"}
SEVERITY = {"kept": "As given", "removed": "Severity removed"}

COEFFICIENT = state.Parameter("coefficient", state.Choice(COEFFICIENTS), scope="calibration")
SCORECARD = state.Parameter("on", state.Choice(), scope="calibration")
BASIS = state.Parameter("basis", state.Choice(BASES, former=FORMER), scope="calibration")
STEP = state.Parameter("step", state.Choice(STEPS), scope="calibration")
SCORES = state.Parameter("severity", state.Choice(SEVERITY), scope="calibration")
ROUND = state.Parameter("round", state.Choice(), scope="calibration")
SCORED = state.Parameter("scored", state.Text(), scope="calibration")
state.declare(COEFFICIENT, SCORECARD, BASIS, STEP, SCORES, ROUND, SCORED)
