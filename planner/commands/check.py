"""``landbridge check``: all problems of a data folder."""

from pathlib import Path
from typing import NamedTuple

import click
import msgspec

from corridors.audits import AUDITS
from corridors.checks import CHECKS
from corridors.dataset import DATA_DIR, NetworkData
from corridors.errors import Problem, UsageError
from corridors.loader import read_folder
from corridors.network import Network
from corridors.shape_checks import SHAPE_CHECKS, excuses, read_shapes
from planner import exits
from planner.commands.output import emit
from planner.report import pretty_json

CLAIMS = {
    check.__name__: (check.__doc__ or "").strip().partition("\n")[0] for check in (*CHECKS, *AUDITS, *SHAPE_CHECKS)
}
"""What each check holds: the first line of its docstring."""
RECORDS = "records"
"""The name under which problems of single records are told: unknown keys, values of the wrong kind."""


class _Found(NamedTuple):
    """Problems by the check that found them, what was not checked and why, and how many lines have an excuse."""

    problems: dict[str, list[Problem]]
    left_out: str = ""
    excused: tuple[int, int] = (0, 0)


@click.command(name="check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="NAME", help="Run only this check; may be given several times.")
@click.option("--list", "names_only", is_flag=True, help="List the checks and what each holds.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def command(folder: Path | None, only: tuple[str, ...], *, names_only: bool, as_json: bool) -> int:
    """Check the data in DIR (default: the network that is shipped) and list every problem with its remedy."""
    for name in only:
        if name not in CLAIMS:
            raise UsageError(
                what=f"no check is called {name!r}", where="--only", why="landbridge check --list shows them all",
                remedy="one of " + ", ".join(CLAIMS),
            )  # fmt: skip
    if names_only:
        width = max(map(len, CLAIMS))
        emit("".join(f"{name.ljust(width)}  {claim}\n" for name, claim in CLAIMS.items()))
        return exits.ANSWERED
    folder = folder or DATA_DIR
    data, broken = read_folder(folder)
    found = _Found({}) if data is None else _run(data, folder, only or tuple(CLAIMS))
    problems = {RECORDS: broken, **found.problems}
    total = sum(map(len, problems.values()))
    if as_json:
        emit(pretty_json(_answer(folder, problems, found)))
    else:
        for name, listed in problems.items():
            if listed:
                claim = CLAIMS.get(name, "Each record can be read.")
                emit(f"{name}: {claim}\n" + "".join(f"  {problem}\n" for problem in listed))
        if data is not None:
            left_out = f" ({found.left_out})" if found.left_out else ""
            emit(
                f"{len(data.places)} places, {len(data.legs)} legs, {len(data.sources)} sources; {len(problems)} checks"
                f"{left_out}: {total} problem{'s' if total != 1 else ''}"
                + (
                    ", {} lines with a reason, {} of them open questions".format(*found.excused)
                    if found.excused[0]
                    else ""
                )
                + "\n"
            )
    if data is None:
        return exits.BAD_DATA
    return exits.NO_ROUTE if total else exits.ANSWERED


def _run(data: NetworkData, folder: Path, only: tuple[str, ...]) -> _Found:
    wanted = [check for check in SHAPE_CHECKS if check.__name__ in only]
    records = {check.__name__: list(check(data)) for check in CHECKS if wanted or check.__name__ in only}
    found = {name: problems for name, problems in records.items() if name in only}
    found |= {check.__name__: list(check(data)) for check in AUDITS if check.__name__ in only}
    if not wanted:
        return _Found(found)
    if not (folder / "geometry").is_dir():
        return _Found(found, "no geometry folder: lines are not checked")
    if any(records.values()):
        return _Found(found, "lines are not checked before the records are sound")
    network, shapes = Network(data, "checked", folder=folder), read_shapes(folder / "geometry")
    found |= {check.__name__: list(check(network, shapes)) for check in wanted}
    return _Found(found, excused=excuses(shapes))


def _answer(folder: Path, problems: dict[str, list[Problem]], found: _Found) -> dict[str, object]:
    return {
        "schema": "landbridge/check/1",
        "folder": folder.name,
        "checks": list(problems),
        "left_out": found.left_out or None,
        "lines_with_a_reason": found.excused[0],
        "open_questions": found.excused[1],
        "problems": [
            {"check": name, **msgspec.to_builtins(problem)} for name, listed in problems.items() for problem in listed
        ],
    }
