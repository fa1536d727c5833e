"""River lines as a graph, and the way along them between two places."""

import heapq
from collections.abc import Iterable, Sequence
from itertools import pairwise

from shapely import LineString

from corridors.units import great_circle_km
from tools.lines import densified
from tools.waterways import Position


class Rivers:
    """Natural Earth's rivers and the hand-placed links as one graph of points."""

    SNAP_KM = 12.0

    def __init__(self, lines: Iterable[Sequence[Position]]) -> None:
        """Join consecutive points of every line, and the end of every line to the nearest point of another."""
        self._next: dict[Position, dict[Position, float]] = {}
        tips: list[Position] = []
        for line in lines:
            points = densified([(round(x, 4), round(y, 4)) for x, y in line], 4.0)
            for a, b in pairwise(points):
                self._join(a, b)
            tips += [points[0], points[-1]]
        nodes = list(self._next)
        for tip in tips:
            known = self._next[tip]
            close = min((n for n in nodes if n not in known and n != tip), key=lambda n: great_circle_km(*tip, *n))
            near = [n for n in nodes if n != tip and great_circle_km(*tip, *n) < self.SNAP_KM]
            for node in {close, *near}:
                gap = great_circle_km(*tip, *node)
                if gap < self.SNAP_KM and node not in known:
                    self._join(tip, node, penalty=3.0)

    def _join(self, a: Position, b: Position, penalty: float = 1.0) -> None:
        cost = great_circle_km(*a, *b) * penalty
        if a != b:
            self._next.setdefault(a, {})[b] = cost
            self._next.setdefault(b, {})[a] = cost

    def _nearest(self, point: Position) -> Position:
        return min(self._next, key=lambda node: great_circle_km(*point, *node))

    def way(self, start: Position, end: Position) -> list[Position]:
        """The shortest line along the rivers between two places."""
        first, last = (self._nearest(point) for point in (start, end))
        queue: list[tuple[float, Position, Position | None]] = [(0.0, first, None)]
        came: dict[Position, Position | None] = {}
        while queue:
            cost, node, parent = heapq.heappop(queue)
            if node in came:
                continue
            came[node] = parent
            if node == last:
                break
            for other, more in self._next[node].items():
                if other not in came:
                    heapq.heappush(queue, (cost + more, other, node))
        line, step = [], came and last
        while step:
            line.append(step)
            step = came[step]  # type: ignore[assignment]
        inner = [(x, y) for x, y in LineString(line[::-1]).simplify(0.004).coords]
        return [start, *(p for p in inner if great_circle_km(*p, *start) > 1 and great_circle_km(*p, *end) > 1), end]
