"""Pure mathematics on numpy and scipy: no tables, no screens. Each package is loaded when it is first used."""

import importlib
from types import ModuleType

__all__ = ["agreement", "comparison", "queueing", "scorecard", "signals", "statistics", "text"]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return importlib.import_module(f"qm.models.{name}")
    raise AttributeError(f"module 'qm.models' has no attribute {name!r}")
