"""What pip makes of the checkout: the packages it asks for, the files it installs, the command it gives."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.test_architecture import SOURCES, imported, part

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = [Requirement(line) for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").split()]
NEEDED = [Requirement(text) for text in PROJECT["dependencies"]]
ASKED = [*NEEDED, *(Requirement(text) for text in PROJECT["optional-dependencies"]["app"])]
MODULES = {"charset-normalizer": "charset_normalizer", "python-calamine": "python_calamine"}
MODULES |= {"vl-convert-python": "vl_convert", "tomli-w": "tomli_w"}


def test_the_packages_are_those_that_make_run_installs():
    assert sorted(r.name for r in ASKED) == sorted(r.name for r in PINS)
    allowed = {r.name: r.specifier for r in ASKED}
    for pin in PINS:
        ((version,),) = ([s.version for s in pin.specifier],)
        assert version in allowed[pin.name], f"requirements.txt pins {pin}, pyproject.toml asks for {allowed[pin.name]}"


def test_what_the_code_imports_is_asked_for_and_nothing_else():
    screen = {"ui", "launch", "pages", "app"}
    for requirements, sources in ((NEEDED, [path for path in SOURCES if part(path) not in screen]), (ASKED, SOURCES)):
        used = {module.split(".")[0] for path in sources for module in imported(path)}
        tools = used - set(sys.stdlib_module_names) - {"qm", ""}
        assert tools == {MODULES.get(r.name, r.name) for r in requirements}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as pip would install it, made from pyproject.toml without the network."""
    pytest.importorskip("setuptools")
    folder = tmp_path_factory.mktemp("installed")
    done = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-c", "from setuptools import setup; setup()", "--quiet"),
            *("build", "--build-base", str(folder), "egg_info", "--egg-base", str(folder)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_file_is_installed(installed: Path):
    there = {path.relative_to(installed / "lib") for path in (installed / "lib").rglob("*") if path.is_file()}
    wanted = {p.relative_to(ROOT) for p in (ROOT / "qm").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert there == wanted
    assert (installed / "qm.egg-info" / "entry_points.txt").read_text().split() == [
        "[console_scripts]",
        *("qm", "=", "qm.commands:main"),
    ]


def test_installed_the_store_is_under_the_working_directory(installed: Path, tmp_path: Path):
    environment = {k: v for k, v in os.environ.items() if k != "QM_DATABASE"} | {"PYTHONPATH": str(installed / "lib")}
    done = subprocess.run(
        [sys.executable, "-c", "from qm.commands import main; main(['define', 'currency=CHF'])"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "currency: EUR → CHF\n", "")
    assert (tmp_path / "data" / "qm.duckdb").exists()


def test_the_name_of_the_command_stands_in_the_project():
    assert PROJECT["scripts"] == {"qm": "qm.commands:main"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", PROJECT["version"])
