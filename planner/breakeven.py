"""At which value of each number the best way changes, and to what: exact switching values of one question."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from corridors.errors import NoRouteError, UsageError
from corridors.gazetteer import suggest
from corridors.itinerary import QueryEcho
from corridors.model import Basis
from corridors.network import Network
from planner import caveats
from planner.beliefs import Belief, beliefs
from planner.frame import Frame
from planner.objectives import UNITS_PER_ONE
from planner.parameters import Parameter, Parameters
from planner.plan import echo
from planner.query import Query
from planner.search.parametric import Parametric, Piece, crossings, line_at, switches
from planner.search.paths import Path
from planner.shown import ShownWay, ShownWays
from planner.switching import NEAREST
from planner.ways import Ways

SCHEMA = "landbridge/breakeven/1"
METHOD = (
    "One number is moved and all others stay; every way of the graph may take over, not only those shown.",
    "Switching values are exact over the search weights (whole millionths): lower envelopes of lines, no grid.",
    "Days and USD of a way are those with all numbers as they are now.",
    "Undecided by the data: the switch lies inside the low-high range of the number's own record.",
)
BELIEFS = (
    "Your belief: how likely a closure found only on arrival, with a way round from there, makes another way as good"
    " from the outset. It is a threshold for what you believe, no estimate of what will happen."
)


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """A value at which one way takes over from another."""

    value: float
    relative: float
    """How far from the value now: the value over it, less one, without sign; the plain value where it is nothing now."""
    side: Literal["below", "above"]
    """Whether ``way`` is the best below or above the value."""
    way: int
    undecided: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A number and its switching values."""

    parameter: str
    kind: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    basis: Basis
    span_low: float
    span_high: float
    """The values between which nothing is missed."""
    switches: tuple[Switch, ...]
    gap_low: float | None = None
    """What the first way still takes more than the second at the low end of the span, where two are compared."""
    gap_high: float | None = None


class Breakeven(msgspec.Struct, frozen=True, kw_only=True):
    """The switching values of one question."""

    schema: str = SCHEMA
    data_version: str
    query: QueryEcho
    against: str | None = None
    gap: float | None = None
    """What the first way takes more than the second now, where two are compared."""
    ways: tuple[ShownWay, ...]
    """The best way now first; switches name the others by their number."""
    nearest: tuple[str, ...]
    rows: tuple[Row, ...]
    beliefs: tuple[Belief, ...]
    belief_words: str = BELIEFS
    method: tuple[str, ...] = METHOD


def breakeven(network: Network, query: Query, *, names: Sequence[str] = (), against: str | None = None) -> Breakeven:
    """The switching values of a question.

    Args:
        network: Where ways are looked for.
        query: The question.
        names: Only these parameters; empty for all on the best way and on its rivals.
        against: A corridor: when does the way the query takes lose to, or win over, the best along this one?

    Raises:
        NoRouteError: where there is no way to compare.
        UsageError: for a parameter that the graph does not have, or an objective that no number moves.
    """
    if query.by in {"distance", "emissions"}:
        raise UsageError(
            what=f"nothing here moves the {query.by} of a way", where="--by",
            why="switching values are those of times, prices and the value of time",
            remedy="--by generalised, time or cost",
        )  # fmt: skip
    frame, ways, search = _searched(network, query)
    parameters = Parameters(frame.graph)
    shown = ShownWays(network)
    assert search.path is not None, "a way was found"
    shown.number(frame.graph, search.path)
    rivals = [search.path, *(tuple(arc.number for arc in way) for way in ways.different)]
    if against is None:
        chosen = _chosen(parameters, names, rivals)
        near = [] if names else [found.parameter.name for found in ways.switching.nearest(search.path, rivals[1:])[0]]
        chosen += [name for name in near if name not in chosen]
        rows = [_row(parameters, name, frame, search, shown) for name in chosen]
        return _answer(network, query, shown, rows, beliefs(frame, search.path, search.to_target), near)
    other_query = msgspec.structs.replace(query, corridor=against)
    other, _, other_search = _searched(network, other_query)
    assert other_search.path is not None, "a way was found"
    shown.number(other.graph, other_search.path)
    chosen = _chosen(parameters, names, [search.path, other_search.path])
    rows = [_against(parameters, name, (frame, search), (other, other_search), shown) for name in chosen]
    gap = (frame.weight(search.path) - other.weight(other_search.path)) / UNITS_PER_ONE
    return msgspec.structs.replace(_answer(network, query, shown, rows, ()), against=against, gap=gap)


def _searched(network: Network, query: Query) -> tuple[Frame, Ways, Parametric]:
    ways = Ways(network, query)
    if not ways.different:
        raise caveats.no_route(ways)
    frame = Frame(network, query)
    search = Parametric(frame.open, frame.source, frame.target)
    if search.path is None:
        raise NoRouteError(what="no way is open")
    return frame, ways, search


def _chosen(parameters: Parameters, names: Sequence[str], paths: Iterable[Path]) -> list[str]:
    known = parameters.parts
    for name in names:
        if name not in known:
            close = suggest(name, known) or [other for other in known if name in other][:5]
            raise UsageError(
                what=f"no parameter is called {name!r}", where="--parameter",
                why=f"{len(known)} numbers weigh on the graph of this question",
                remedy=f"did you mean {', '.join(close)}?" if close else "landbridge breakeven FROM TO --json lists them",
            )  # fmt: skip
    if names:
        return list(names)
    used = {number for path in paths for number in path}
    return [name for name in parameters.known if name in known and not used.isdisjoint(known[name])]


def _row(parameters: Parameters, name: str, frame: Frame, search: Parametric, shown: ShownWays) -> Row:
    parameter = parameters.known[name]
    now, low, high = parameter.span
    pieces = search.pieces(parameters.parts[name], now, low, high)
    found = [
        _switch(parameter, t, above=above, way=shown.number(frame.graph, line.path))
        for t, above, line in switches(pieces, now)
    ]
    return _as_row(parameter, found)


def _as_row(
    parameter: Parameter, found: Iterable[Switch], gaps: tuple[float | None, float | None] = (None, None)
) -> Row:
    _, low, high = parameter.span
    ends = (high, low) if parameter.pace else (low, high)
    return Row(
        parameter=parameter.name, kind=parameter.kind, label=parameter.label, unit=parameter.unit,
        value=parameter.value, low=parameter.low, high=parameter.high, basis=parameter.basis,
        span_low=parameter.at(ends[0]), span_high=parameter.at(ends[1]),
        switches=tuple(sorted(found, key=lambda switch: switch.value)),
        gap_low=gaps[1] if parameter.pace else gaps[0], gap_high=gaps[0] if parameter.pace else gaps[1],
    )  # fmt: skip


def _switch(parameter: Parameter, t: Fraction, *, above: bool, way: int) -> Switch:
    value = parameter.at(t)
    return Switch(
        value=value,
        relative=parameter.relative(value),
        side=parameter.side(above=above),
        way=way,
        undecided=parameter.undecided(value),
    )


def _against(
    parameters: Parameters, name: str, one: tuple[Frame, Parametric], other: tuple[Frame, Parametric], shown: ShownWays
) -> Row:
    parameter = parameters.known[name]
    now, low, high = parameter.span
    mine, theirs = (
        [_plain(piece, frame, now) for piece in search.pieces(_of(parameters, name, frame), now, low, high)]
        for frame, search in (one, other)
    )
    gaps = tuple(float(line_at(mine, t).at(t) - line_at(theirs, t).at(t)) / UNITS_PER_ONE for t in (low, high))
    found = []
    for t in crossings(mine, theirs):
        above = t >= now
        beyond = _beyond(mine, theirs, t, above=above)
        frame, line = (one[0], line_at(mine, t)) if beyond else (other[0], line_at(theirs, t))
        found.append(_switch(parameter, t, above=above, way=shown.number(frame.graph, line.path)))
    return _as_row(parameter, found, (gaps[0], gaps[1]))


def _of(parameters: Parameters, name: str, frame: Frame) -> dict[int, int]:
    """The parts of a parameter in the graph of a frame, which has the same arcs as the one they were found in."""
    assert len(frame.graph.terminals) == len(parameters.graph.terminals), "another day has another graph"
    return parameters.parts[name]


def _plain(piece: Piece, frame: Frame, now: int) -> Piece:
    """A piece whose line is without what rules add to weights."""
    line = piece.line
    return piece._replace(line=line._replace(base=frame.weight(line.path) - now * line.slope))


def _beyond(mine: Sequence[Piece], theirs: Sequence[Piece], t: Fraction, *, above: bool) -> bool:
    """Whether the first of two wins on the side of a crossing that lies away from now."""
    ends = sorted({end for piece in (*mine, *theirs) for end in (piece.start, piece.end)})
    side = next((end for end in (ends if above else reversed(ends)) if (end > t if above else end < t)), t)
    middle = (t + side) / 2
    return line_at(mine, middle).at(middle) < line_at(theirs, middle).at(middle)


def _answer(  # noqa: PLR0913, PLR0917 - the parts of an answer
    network: Network, query: Query, shown: ShownWays, rows: Sequence[Row], believed: Sequence[Belief],
    nearest: Sequence[str] = (),
) -> Breakeven:  # fmt: skip
    near = sorted(
        (min(switch.relative for switch in row.switches), row.parameter) for row in rows if row.switches and row.value
    )
    order = {name: place for place, (_, name) in enumerate(near)}
    return Breakeven(
        data_version=network.version,
        query=echo(network, query),
        ways=tuple(shown.ways),
        nearest=tuple(nearest) or tuple(name for _, name in near[:NEAREST]),
        rows=tuple(sorted(rows, key=lambda row: order.get(row.parameter, len(order)))),
        beliefs=tuple(believed),
    )
