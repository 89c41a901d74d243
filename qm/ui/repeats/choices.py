"""What can be chosen on this page besides the filters, as the address has it; the first of each is the default."""

SCOPES = {"any": "About anything", "reason": "Same reason", "channel": "Same channel"}
CAUSES = {"reason": "Reason", "both": "Reason and channel"}
COUNTED = {"handle_seconds": "Handle hours", "contacts": "Contacts"}
TARGETS = {"agents": "Best quarter of agents", "reasons": "Best quarter of reasons", "own": "My own"}
