"""The Python API: a store opened, and everything that a screen shows asked of it."""

from qm.api.centre import Centre
from qm.api.opening import open

__all__ = ["Centre", "open"]
