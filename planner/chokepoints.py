"""What the loss of a crossing, a port, a passage or a leg costs, by which way one goes round, and what cuts off."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

import msgspec

from corridors.errors import NoRouteError
from corridors.itinerary import QueryEcho
from corridors.network import Network
from planner import caveats
from planner.elements import KINDS, carriers, elements_of, every_element, kind_of, label
from planner.frame import Frame
from planner.objectives import UNITS_PER_ONE
from planner.plan import echo
from planner.query import Query
from planner.search.paths import Path
from planner.search.vital import Journey, Loss, Losses, shared
from planner.shown import ShownWay, ShownWays
from planner.throughput import Narrows, Throughput
from planner.ways import Ways

SCHEMA = "landbridge/chokepoints/1"
DECISIONS = ("crossing", "port", "passage")
MOST_TOGETHER = 3
METHOD = tuple(
    """\
A loss takes a crossing with all its posts and tracks, a port as a place where goods go on or off a ship, a passage with all legs \
by it, a leg in both directions; what is left is planned anew.
Worst together: the set that costs most of all sets of up to that size that leave a way; exact (branch over what the best way of \
each state uses).
Cut: the fewest whose loss leaves no way, by maximum flow and minimum cut with each counting one.
Tonnes: the same with the capacities on record, all goods and both directions, of which what already runs takes its share; what has \
none on record narrows nothing, so that the true figure may be lower, never higher than their sum.""".splitlines()
)


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What a loss does to one journey that used what is lost."""

    journey: int
    objective_more: float | None
    """In the unit of what is minimised; none where no way is left."""
    time_h_more: float | None
    cost_usd_more: float | None
    way: int | None
    """The way that takes over, by its number."""


class LossRow(msgspec.Struct, frozen=True, kw_only=True):
    """The loss of one element, or of several together; sums are weighted by the weights of the journeys."""

    elements: tuple[str, ...]
    kinds: tuple[str, ...]
    labels: tuple[str, ...]
    objective_more: float
    time_h_more: float
    cost_usd_more: float
    """Of the journeys that still have a way."""
    cut_off: float
    """The weight of the journeys that have none."""
    hits: tuple[Hit, ...]


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """The fewest elements whose loss leaves no way."""

    journey: int
    elements: tuple[str, ...]
    labels: tuple[str, ...]
    at_least: int
    """How many it takes; 0 where no loss of such elements cuts the journey off."""
    apart: int
    """How many ways were found that have none of these kinds in common."""
    exact: bool
    """Whether these are the fewest: no more than it takes at least."""


class Independence(msgspec.Struct, frozen=True, kw_only=True):
    """What two ways have both: independent where that is nothing."""

    one: int
    other: int
    shared: tuple[str, ...]
    labels: tuple[str, ...]


class Chokepoints(msgspec.Struct, frozen=True, kw_only=True):
    """The dossier of one journey, or of several."""

    schema: str = SCHEMA
    data_version: str
    queries: tuple[QueryEcho, ...]
    weights: tuple[float, ...]
    kinds: tuple[str, ...]
    """The kinds that are lost together and cut."""
    ways: tuple[ShownWay, ...]
    """The best way of each journey first."""
    rows: tuple[LossRow, ...]
    """Single losses, the costliest first."""
    cuts_off: tuple[str, ...]
    """The elements whose loss alone cuts most off, the most first."""
    worst: tuple[LossRow, ...]
    """The worst one, two and three together that leave all journeys a way."""
    together: int
    """How many were lost together, at most: where ``worst`` ends before, one more adds nothing."""
    cuts: tuple[Cut, ...]
    throughput: tuple[Throughput, ...]
    branches: tuple[ShownWay, ...]
    independence: tuple[Independence, ...]
    method: tuple[str, ...] = METHOD


class Asked(NamedTuple):
    """A journey and how much it counts."""

    query: Query
    weight: Fraction = Fraction(1)


def chokepoints(
    network: Network, asked: Sequence[Asked], *, kinds: Sequence[str] = (), together: int = MOST_TOGETHER,
    branches: Sequence[str] = (),
) -> Chokepoints:  # fmt: skip
    """The dossier of journeys.

    Args:
        network: Where they run.
        asked: The journeys.
        kinds: What is lost together and cut; left out, crossings, ports and passages, or legs where no way has any.
        together: How many are lost together, at most.
        branches: Corridors whose ways are held against each other; left out, the ways that are different decisions.

    Raises:
        NoRouteError: where a journey has no way.
    """
    frames = [Frame(network, each.query) for each in asked]
    every = _losses(frames, asked, KINDS)
    for each, path in zip(asked, every.present.paths, strict=True):
        if path is None:
            raise _no_route(network, each.query)
    chosen = tuple(kinds) or (DECISIONS if _losses(frames, asked, DECISIONS).on_paths(every.present) else ("leg",))
    losses = every if set(chosen) == set(KINDS) else _losses(frames, asked, chosen)
    shown = ShownWays(network)
    teller = _Teller(network, frames, asked, shown)
    teller.row(every, every.present)  # numbers the best ways first
    rows = [teller.row(every, every.of(frozenset({name}))) for name in every.on_paths(every.present)]
    rows.sort(key=lambda row: (-row.objective_more, row.elements))
    cutting = sorted((row for row in rows if row.cut_off), key=lambda row: (-row.cut_off, row.elements))
    worst = {loss.elements: loss for loss in (losses.worst(most) for most in range(1, together + 1)) if loss.elements}
    throughput = tuple(
        _throughput(network, frame, number, every.present.paths[number], shown) for number, frame in enumerate(frames)
    )
    ways, independence = _branches(network, asked[0].query, branches)
    return Chokepoints(
        data_version=network.version,
        queries=tuple(echo(network, each.query) for each in asked),
        weights=tuple(float(each.weight) for each in asked),
        kinds=chosen,
        rows=tuple(rows),
        cuts_off=tuple(name for row in cutting for name in row.elements),
        worst=tuple(teller.row(losses, loss) for loss in worst.values()),
        together=together,
        cuts=tuple(_cut(network, losses, number) for number in range(len(asked))),
        throughput=throughput,
        ways=tuple(shown.ways),
        branches=ways,
        independence=independence,
    )


def _no_route(network: Network, query: Query) -> NoRouteError:
    return caveats.no_route(Ways(network, query))


def _losses(frames: Sequence[Frame], asked: Sequence[Asked], kinds: Iterable[str]) -> Losses:
    wanted = tuple(kinds)

    def of(frame: Frame, weight: Fraction) -> Journey:
        kept: dict[Path, tuple[str, ...]] = {}

        def elements(path: Path) -> tuple[str, ...]:
            if path not in kept:
                kept[path] = elements_of(frame, path, wanted)
            return kept[path]

        return Journey(
            frame.open, frame.source, frame.target, frame.weight, elements, partial(carriers, frame),
            partial(every_element, frame, wanted), weight,
        )  # fmt: skip

    return Losses([of(frame, each.weight) for frame, each in zip(frames, asked, strict=True)])


class _Teller:
    """Says what losses take, each way worked out once."""

    def __init__(self, network: Network, frames: Sequence[Frame], asked: Sequence[Asked], shown: ShownWays) -> None:
        self._network = network
        self._frames = frames
        self._asked = asked
        self._shown = shown
        self._measures: dict[tuple[int, Path], tuple[float, float, int]] = {}

    def _measured(self, number: int, path: Path) -> tuple[float, float, int]:
        key = (number, path)
        if key not in self._measures:
            frame = self._frames[number]
            way = self._shown.ways[self._shown.number(frame.graph, path) - 1]
            self._measures[key] = (way.time_h, way.cost_usd, frame.weight(path))
        return self._measures[key]

    def row(self, losses: Losses, loss: Loss) -> LossRow:
        """A loss with what it does to each journey that it touches."""
        hits = []
        sums = [Fraction(0), Fraction(0), Fraction(0)]
        for number, (before, path) in enumerate(zip(losses.present.paths, loss.paths, strict=True)):
            assert before is not None, "journeys have a way"
            hours, usd, weight = self._measured(number, before)
            if path is None:
                hits.append(Hit(journey=number, objective_more=None, time_h_more=None, cost_usd_more=None, way=None))
            elif path != before:
                then_hours, then_usd, then_weight = self._measured(number, path)
                more = ((then_weight - weight) / UNITS_PER_ONE, then_hours - hours, then_usd - usd)
                share = self._asked[number].weight
                sums = [total + share * Fraction(each) for total, each in zip(sums, more, strict=True)]
                way = self._shown.number(self._frames[number].graph, path)
                hits.append(
                    Hit(journey=number, objective_more=more[0], time_h_more=more[1], cost_usd_more=more[2], way=way)
                )
        names = tuple(sorted(loss.elements))
        return LossRow(
            elements=names, kinds=tuple(map(kind_of, names)), labels=tuple(label(self._network, name) for name in names),
            objective_more=float(sums[0]), time_h_more=float(sums[1]), cost_usd_more=float(sums[2]),
            cut_off=float(losses.cut_off(loss)), hits=tuple(hits),
        )  # fmt: skip


def _cut(network: Network, losses: Losses, number: int) -> Cut:
    found = losses.cut(number)
    if found is None:
        return Cut(journey=number, elements=(), labels=(), at_least=0, apart=0, exact=True)
    names = tuple(sorted(found.elements))
    return Cut(
        journey=number, elements=names, labels=tuple(label(network, name) for name in names), at_least=found.least,
        apart=found.apart, exact=len(names) == found.least,
    )  # fmt: skip


def _throughput(network: Network, frame: Frame, number: int, best: Path | None, shown: ShownWays) -> Throughput:
    assert best is not None, "journeys have a way"
    narrows = Narrows(network, frame)
    found = narrows.most()
    way = narrows.unrecorded() if found is None else None
    return Throughput(
        journey=number, mt_per_year=None if found is None else found[0], cut=() if found is None else found[1],
        unrecorded=None if way is None else shown.number(frame.graph, way), best=narrows.along(best),
    )  # fmt: skip


def _branches(
    network: Network, query: Query, corridors: Sequence[str]
) -> tuple[tuple[ShownWay, ...], tuple[Independence, ...]]:
    """The ways held against each other, and what each two of them share."""
    found: list[tuple[Frame, Path]] = []
    queries = [msgspec.structs.replace(query, corridor=name) for name in corridors] or [query]
    for each in queries:
        ways = Ways(network, each)
        if not ways.different:
            raise caveats.no_route(ways)
        frame = Frame(network, each)
        kept = ways.different[:1] if corridors else ways.different
        found += [(frame, tuple(arc.number for arc in way)) for way in kept]
    shown = ShownWays(network)
    for frame, path in found:
        shown.number(frame.graph, path)
    used = [elements_of(frame, path) for frame, path in found]
    pairs = tuple(
        Independence(one=one + 1, other=other + 1, shared=names, labels=tuple(label(network, name) for name in names))
        for (one, other), names in shared(used).items()
    )
    return tuple(shown.ways), pairs
