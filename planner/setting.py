"""What questions of one day, cargo and objective share: weights and barriers of all arcs, kept while they are asked.

Nothing here depends on where a journey starts and ends but for the countries of its two ends: goods that are at home in
a country escape what binds its transit, and some goods may not enter some countries.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from corridors.conditions import OPEN, Bound, Condition, Conditions, barred_countries, effects_on, in_force
from corridors.itinerary import Step
from corridors.model import FUTURE_STATES, MODES, PASSABLE_STATES, Leg, Permission
from corridors.network import Network
from planner.arcs import LIFTABLE, Barrier
from planner.constraints import OPERATOR
from planner.objectives import OBJECTIVES, to_units
from planner.pricing import TYPICAL, Price, PriceList
from planner.query import Query
from planner.search.digraph import Digraph
from planner.topology import Charge, Link, Topology

MOST_KEPT = 32
"""Settings, weights and the like kept of one network: the least lately used goes first."""

PLANNED = Barrier("planned", "planned lines are left out, --include planned lets them in", "planned")

K = TypeVar("K")


class Kept:
    """A small memory of what was made last, by what it depends on."""

    def __init__(self, _network: Network) -> None:
        """Remember nothing yet."""
        self._made: dict[Any, Any] = {}

    def __len__(self) -> int:
        return len(self._made)

    def get(self, key: tuple[Any, ...], make: Callable[[], K]) -> K:
        """What was made for a key, or what ``make`` makes now."""
        found: K
        if key in self._made:
            found = self._made.pop(key)
        else:
            found = make()
            if len(self._made) >= MOST_KEPT:
                del self._made[next(iter(self._made))]
        self._made[key] = found
        return found


def topology_of(network: Network, query: Query) -> Topology:
    """The topology of the services that run and the facilities that stand on the day."""
    on = query.on if query.depart is None else query.depart.date()
    services = tuple(service for service in network.data.services if in_force(service.first, service.last, on))
    facilities = tuple(
        facility
        for group in network.facilities.values()
        for facility in group
        if in_force(facility.start, facility.end, on)
        or (query.include_planned and facility.start is not None and facility.start > on)
    )
    key = ("topology", *map(id, services), *map(id, facilities))  # the network keeps its records
    return network.derived(Kept).get(key, lambda: Topology(network, services, facilities))


class Weights:
    """What every arc takes on a day under some scenarios, for one cargo and one objective."""

    def __init__(self, network: Network, query: Query, bound: Sequence[Bound]) -> None:
        """Weigh all arcs.

        Raises:
            ValueError: where a measure is no weight.
        """
        self.topology = topology_of(network, query)
        cargo = query.cargo
        self.prices = network.derived(Kept).get(("prices", cargo), lambda: PriceList(network, cargo))
        self.bound = tuple(bound)
        self.conditions = Conditions(network.places, network.passages, query.on, self.bound)
        self.steps: dict[int, tuple[Step, ...]] = {}
        """Steps of the arcs that were shown so far."""
        self.ends: dict[str, Any] = {}
        """What was made of loading and unloading at places, for who asks of many."""
        self._query = query
        weigh, measures, condition_of = OBJECTIVES[query.by], self.prices.measures, self.conditions.of
        self.condition: list[Condition | None] = [None]
        """The condition of each run."""
        taken = [0]
        for run in self.topology.runs[1:]:
            assert run is not None, "only the first is none"
            condition = condition_of(run.leg, run.way)
            self.condition.append(condition)
            taken.append(to_units(weigh(measures(run.leg, condition, TYPICAL, run.service), query)))
        paid = [0 if charge is None else self.of(self.price(charge)) for charge in self.topology.charges]
        self.arcs = [taken[run] + paid[one] + paid[two] for _, _, run, one, two, _ in self.topology.links]
        """The weight of each arc in whole millionths."""

    def price(self, charge: Charge) -> Price:
        """The price of a charge."""
        prices = self.prices
        if charge.kind == "wait":
            return prices.wait(charge.mode, charge.service)
        if charge.kind == "border" and charge.leg is not None:
            return prices.border(charge.leg, charge.way)
        return prices.handling(charge.mode_from, charge.mode, charge.facility)

    def of(self, price: Price) -> int:
        """The weight of a price."""
        return to_units(OBJECTIVES[self._query.by](price.typical, self._query))

    @cached_property
    def at_best(self) -> list[int]:
        """The weight of each arc on a day on which nothing slows it or makes it dearer."""
        weigh, measures, query = OBJECTIVES[self._query.by], self.prices.measures, self._query
        taken = [
            0 if run is None else to_units(weigh(measures(run.leg, OPEN, TYPICAL, run.service), query))
            for run in self.topology.runs
        ]
        paid = [0 if charge is None else self.of(self.price(charge)) for charge in self.topology.charges]
        return [taken[run] + paid[one] + paid[two] for _, _, run, one, two, _ in self.topology.links]

    @cached_property
    def whole(self) -> Digraph:
        """All arcs, whatever bars them."""
        links = self.topology.links
        return Digraph.of(
            len(self.topology.terminals),
            ((link[0], link[1], weight, n) for n, (link, weight) in enumerate(zip(links, self.arcs, strict=True))),
        )


class Setting:
    """Weights, and what bars arcs: closures of the day, plans, permissions, constraints."""

    def __init__(self, weights: Weights, network: Network, query: Query, barred: Sequence[Permission]) -> None:
        """Work out what bars each run and each place."""
        self.weights = weights
        self.topology = weights.topology
        self._network = network
        self._query = query
        self._barred = [(permission, frozenset(permission.through)) for permission in barred]
        avoid, only = query.avoid, query.only
        self._avoided_legs = _legs_of(network, avoid.corridors) | avoid.legs
        self._only_on = _legs_of(network, only.corridors)
        self.runs = list(self._run_barriers())
        """What bars each run."""
        constrained = bool(avoid.words or only.places or only.operators)
        self.barriers: dict[int, Barrier] = {}
        """What bars arcs, by number: the first thing of each that does."""
        for number, link in enumerate(self.topology.links):
            found = self.runs[link[2]]
            if found is None and constrained:
                found = next(chain(self._of_place(link), self._of_operator(link)), None)
            if found is not None:
                self.barriers[number] = found

    def _run_barriers(self) -> Iterable[Barrier | None]:
        query, runs, conditions = self._query, self.topology.runs, self.weights.condition
        constrained = bool(query.avoid.words or query.only.words) or len(query.modes) < len(MODES)
        places, barred = self._network.places, frozenset().union(*(through for _, through in self._barred))
        for run, condition in zip(runs, conditions, strict=True):
            if run is None or condition is None:
                yield None
            elif constrained or places[run.leg.start].country in barred or places[run.leg.end].country in barred:
                yield self._barrier(run.leg, condition)
            elif condition.state in PASSABLE_STATES:
                yield None
            else:
                yield self._closure(condition)

    def _barrier(self, leg: Leg, condition: Condition) -> Barrier | None:
        found = next(self._of_rules(leg), None)
        return self._closure(condition) if found is None and condition.state not in PASSABLE_STATES else found

    def all_barriers(self, number: int) -> Iterator[Barrier]:
        """All that bars an arc; each would have to go for the arc to be used."""
        link = self.topology.links[number]
        run = self.topology.runs[link[2]]
        if run is not None:
            yield from self._of_rules(run.leg)
            planned, shut_by = self.weights.conditions.shut_by(run.leg, run.way)
            if planned and not self._query.include_planned:
                yield PLANNED
            for reason in shut_by:
                yield Barrier("disused" if reason.kind == "status" else "closed", reason.text, reason.id)
        yield from self._of_place(link)
        yield from self._of_operator(link)

    def _closure(self, condition: Condition) -> Barrier | None:
        if condition.state in FUTURE_STATES:
            if self._query.include_planned:
                return None
            expected = f", expected {condition.expected}" if condition.expected else ", no date"
            return Barrier("planned", f"{condition.state}{expected}")
        reason = condition.reasons[-1]
        return Barrier("disused" if reason.kind == "status" else "closed", reason.text, reason.id)

    def _of_rules(self, leg: Leg) -> Iterator[Barrier]:
        """The constraints and permissions that bar a leg."""
        places = self._network.places
        countries = {place.country for place in (places[leg.start], places[leg.end]) if not place.at_sea}
        query, avoid, only = self._query, self._query.avoid, self._query.only
        if leg.mode not in query.modes:
            yield Barrier("constraint", "--modes " + ",".join(mode for mode in MODES if mode in query.modes))
        hits = [
            *(countries & avoid.countries),
            *({leg.start, leg.end} & avoid.places),
            *({leg.mode} & avoid.modes),
            *(set(leg.passages) & avoid.passages),
            *({leg.id} & avoid.legs),
            *(
                name
                for name in avoid.corridors
                if leg.id in self._avoided_legs and leg.id in _legs_of(self._network, {name})
            ),
        ]
        yield from (_constraint("--avoid", hit) for hit in sorted(hits))
        if only.words:
            kept = (
                (only.countries, countries <= only.countries),
                (only.modes, leg.mode in only.modes),
                (only.passages, set(leg.passages) <= only.passages),
                (only.legs, leg.id in only.legs),
                (only.corridors, leg.id in self._only_on),
            )
            yield from (_constraint("--only", *sorted(kind)) for kind, keeps in kept if kind and not keeps)
        for permission, through in self._barred:
            if countries & through and (not permission.modes or leg.mode in permission.modes):
                yield Barrier("barred", permission.title, permission.id)

    def _of_place(self, link: Link) -> Iterator[Barrier]:
        """The constraints that keep goods from being handled."""
        what = link[5]
        if what.kind != "change":
            return
        query, place = self._query, what.place
        hits = {place} & query.avoid.places | {self._network.places[place].country} & query.avoid.countries
        yield from (_constraint("--avoid", hit) for hit in sorted(hits))
        if query.only.places and place not in {*query.only.places, query.origin, query.destination}:
            yield _constraint("--only", *sorted(query.only.places))

    def _of_operator(self, link: Link) -> Iterator[Barrier]:
        """The constraints that bar a leg, or a line run over it, by its operator."""
        what, avoid, only = link[5], self._query.avoid.operators, self._query.only.operators
        if what.leg is None or not (avoid or only):
            return
        operators = operators_on(self._network, link)
        yield from (_constraint("--avoid", OPERATOR + hit) for hit in sorted(operators & avoid))
        if only and not operators & only:
            yield _constraint("--only", *(OPERATOR + name for name in sorted(only)))

    def without(self, graph: Digraph, kinds: Callable[[str], bool]) -> Digraph:
        """A graph less the arcs that a barrier of some kinds bars."""
        links = self.topology.links
        return graph.without(
            {number: links[number][:2] for number, barrier in self.barriers.items() if kinds(barrier.kind)}
        )

    @cached_property
    def unless_ruled_out(self) -> Digraph:
        """The arcs that are open, closed for now or barred to these goods, and none that is out of the question."""
        return self.without(self.weights.whole, lambda kind: kind not in LIFTABLE)

    @cached_property
    def unless_constrained(self) -> Digraph:
        """All arcs but those that a constraint of the question rules out."""
        return self.without(self.weights.whole, lambda kind: kind == "constraint")

    @cached_property
    def open(self) -> Digraph:
        """The arcs that may be used."""
        return self.without(self.unless_ruled_out, lambda kind: kind in LIFTABLE)

    @cached_property
    def open_sea(self) -> Digraph:
        """The open arcs of which a sea voyage can be made."""
        links = self.topology.links
        return self.open.without({number: links[number][:2] for number in self.topology.of_no_voyage})


def operators_on(network: Network, link: Link) -> set[str]:
    """Who runs the leg of an arc, or the line that is run over it."""
    what = link[5]
    line = "" if what.service is None else network.services[what.service].operator
    return {line if what.leg is None else what.leg.operator, line} - {""}


def _constraint(option: str, *words: str) -> Barrier:
    return Barrier("constraint", " ".join(f"{option} {word}" for word in words))


def _legs_of(network: Network, corridors: Iterable[str]) -> frozenset[str]:
    return frozenset(leg for name in corridors for way in network.corridors[name].ways for leg in way)


class _Day(NamedTuple):
    """The effects of a day under some scenarios: all of them, and which bind transit only."""

    bound: tuple[Bound, ...]
    transit: tuple[int, ...]


def _day(network: Network, query: Query) -> _Day:
    scenarios = (network.scenarios[name] for name in query.scenarios)
    bound = tuple(effects_on(network.data.events, scenarios, query.on, frozenset()))
    return _Day(bound, tuple(number for number, (effect, _) in enumerate(bound) if effect.scope == "transit"))


class _Asked(NamedTuple):
    """What the weights of a question depend on beside its network."""

    key: tuple[Any, ...]
    bound: tuple[Bound, ...]


def _asked(network: Network, query: Query, goods_of: frozenset[str]) -> _Asked:
    on, scenarios = query.on, query.scenarios
    day = network.derived(Kept).get(("day", on, scenarios), lambda: _day(network, query))
    escaped = frozenset(number for number in day.transit if goods_of.intersection(day.bound[number][0].countries))
    values = (query.value_of_time_usd_per_day, query.carbon_price_usd_per_tonne) if query.by == "generalised" else ()
    departed = query.depart and query.depart.date()
    key = (on, scenarios, escaped, query.include_planned, query.by, values, query.cargo, departed)
    return _Asked(key, tuple(bound for number, bound in enumerate(day.bound) if number not in escaped))


def weights_of(network: Network, query: Query, goods_of: frozenset[str]) -> Weights:
    """The weights of a question, the very ones of an earlier question where nothing in them differs."""
    asked = _asked(network, query, goods_of)
    return network.derived(Kept).get(("weights", *asked.key), lambda: Weights(network, query, asked.bound))


def setting_of(network: Network, query: Query, goods_of: frozenset[str]) -> Setting:
    """The setting of a question, the very one of an earlier question where nothing in it differs."""
    ends = [network.places[place].country for place in (query.origin, query.destination)]
    barred = tuple(permission for permission, _ in barred_countries(network.data.permissions, query.on, *ends))

    def set_up() -> Setting:
        return Setting(weights_of(network, query, goods_of), network, query, barred)

    permissions = tuple(permission.id for permission in barred)
    ends_kept = (query.origin, query.destination) if query.only.places else ()
    key = _asked(network, query, goods_of).key
    constraints = (permissions, query.modes, query.avoid, query.only, ends_kept)
    return network.derived(Kept).get(("setting", *key, *constraints), set_up)
