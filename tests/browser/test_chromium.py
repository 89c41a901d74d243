"""Where the browser comes from."""

import os
from pathlib import Path

import pytest

from tests.browser import chromium


def test_an_installed_one_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find() == str(program)


def test_the_sandbox_is_given_up_for_root_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert "--no-sandbox" in chromium.flags()
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert "--no-sandbox" not in chromium.flags()


def test_without_any_one_loud_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    monkeypatch.setenv("PATH", str(tmp_path))  # no Chromium, no apt-get, no sudo
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:1")
    monkeypatch.setattr(chromium, "PLACES", ())
    assert chromium.provide() is None
    assert capsys.readouterr().err.splitlines() == [chromium.NONE_HERE]
