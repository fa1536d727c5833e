"""Times a cold question against ``import networkx``, both as whole processes, in turn.

Run with the interpreter of an environment where landbridge is installed from its wheel:

    python benchmarks/cold_start.py [--pairs 15]

Prints the median of each, the ratio pair by pair (its median, minimum and maximum), the time of an answer with a map, and
the size of that map. The machine's own noise stands in the spread of the ratios.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUESTION = ("Saint Petersburg", "Nhava Sheva", "--alternatives", "3", "--on", "2025-11-30")


def seconds(command: list[str]) -> float:
    """Wall time of one run of a command, which must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=int, default=15)
    pairs = options.parse_args().pairs
    beside = Path(sys.executable).with_name("landbridge")
    landbridge = str(beside) if beside.exists() else shutil.which("landbridge")
    if landbridge is None:
        sys.exit("the command landbridge is not installed beside this interpreter")
    ours, peer = [landbridge, "route", *QUESTION, "--json"], [sys.executable, "-c", "import networkx"]
    seconds(ours), seconds(peer)
    times = [(seconds(ours), seconds(peer)) for _ in range(pairs)]
    ratios = [one / other for one, other in times]
    print(f"landbridge route … --json   median {statistics.median(one for one, _ in times) * 1000:6.0f} ms")
    print(f"python -c 'import networkx' median {statistics.median(other for _, other in times) * 1000:6.0f} ms")
    print(
        f"ratio                       median {statistics.median(ratios):6.2f}    from {min(ratios):.2f} to {max(ratios):.2f}"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.html"
        command = [landbridge, "route", *QUESTION, "--map", str(file)]
        seconds(command)
        with_map = statistics.median(seconds(command) for _ in range(max(3, pairs // 3)))
        print(f"landbridge route … --map    median {with_map * 1000:6.0f} ms, file {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
