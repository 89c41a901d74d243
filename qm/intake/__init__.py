"""A file comes in: read, map, check, load, undo; nothing lost, everything explained."""

from qm.intake.importing import Intake, demo_batch, import_file, imports, intake, load_frames, remove_demo
from qm.intake.kinds import KINDS, Kind
from qm.intake.mapping import Mapping, Order, Rule, load_mapping, parse_mapping, to_toml
from qm.intake.propose import propose, remember, remembered, remembered_for
from qm.intake.reading import Reading, ReadOptions
from qm.intake.report import Problem, Report
from qm.intake.undo import undo

__all__ = [
    "KINDS",
    "Intake",
    "Kind",
    "Mapping",
    "Order",
    "Problem",
    "ReadOptions",
    "Reading",
    "Report",
    "Rule",
    "demo_batch",
    "import_file",
    "imports",
    "intake",
    "load_frames",
    "load_mapping",
    "parse_mapping",
    "propose",
    "remember",
    "remembered",
    "remembered_for",
    "remove_demo",
    "to_toml",
    "undo",
]
