"""Runs the command inside the test process."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from planner.cli import main


class Ran(NamedTuple):
    """What a run of the command gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``landbridge`` with arguments; no traceback may show, whatever happens."""

    def runner(*arguments: str) -> Ran:
        code = main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return runner


@pytest.fixture
def tiny_run(run: Run, tiny_folder: Path) -> Run:
    """Run a command on the small data folder."""

    def runner(*arguments: str) -> Ran:
        return run(*arguments, "--data", str(tiny_folder))

    return runner
