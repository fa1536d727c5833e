"""The world railway graph of the package ``scgraph_data`` (OpenStreetMap), its largest strongly connected piece."""

import importlib.util
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components


class Arcs(NamedTuple):
    """Rows of arcs with km, and where nodes lie."""

    tail: npt.NDArray[np.int64]
    head: npt.NDArray[np.int64]
    km: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]

    def matrix(self, weight: npt.NDArray[np.float64]) -> csr_array:
        """The arcs as SciPy takes them; no two are parallel."""
        count = len(self.lon)
        return csr_array((weight, (self.tail, self.head)), shape=(count, count))


def world_railway() -> Arcs:
    """Every node can be reached from every other; arcs from a node to itself are left out."""
    spec = importlib.util.find_spec("scgraph_data")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("needs the package scgraph_data: pip install 'landbridge[bench]'")
    text = (Path(spec.submodule_search_locations[0]) / "world_railways.py").read_text(encoding="utf-8")
    literals = dict(re.findall(r"^(graph|nodes)=(.*)$", text, re.MULTILINE))
    places = np.array(json.loads(literals["nodes"]))
    rows = json.loads(re.sub(r"(\d+):", r'"\1":', literals["graph"]))
    tail = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    head = np.array([int(name) for row in rows for name in row])
    km = np.array([value for row in rows for value in row.values()])
    net = csr_array((np.ones(len(tail)), (tail, head)), shape=(len(rows), len(rows)))
    _, piece = connected_components(net, connection="strong")
    inside = piece == np.bincount(piece).argmax()
    number = np.cumsum(inside) - 1
    keep = inside[tail] & inside[head] & (tail != head)
    return Arcs(number[tail[keep]], number[head[keep]], km[keep], places[inside, 1], places[inside, 0])


def seconds(work: Callable[[], Any], times: int = 1) -> float:
    """The median time of a piece of work."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def row(name: str, took: float, ours: float, note: str = "") -> None:
    """Print what a peer took, and how many times ours that is."""
    print(f"  {name:44s} {took * 1000:14.3f} ms  {took / ours:10.1f} x  {note}", flush=True)


def in_turn(works: Mapping[str, Callable[[], Any]], rounds: int, share: int = 1) -> None:
    """Time works in turn, round by round, the first being ours; print medians, and the ratios' median and span.

    What else the machine does falls on all of them alike. ``share`` is how many answers one work gives.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work))
    ours = next(iter(taken.values()))
    for name, times in taken.items():
        ratios = [one / other for one, other in zip(times, ours, strict=True)]
        row_of = f"  {name:44s} {statistics.median(times) / share * 1000:14.3f} ms  {statistics.median(ratios):10.1f} x"
        print(f"{row_of}  from {min(ratios):.1f} to {max(ratios):.1f}", flush=True)
