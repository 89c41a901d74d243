"""Each package of models has a documented face, whose examples hold, and loading one costs little."""

import doctest
import importlib
import inspect
import subprocess
import sys

import pytest

import qm.models

SLOW = ("scipy.optimize", "scipy.stats", "scipy.sparse", "scipy.linalg")


@pytest.mark.parametrize("name", qm.models.__all__)
def test_what_a_face_offers_is_there_and_documented(name: str):
    face = importlib.import_module(f"qm.models.{name}")
    assert len(face.__doc__ or "") > 150
    for offered in face.__all__:
        thing = getattr(face, offered)
        assert not callable(thing) or inspect.getdoc(thing), f"{name}.{offered} says nothing about itself"
        assert not inspect.ismodule(thing), f"{name}.{offered} is a module"


@pytest.mark.parametrize("name", qm.models.__all__)
def test_the_examples_hold(name: str):
    assert doctest.testmod(importlib.import_module(f"qm.models.{name}")).failed == 0


def test_faces_load_nothing_slow():
    """What takes long to load is loaded where it is used."""
    faces = "; ".join(f"import qm.models.{name}" for name in qm.models.__all__)
    ask = f"{faces}; import sys; print(*(m for m in {SLOW!r} if m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split() == []
