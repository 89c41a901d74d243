"""What can be chosen on this page besides the filters, as the address has it; the first of each is the default."""

BASES = {"until": "All up to then", "period": "This period only"}
STEPS = {"automatic": "Automatic", "round": "Round", "month": "Month"}
SEVERITY = {"kept": "As given", "removed": "Severity removed"}
