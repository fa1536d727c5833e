"""What large networks cost, against their size: 10^3 to 10^6 arcs, in one run; draws docs/large-networks.svg.

    pip install -e '.[bench]'
    python benchmarks/growth.py [--most 1000000] [--svg docs/large-networks.svg]

The graphs are town grids with one street in ten missing, weights in metres: harder for a hierarchy than roads or
railways of their size, which fall apart at fewer nodes. The exponent of each line is fitted over all sizes: 1 grows as
the graph does, 0 not at all.
"""

import argparse
import math
import tempfile
from functools import partial
from pathlib import Path

import matplotlib as mpl
import numpy as np
from world_railway import seconds

from planner.large import LargeGraph, Router, installed
from planner.large.alternatives import alternatives

mpl.use("svg")
from matplotlib import pyplot as plt

SEED = 20260103
SIZES = (10**3, 3 * 10**3, 10**4, 3 * 10**4, 10**5, 3 * 10**5, 10**6)
PAIRS, ENDS = 50, 100
WHAT = {
    "build": "read arrays, check, sort",
    "prepare": "prepare, once",
    "load": "start from a saved preparation",
    "reweight": "re-weight",
    "matrix": f"{ENDS} x {ENDS} matrix",
    "ways": "up to 3 alternatives",
    "query": "one way with its path",
    "scipy": "one way with its path, SciPy",
}


def town(arcs: int, rng: np.random.Generator) -> LargeGraph:
    """A grid of about as many arcs, streets both ways."""
    side = max(2, round(math.sqrt(arcs / 3.6)))
    number = np.arange(side * side).reshape(side, side)
    one = np.concatenate((number[:, :-1].ravel(), number[:-1].ravel()))
    other = np.concatenate((number[:, 1:].ravel(), number[1:].ravel()))
    keep = rng.random(len(one)) < 0.9  # noqa: PLR2004 - one street in ten is missing
    one, other = one[keep], other[keep]
    metres = rng.integers(50, 500, len(one))
    rows, columns = np.divmod(np.arange(side * side), side)
    return LargeGraph(
        np.concatenate((one, other)),
        np.concatenate((other, one)),
        np.concatenate((metres, metres)),
        node_count=side * side,
        lon=columns / 1000,
        lat=rows / 1000,
    )


def ask_all(router: Router, pairs: list[list[int]]) -> None:
    """One way after the other."""
    for source, target in pairs:
        router.path(source, target)


def ways_of_all(router: Router, pairs: list[list[int]]) -> None:
    """Alternatives of one pair after the other."""
    for source, target in pairs:
        alternatives(router, source, target, most=3)


def measured(arcs: int, folder: Path) -> tuple[int, dict[str, float]]:
    """The number of arcs a graph came to have, and seconds by what was done."""
    graph = town(arcs, np.random.default_rng(SEED))
    rng = np.random.default_rng(SEED + arcs)
    pairs = rng.integers(0, graph.node_count, (PAIRS, 2)).tolist()
    starts, ends = rng.integers(0, graph.node_count, (2, ENDS))
    found = {"build": seconds(partial(town, arcs, np.random.default_rng(SEED)))}
    engine = installed()[0]
    made: list[Router] = []
    found["prepare"] = seconds(lambda: made.append(Router(graph, engine=engine)))
    if made[0].preparation is None:
        raise SystemExit("no contraction hierarchy is installed: pip install 'landbridge[bench]'")
    made[0].preparation.save(folder / "town.prepared")
    router = made.pop()
    found["load"] = seconds(partial(Router, graph, engine=engine, preparation=folder / "town.prepared"))
    weight = graph.weight + rng.integers(0, 100, graph.arc_count)
    found["reweight"] = seconds(partial(router.reweight, weight), 3)
    found["query"] = seconds(partial(ask_all, router, pairs), 3) / PAIRS
    found["matrix"] = seconds(partial(router.matrix, starts, ends), 3)
    found["ways"] = seconds(partial(ways_of_all, router, pairs[:5])) / 5
    slow = Router(graph, engine="scipy")
    found["scipy"] = seconds(partial(ask_all, slow, pairs[:5])) / 5
    return graph.arc_count, found


def draw(sizes: list[int], figures: list[dict[str, float]], exponents: dict[str, float], file: Path) -> None:
    """Draw all lines on doubly logarithmic axes."""
    mpl.rcParams["svg.hashsalt"] = "landbridge"
    mpl.rcParams["svg.fonttype"] = "none"
    figure, axes = plt.subplots(figsize=(8, 5))
    for name, text in WHAT.items():
        axes.loglog(
            sizes,
            [figure[name] * 1000 for figure in figures],
            marker="o",
            markersize=3,
            linestyle="--" if name == "scipy" else "-",
            label=f"{text} (exponent {exponents[name]:.2f})",
        )
    axes.set_xlabel("arcs")
    axes.set_ylabel("milliseconds")
    axes.set_title("Large networks: cost against size")
    axes.grid(visible=True, which="major", linewidth=0.3)
    axes.legend(fontsize=7, loc="upper left")
    figure.tight_layout()
    figure.savefig(file, format="svg", metadata={"Date": None})


def main() -> None:
    """Print a table, fit the exponents, draw the picture."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--most", type=int, default=SIZES[-1])
    options.add_argument("--svg", type=Path, default=Path("docs/large-networks.svg"))
    asked = options.parse_args()
    sizes, figures = [], []
    print("milliseconds  " + "".join(f"{name:>12s}" for name in WHAT))
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            if size > asked.most:
                break
            count, found = measured(size, Path(folder))
            sizes.append(count)
            figures.append(found)
            print(f"{count:9d} arcs" + "".join(f"{found[name] * 1000:12.3f}" for name in WHAT), flush=True)
    exponents = {
        name: float(np.polyfit(np.log(sizes), np.log([figure[name] for figure in figures]), 1)[0]) for name in WHAT
    }
    print("exponent      " + "".join(f"{exponents[name]:12.2f}" for name in WHAT))
    draw(sizes, figures, exponents, asked.svg)
    print(f"drawn: {asked.svg}")


if __name__ == "__main__":
    main()
