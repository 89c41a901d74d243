"""Targets by team and metric: typed, kept, and how far each is reached."""

from qm.analysis.agents.targets.target_progress import TargetProgress, target_progress
from qm.analysis.agents.targets.team_targets import set_typed_target, targets_answer

__all__ = ["TargetProgress", "set_typed_target", "target_progress", "targets_answer"]
