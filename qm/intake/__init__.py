"""A file comes in: read, map, check, load, undo; nothing lost, everything explained."""

from qm.intake.files import unzipped
from qm.intake.importing import (
    Intake,
    demo_batch,
    import_file,
    import_report,
    imports,
    intake,
    load_frames,
    remove_demo,
    undone,
)
from qm.intake.kinds import KINDS, Kind
from qm.intake.layout import Layout, ReadOptions
from qm.intake.mapping import Mapping, Order, Rule, load_mapping, parse_mapping, to_toml
from qm.intake.propose import propose
from qm.intake.reading import Reading
from qm.intake.remembered import forget_mapping, remember, remembered, remembered_for, remembered_mappings
from qm.intake.report import Problem, Report
from qm.intake.undo import undo

__all__ = [
    "KINDS",
    "Intake",
    "Kind",
    "Layout",
    "Mapping",
    "Order",
    "Problem",
    "ReadOptions",
    "Reading",
    "Report",
    "Rule",
    "demo_batch",
    "forget_mapping",
    "import_file",
    "import_report",
    "imports",
    "intake",
    "load_frames",
    "load_mapping",
    "parse_mapping",
    "propose",
    "remember",
    "remembered",
    "remembered_for",
    "remembered_mappings",
    "remove_demo",
    "to_toml",
    "undo",
    "undone",
    "unzipped",
]
