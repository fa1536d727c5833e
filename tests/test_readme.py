"""The README says what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from planner import cli

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def _fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)


def _commands() -> list[str]:
    return [command for command in re.findall(r"`(landbridge [^`]+)`", README) if "completion" not in command]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands write: one folder for all, so that a later one finds what an earlier one made."""
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize("command", _commands())
def test_a_command_in_the_readme_answers(
    command: str, capsysbinary: pytest.CaptureFixture[bytes], workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command that the README names ends with 0 and prints something."""
    monkeypatch.chdir(workshop)
    assert cli.main(shlex.split(command)[1:]) == 0
    told = capsysbinary.readouterr()
    assert told.out or b": " in told.err  # what a command wrote to a file is told beside the answer


def test_the_output_in_the_readme_is_real(
    capsysbinary: pytest.CaptureFixture[bytes], workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines shown are lines of the first command's answer, in their order."""
    monkeypatch.chdir(workshop)
    first = next(line for line in _fenced("sh") if "landbridge route" in line)
    words = shlex.split(first.partition("landbridge route")[2])
    assert cli.main(["route", *words]) == 0
    printed = capsysbinary.readouterr().out.decode().splitlines()
    (shown,) = _fenced("text")
    position = -1
    for line in shown.splitlines():
        if line.strip() and line != "…":
            assert line in printed[position + 1 :], line
            position = printed.index(line, position + 1)


def test_the_python_in_the_readme_runs() -> None:
    """The Python example runs as it stands and prints what it names."""
    (code,) = _fenced("python")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[1] == "2"
