"""Commands as somebody at a terminal runs them."""

import json
from typing import Any

import pytest

from qm.commands import main


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON document of a command that succeeds."""
    assert run(*arguments, "--json") == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def run(*arguments: str) -> int:
    """The exit code of a command."""
    try:
        main(list(arguments))
    except SystemExit as done:
        return int(done.code or 0)
    return 0
