"""Random networks with operators, and questions with fronts, limits, prices on carbon and what alone may be used."""

import datetime as dt
from random import Random

import msgspec

from corridors.model import MODES
from corridors.network import Network
from planner.constraints import CRITERIA, Avoid, Limits, Only
from planner.query import Query
from tests.brute_force import Walk
from tests.random_networks import COUNTRIES, Case, case

OPERATORS = ("", "A", "B")


def constrained(seed: int, kind: str = "plain") -> Case:
    """The case of a seed with operators on its legs, and a question with more in it; limits come by :func:`limited`."""
    made, rnd = case(seed, kind), Random(seed)  # noqa: S311 - repeatable, not secret
    data = made.network.data
    legs = tuple(msgspec.structs.replace(leg, operator=rnd.choice(OPERATORS)) for leg in data.legs)
    network = Network(msgspec.structs.replace(data, legs=legs), "random")
    query = msgspec.structs.replace(
        made.query,
        only=_only(rnd, network, made.query) if rnd.random() < 0.15 else Only(),
        avoid=Avoid(operators=frozenset({"A"}), words=("operator:A",)) if rnd.random() < 0.1 else made.query.avoid,
        carbon_price_usd_per_tonne=float(rnd.choice((0, 0, 50, 200))),
    )
    return Case(network, query)


def _only(rnd: Random, network: Network, query: Query) -> Only:
    legs = [leg.id for leg in network.data.legs]
    home = {network.places[place].country for place in (query.origin, query.destination)}
    chosen: dict[str, frozenset[str]] = {
        "places": frozenset(rnd.sample(list(network.places), 2)),
        "countries": frozenset(home | {rnd.choice(COUNTRIES)}),
        "modes": frozenset(rnd.sample(MODES, 3)),
        "passages": frozenset({"gate0"}),
        "legs": frozenset(rnd.sample(legs, min(len(legs), 7))),
        "corridors": frozenset({"way"}),
        "operators": frozenset(rnd.choice((("A",), ("A", "B"), ("nobody", "B")))),
    }
    kinds = rnd.sample(sorted(chosen), rnd.choice((1, 1, 2)))
    found = {kind: chosen[kind] for kind in kinds}
    return Only(**found, words=tuple(sorted(word for words in found.values() for word in words)))


def limited(query: Query, walks: list[Walk], seed: int) -> Query:
    """The question with limits that some of its walks keep and others do not."""
    rnd = Random(seed)  # noqa: S311 - as above
    found: dict[str, float | int] = {}
    for name in rnd.sample(("gauge_breaks", "borders", "time_h", "cost_usd"), rnd.choice((1, 1, 2, 3))):
        if name in {"gauge_breaks", "borders"}:
            found[name] = rnd.choice((0, 0, 1))
        elif walks:
            total = rnd.choice(walks).total
            found[name] = float(total.hours if name == "time_h" else total.dollars) or 1.0
    return msgspec.structs.replace(
        query,
        limits=Limits(**found),  # type: ignore[arg-type]
        differ_by=rnd.choice(("decisions", "decisions", "weight", "km")),
        stretch=rnd.choice((None, 1.5)) if query.corridor is None else None,
    )


def weighing(query: Query, seed: int) -> Query:
    """The question with two or three criteria, so that it asks for a front."""
    rnd = Random(seed)  # noqa: S311 - as above
    criteria = tuple(rnd.sample(CRITERIA, rnd.choice((2, 2, 3))))
    return msgspec.structs.replace(query, pareto=criteria, by="generalised")


def leaving(query: Query, seed: int) -> Query:
    """The question with a departure shortly before something changes."""
    rnd = Random(seed)  # noqa: S311 - as above
    day = rnd.choice(
        (dt.date(2026, 3, 29), dt.date(2026, 2, 27), dt.date(2026, 5, 30), dt.date(2025, 11, 13), dt.date(2026, 8, 29))
    )
    moment = dt.datetime.combine(day, dt.time(rnd.choice((0, 6, 12, 20)), rnd.choice((0, 30))))
    return msgspec.structs.replace(query, on=day, depart=moment)


def in_time(seed: int, kind: str) -> Case:
    """A case that departs shortly before something changes, on a network whose lines and handling places stay."""
    made = constrained(seed, kind)
    data = made.network.data
    steady = msgspec.structs.replace(
        data,
        services=tuple(msgspec.structs.replace(service, first=None, last=None) for service in data.services),
        facilities=tuple(msgspec.structs.replace(facility, start=None, end=None) for facility in data.facilities),
    )
    rnd = Random(seed)  # noqa: S311 - as above
    query = msgspec.structs.replace(
        leaving(made.query, seed),
        alternatives=rnd.choice((1, 2, 3)),
        carbon_price_usd_per_tonne=0.0,
        limits=Limits(time_h=float(rnd.choice((60, 150, 400, 2000)))) if rnd.random() < 0.4 else Limits(),
    )
    return Case(Network(steady, "random"), query)
