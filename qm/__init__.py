"""qm: how quality, service level and repeat contacts hang together in a contact centre.

The Python API: a store opened, and everything that a screen shows asked of it.

    import qm

    with qm.open("data/qm.duckdb") as centre:
        centre.metrics(["service_level", "repeat_rate"], by=["week"], where={"channel": "voice"})

The mathematics needs no store: `qm.models.queueing`, `qm.models.agreement`, `qm.models.scorecard` and the others.
Nothing is loaded before it is used.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qm import models
    from qm.api import Centre, open
    from qm.errors import QMError

__all__ = ["Centre", "QMError", "models", "open"]

_HOME = {"Centre": "qm.api", "QMError": "qm.errors", "open": "qm.api"}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name == "models":
        return importlib.import_module("qm.models")
    raise AttributeError(f"module 'qm' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
