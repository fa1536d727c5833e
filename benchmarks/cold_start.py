"""Times a cold question against ``import networkx``, both as whole processes, in turn.

Run with the interpreter of an environment where landbridge is installed from its wheel:

    python benchmarks/cold_start.py [--pairs 15]

Prints the median of each, the ratio pair by pair (its median, minimum and maximum), what loading the network, its names and
its search graph takes above an interpreter that does nothing, the time of an answer with a map, and the size of that map.
The machine's own noise stands in the spread of the ratios.
"""

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

QUESTION = ("Saint Petersburg", "Nhava Sheva", "--alternatives", "3", "--on", "2025-11-30")
LOADING = f"""
from corridors.network import load
from planner import ask
from planner.graph import Graph
network = load()
assert Graph(network, ask(network, {QUESTION[0]!r}, {QUESTION[1]!r}, on={QUESTION[-1]!r})).setting.open
import os
os._exit(0)
"""
"""The compiled network, its names, and the search graph of one day."""


class Took(NamedTuple):
    """What one run of a command took, in milliseconds."""

    wall: float
    processor: float
    """User and system time: what a busy machine does to the wall clock does not show in it."""


def timed(command: list[str]) -> Took:
    """Time one run of a command, which must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took((end - start) * 1000, used * 1000)


def row(name: str, times: Sequence[Took]) -> None:
    """Print the medians of a command."""
    wall, processor = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{name:28}median {wall:6.0f} ms, processor {processor:6.0f} ms")


def ratio(name: str, pairs: Sequence[tuple[Took, Took]]) -> None:
    """Print the ratios of pairs of runs."""
    walls = [one.wall / other.wall for one, other in pairs]
    used = statistics.median(one.processor / other.processor for one, other in pairs)
    spread = f"from {min(walls):.2f} to {max(walls):.2f}"
    print(f"{name:28}median {statistics.median(walls):6.2f} {spread}, processor {used:.2f}")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=int, default=15)
    count = options.parse_args().pairs
    beside = Path(sys.executable).with_name("landbridge")
    landbridge = str(beside) if beside.exists() else shutil.which("landbridge")
    if landbridge is None:
        sys.exit("the command landbridge is not installed beside this interpreter")
    ours, peer = [landbridge, "route", *QUESTION, "--json"], [sys.executable, "-c", "import networkx"]
    bare, loading = [sys.executable, "-c", "pass"], [sys.executable, "-c", LOADING]
    for command in (ours, peer, bare, loading):
        timed(command)
    pairs = [(timed(ours), timed(peer)) for _ in range(count)]
    row("landbridge route … --json", [one for one, _ in pairs])
    row("python -c 'import networkx'", [other for _, other in pairs])
    ratio("ratio", pairs)
    loads = [(timed(loading), timed(bare)) for _ in range(count)]
    row(
        "loading, above bare python",
        [Took(one.wall - none.wall, one.processor - none.processor) for one, none in loads],
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.html"
        command = [landbridge, "route", *QUESTION, "--map", str(file)]
        timed(command)
        row("landbridge route … --map", [timed(command) for _ in range(max(3, count // 3))])
        print(f"{'its file':28}       {file.stat().st_size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
