"""The world railway and highway graphs of the package ``scgraph_data`` (OpenStreetMap), and the shortest way on them.

The package holds the graphs as Python literals of tens of megabytes; they are read as text here, and only the part
around the places of the network is kept. Points between junctions have been merged away in the package: the *length*
of an edge is the true length of the track, its *shape* is a straight hop. So a place in the middle of a hop is not
near any point of the graph, and may even lie kilometres beside the hop. It is taken to lie on the edge from A to B
if going from A to B by way of the place is no longer than the edge itself.
"""

import heapq
import importlib.util
import json
import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridors.units import EARTH_RADIUS_KM, great_circle_km

Position = tuple[float, float]

KM_PER_DEGREE = math.radians(1) * EARTH_RADIUS_KM
BESIDE_COST = 3.0
"""What a km between a place and its track counts in the search: the next track is better than a lucky one."""
BETWEEN_COST = 1.0
"""The same, where the place lies beside a hop but may well lie on the track that the hop stands for."""
SLACK = 1.003
WIDEST = 0.25
"""How far a place may lie beside a hop that it is taken to lie on, as a share of the hop."""
NARROW = 0.1
"""The same where the edge is too short for that: the package has measured some edges on a coarse shape."""
FARTHEST_KM = {"fits": 75.0, "short": 25.0}
GAP_KM = 45.0
"""How wide a gap between two pieces of the graph may be that is bridged by a straight line."""
NEXT_GAP_KM = 15.0
"""The same between two loose ends of one piece."""
GAP_COST = 2.0
LEAST_KM = 0.001
MARGIN_DEGREES = 2.0


class Hold(NamedTuple):
    """Where a place meets an edge of the graph."""

    a: int
    b: int
    weight: float
    """Length of the whole edge in km."""
    hop: float
    """Its straight length."""
    share: float
    """How far along the edge from ``a``."""
    beside: float
    """Straight km between the place and the hop."""
    at: Position
    on: bool
    """Whether the place lies on the track that the hop stands for."""

    @property
    def cost(self) -> float:
        """What it costs the search to go from the place to the track."""
        return self.beside * (BETWEEN_COST if self.on else BESIDE_COST)

    @property
    def access(self) -> float:
        """Km from the place to the track that count into the length."""
        return 0.0 if self.on else self.beside

    def towards(self, node: int) -> float:
        """Km of track from the hold to one end of the edge."""
        return self.weight * (self.share if node == self.a else 1.0 - self.share)


class Hop(NamedTuple):
    """What lies between two points of a way."""

    straight: float
    """Km along the great circle."""
    km: float
    """Km of track."""
    gap: bool = False
    """Whether a gap of the extract is bridged here."""


class Way(NamedTuple):
    """A way on the graph between two places."""

    length_km: float
    points: list[Position]
    parts: list[Hop]
    """What lies between each two of the points."""
    beside_start: float
    beside_end: float
    access: float
    """Km from the two places to a track that they do not lie on."""
    longest_hop: float
    """The longest straight hop of its shape, in km."""
    hops: float
    """Km of it in straight hops of more than 5 km: its length is measured there, its shape is not."""
    gaps: float
    """Km of bridged gaps of the extract."""
    shared_out: float
    """Km of it on parts of long edges, whose length is shared out because a place lies between the two ends."""


LONG_HOP_KM = 5.0


class TrackGraph:
    """One graph of ``scgraph_data``, cut to the box around ``places``."""

    def __init__(self, name: str, places: Iterable[Position]) -> None:
        """Read the graph ``name``, e.g. ``world_railways``."""
        nodes, rows = _read(name)
        lons, lats = zip(*places, strict=True)
        self.nodes = np.array(nodes, dtype=float)[:, ::-1]
        inside = np.ones(len(self.nodes), dtype=bool)
        for axis, values in enumerate((lons, lats)):
            inside &= self.nodes[:, axis] >= min(values) - MARGIN_DEGREES
            inside &= self.nodes[:, axis] <= max(values) + MARGIN_DEGREES
        self.neighbours: dict[int, dict[int, float]] = {}
        for node, row in enumerate(rows):
            if inside[node]:
                for text, length in row.items():
                    self.link(node, int(text), length)
        self.gaps: set[tuple[int, int]] = set()
        self._edges()

    def link(self, a: int, b: int, length: float) -> None:
        """Join two nodes; of parallel tracks the shorter stays, and no track has no length."""
        if a == b:
            return
        for one, other in ((a, b), (b, a)):
            row = self.neighbours.setdefault(one, {})
            row[other] = max(LEAST_KM, min(length, row.get(other, math.inf)))

    def mend(self) -> int:
        """Bridge the gaps of the extract between loose ends and other pieces; returns how many."""
        pieces = self._pieces()
        known = np.array(sorted(self.neighbours))
        piece = np.array([pieces[int(node)] for node in known])
        is_loose = np.array([len(self.neighbours[int(node)]) == 1 for node in known])
        spots = self.nodes[known]
        order = np.argsort(spots[:, 1])
        known, piece, is_loose, spots = known[order], piece[order], is_loose[order], spots[order]
        found: list[tuple[int, int, float]] = []
        for row in np.flatnonzero(is_loose):
            low, high = np.searchsorted(spots[:, 1], spots[row, 1] + np.array([-1, 1]) * GAP_KM / KM_PER_DEGREE)
            near = slice(int(low), int(high))
            scale = np.array([math.cos(math.radians(float(spots[row, 1]))), 1.0]) * KM_PER_DEGREE
            gaps = np.hypot(*((spots[near] - spots[row]) * scale).T)
            apart = piece[near] != piece[row]
            beyond = ~apart & is_loose[near] & ~np.isin(known[near], [known[row], *self.neighbours[int(known[row])]])
            for others, widest in ((apart, GAP_KM), (beyond, NEXT_GAP_KM)):
                width = np.where(others, gaps, np.inf)
                nearest = int(np.argmin(width))
                if width[nearest] <= widest:
                    found.append((int(known[row]), int(known[near][nearest]), float(width[nearest])))
        for a, b, gap in found:
            if b not in self.neighbours[a]:
                self.link(a, b, gap)
                self.gaps.add((min(a, b), max(a, b)))
        self._edges()
        return len(self.gaps)

    def holds(self, place: Position, reach: float) -> list[Hold]:
        """All edges that pass within ``reach`` km of a place, or that it may lie on."""
        scale = np.array([math.cos(math.radians(place[1])), 1.0]) * KM_PER_DEGREE
        a = (self.nodes[self.ends[:, 0]] - place) * scale
        b = (self.nodes[self.ends[:, 1]] - place) * scale
        along = b - a
        squared = np.maximum((along**2).sum(axis=1), 1e-12)
        share = np.clip(-(a * along).sum(axis=1) / squared, 0.0, 1.0)
        foot = a + share[:, None] * along
        beside = np.hypot(foot[:, 0], foot[:, 1])
        to_a, to_b, hop = np.hypot(a[:, 0], a[:, 1]), np.hypot(b[:, 0], b[:, 1]), np.sqrt(squared)
        around = to_a + to_b
        fits = (around <= self.lengths * SLACK) & (beside <= WIDEST * hop)
        on = np.where(fits, beside <= FARTHEST_KM["fits"], beside <= np.minimum(NARROW * hop, FARTHEST_KM["short"]))
        found: list[Hold] = []
        for edge in np.flatnonzero((beside <= reach) | on):
            x, y = foot[edge] / scale + place
            found.append(
                Hold(
                    a=int(self.ends[edge, 0]),
                    b=int(self.ends[edge, 1]),
                    weight=float(max(self.lengths[edge], around[edge]) if on[edge] else self.lengths[edge]),
                    hop=float(hop[edge]),
                    share=float(to_a[edge] / around[edge] if on[edge] else share[edge]),
                    beside=float(beside[edge]),
                    at=place if on[edge] else (float(x), float(y)),
                    on=bool(on[edge]),
                )
            )
        return found

    def ways(self, start: Sequence[Hold], ends: Sequence[Sequence[Hold]], limit: float) -> list[Way | None]:
        """The shortest ways from one place to several others, None where there is none of up to ``limit`` km."""
        first: dict[int, tuple[float, Hold]] = {}
        for hold in start:
            for node in (hold.a, hold.b):
                cost = hold.cost + hold.towards(node)
                if node not in first or cost < first[node][0]:
                    first[node] = (cost, hold)
        cost_of, before = self._search({node: cost for node, (cost, _) in first.items()}, limit)
        return [self._best(start, holds, cost_of, before, first) for holds in ends]

    def _search(self, heads: dict[int, float], limit: float) -> tuple[dict[int, float], dict[int, int]]:
        best, before = dict(heads), dict.fromkeys(heads, -1)
        heap = [(cost, node) for node, cost in heads.items()]
        heapq.heapify(heap)
        while heap:
            cost, node = heapq.heappop(heap)
            if cost > best[node]:
                continue
            if cost > limit:
                break
            for other, length in self.neighbours[node].items():
                gap = (min(node, other), max(node, other)) in self.gaps
                reached = cost + length * (GAP_COST if gap else 1.0)
                if reached < best.get(other, math.inf):
                    best[other], before[other] = reached, node
                    heapq.heappush(heap, (reached, other))
        return best, before

    def _best(
        self,
        start: Sequence[Hold],
        end: Sequence[Hold],
        cost_of: dict[int, float],
        before: dict[int, int],
        first: dict[int, tuple[float, Hold]],
    ) -> Way | None:
        options = [
            (cost_of[node] + hold.towards(node) + hold.cost, node, hold)
            for hold in end
            for node in (hold.a, hold.b)
            if node in cost_of
        ]
        near = {(hold.a, hold.b): hold for hold in end}
        direct = [
            (one.cost + other.cost + _between(one, other), one, other)
            for one in start
            if (other := near.get((one.a, one.b)))
        ]
        cost, node, last = min(options, key=lambda option: option[0], default=(math.inf, -1, None))
        if direct and (shortest := min(direct, key=lambda option: option[0]))[0] <= cost:
            return self._way(shortest[1], [], shortest[2])
        if last is None:
            return None
        chain = [node]
        while before[chain[-1]] >= 0:
            chain.append(before[chain[-1]])
        return self._way(first[chain[-1]][1], chain[::-1], last)

    def _way(self, first: Hold, chain: list[int], last: Hold) -> Way:
        parts: list[Hop] = []
        points: list[Position] = [first.at, *((float(x), float(y)) for x, y in self.nodes[chain]), last.at]
        straight = [great_circle_km(*a, *b) for a, b in pairwise(points)]
        if chain:
            pairs = list(pairwise(chain))
            lengths = [self.neighbours[a][b] for a, b in pairs]
            head, tail = first.towards(chain[0]), last.towards(chain[-1])
            bridged = [False, *((min(pair), max(pair)) in self.gaps for pair in pairs), False]
            parts = [Hop(*hop) for hop in zip(straight, [head, *lengths, tail], bridged, strict=True)]
            shared = [(head, first.hop), (tail, last.hop)]
        else:
            head = _between(first, last)
            parts, shared = [Hop(straight[0], head)], [(head, first.hop)]
        return Way(
            length_km=first.access + sum(hop.km for hop in parts) + last.access,
            points=points,
            parts=parts,
            beside_start=first.beside,
            beside_end=last.beside,
            access=first.access + last.access,
            longest_hop=max(hop.straight for hop in parts),
            hops=sum(hop.km for hop in parts if hop.straight > LONG_HOP_KM),
            gaps=sum(hop.km for hop in parts if hop.gap),
            shared_out=sum(length for length, hop in shared if hop > LONG_HOP_KM),
        )

    def _edges(self) -> None:
        """List the edges that places can lie on: all but the bridged gaps."""
        links = ((a, b, length) for a, row in self.neighbours.items() for b, length in row.items() if a < b)
        pairs = [(a, b, length) for a, b, length in links if (a, b) not in self.gaps]
        self.ends: NDArray[np.int64] = np.array([(a, b) for a, b, _ in pairs], dtype=np.int64)
        self.lengths: NDArray[np.float64] = np.array([length for _, _, length in pairs])

    def _pieces(self) -> dict[int, int]:
        """The connected piece every node belongs to."""
        piece: dict[int, int] = {}
        for seed in self.neighbours:
            if seed not in piece:
                piece[seed] = seed
                todo = [seed]
                while todo:
                    for other in self.neighbours[todo.pop()]:
                        if other not in piece:
                            piece[other] = seed
                            todo.append(other)
        return piece

    def _straight(self, a: int, b: int) -> float:
        return great_circle_km(*map(float, self.nodes[a]), *map(float, self.nodes[b]))


def _between(one: Hold, other: Hold) -> float:
    """Km of track between two holds on the same edge."""
    return max(one.weight * abs(one.share - other.share), great_circle_km(*one.at, *other.at))


def _read(name: str) -> tuple[list[Any], list[Any]]:
    """The nodes (latitude, longitude) and the rows ``{"neighbour": km}`` of a graph of the package."""
    spec = importlib.util.find_spec("scgraph_data")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("needs the package scgraph_data: pip install scgraph_data==2.0.0")
    text = (Path(spec.submodule_search_locations[0]) / f"{name}.py").read_text(encoding="utf-8")
    literals = dict(re.findall(r"^(graph|nodes)=(.*)$", text, re.MULTILINE))
    return json.loads(literals["nodes"]), json.loads(re.sub(r"(\d+):", r'"\1":', literals["graph"]))
