"""``landbridge check``: all problems of a data folder."""

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from corridors.checks import CHECKS
from corridors.dataset import DATA_DIR, NetworkData
from corridors.errors import Problem, UsageError
from corridors.loader import read_folder
from planner import exits
from planner.commands.output import emit
from planner.report import pretty_json

RECORDS = "records"
"""The name under which problems of single records are told: unknown keys, values of the wrong kind."""


def _claim(check: object) -> str:
    """What a check holds: the first line of its docstring."""
    return (check.__doc__ or "").strip().partition("\n")[0]


def _checks(only: tuple[str, ...]) -> Iterator[tuple[str, str, object]]:
    from corridors.audits import AUDITS  # noqa: PLC0415 - help and a wrong option need none of them

    for check in (*CHECKS, *AUDITS):
        if not only or check.__name__ in only:
            yield check.__name__, _claim(check), check


@click.command(name="check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="NAME", help="Run only this check; may be given several times.")
@click.option("--list", "names_only", is_flag=True, help="List the checks and what each holds.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def command(folder: Path | None, only: tuple[str, ...], *, names_only: bool, as_json: bool) -> int:
    """Check the data in DIR (default: the network that is shipped) and list every problem with its remedy."""
    known = [name for name, _, _ in _checks(())]
    for name in only:
        if name not in known:
            raise UsageError(
                what=f"no check is called {name!r}", where="--only", why="landbridge check --list shows them all",
                remedy="one of " + ", ".join(known),
            )  # fmt: skip
    if names_only:
        width = max(map(len, known))
        emit("".join(f"{name.ljust(width)}  {claim}\n" for name, claim, _ in _checks(())))
        return exits.ANSWERED
    folder = folder or DATA_DIR
    data, broken = read_folder(folder)
    found: dict[str, tuple[str, list[Problem]]] = {RECORDS: ("Each record can be read.", broken)}
    if data is not None:
        found |= _run(data, only)
    total = sum(len(problems) for _, problems in found.values())
    if as_json:
        listed = [
            {"check": name, **msgspec.to_builtins(problem)} for name, (_, all_) in found.items() for problem in all_
        ]
        emit(
            pretty_json(
                {"schema": "landbridge/check/1", "folder": folder.name, "checks": list(found), "problems": listed}
            )
        )
    else:
        for name, (claim, problems) in found.items():
            if problems:
                emit(f"{name}: {claim}\n" + "".join(f"  {problem}\n" for problem in problems))
        if data is not None:
            emit(
                f"{len(data.places)} places, {len(data.legs)} legs, {len(data.sources)} sources; {len(found)} checks:"
                f" {total} problem{'s' if total != 1 else ''}\n"
            )
    if data is None:
        return exits.BAD_DATA
    return exits.NO_ROUTE if total else exits.ANSWERED


def _run(data: NetworkData, only: tuple[str, ...]) -> dict[str, tuple[str, list[Problem]]]:
    return {name: (claim, list(check(data))) for name, claim, check in _checks(only) if callable(check)}
