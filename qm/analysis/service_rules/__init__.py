"""Which rules judge service: targets, opening hours, holidays, channels. Shown as tables, read back, tried, kept."""

from qm.analysis.service_rules.change import ServiceChange, service_change
from qm.analysis.service_rules.history import rule_history
from qm.analysis.service_rules.reading import Reading, read_tables, with_days
from qm.analysis.service_rules.tables import ANSWERED, Tables, places, tables_of

__all__ = [
    "ANSWERED",
    "Reading",
    "ServiceChange",
    "Tables",
    "places",
    "read_tables",
    "rule_history",
    "service_change",
    "tables_of",
    "with_days",
]
