"""Changes to a network whose effect on the answers is known: one of six a seed, for the tests and for longer campaigns.

``python -m tests.planner.metamorphic --checks 20000`` runs them all and prints how many of each there were.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import msgspec

from corridors.dataset import NetworkData
from corridors.errors import NoRouteError
from corridors.itinerary import Front, LegStep, Plan
from corridors.model import Figure, Leg, Span
from corridors.network import Network
from planner.plan import plan
from planner.search.digraph import Digraph
from planner.search.fronts import Measured, front
from planner.ways import Ways
from tests.brute_force import MILLION
from tests.constrained_networks import constrained, weighing
from tests.random_networks import Case

SCALED = {
    "distance_km", "time_h", "cost_usd", "dwell_h", "fee_usd", "delay_h", "surcharge_usd", "leaves_when_full_wait_h",
}  # fmt: skip
SLOWED = {"departures_per_week"}
CRITERIA = ("time", "cost", "emissions", "distance")
Summary = tuple[tuple[int, ...], ...]
"""The whole front in millionths; empty where there is no way."""


def answer(case: Case) -> Plan | None:
    """The front of a case, or None where there is no way."""
    try:
        return plan(case.network, case.query)
    except NoRouteError:
        return None


def summary(found: Plan | None) -> Summary:
    """The vectors of an answer."""
    if found is None:
        return ()
    assert isinstance(found.front, Front)
    return tuple(tuple(round(value * MILLION) for value in vector) for vector in found.front.vectors)


def best(case: Case) -> int | None:
    """The weight of the best way."""
    way = Ways(case.network, msgspec.structs.replace(case.query, pareto=())).best
    return None if way is None else sum(arc.weight for arc in way)


def changed(case: Case, **records: Any) -> Case:
    """The case with other records."""
    return Case(Network(msgspec.structs.replace(case.network.data, **records), "changed"), case.query)


def scale(case: Case, _rnd: Random) -> bool:
    """Twice the hours, dollars and kilometres of everything are twice each vector of the front."""
    twice = _scaled(case.network.data)
    assert isinstance(twice, NetworkData)
    wanted = tuple(tuple(2 * value for value in vector) for vector in summary(answer(case)))
    assert summary(answer(Case(Network(twice, "twice"), case.query))) == wanted
    return bool(wanted)


def _scaled(record: Any) -> Any:
    if isinstance(record, tuple):
        return tuple(_scaled(item) for item in record)
    if not isinstance(record, msgspec.Struct) or isinstance(record, Figure):
        return record
    fields = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Figure) and name in SCALED | SLOWED:
            fields[name] = _times(value, 2 if name in SCALED else 0.5)
        elif isinstance(value, (tuple, msgspec.Struct)):
            fields[name] = _scaled(value)
    return msgspec.structs.replace(record, **fields)


def _times(figure: Figure, factor: float) -> Figure:
    return msgspec.structs.replace(
        figure,
        typical=figure.typical * factor,
        low=None if figure.low is None else figure.low * factor,
        high=None if figure.high is None else figure.high * factor,
    )


def permute(case: Case, rnd: Random) -> bool:
    """The order of the records changes no vector and no weight."""
    data = case.network.data
    shuffled = {
        name: tuple(rnd.sample(getattr(data, name), len(getattr(data, name))))
        for name in ("places", "legs", "facilities", "services", "passages", "events", "permissions")
    }
    other = changed(case, **shuffled)
    assert summary(answer(other)) == summary(answer(case))
    assert best(other) == best(case)
    return best(case) is not None


def split(case: Case, rnd: Random) -> bool:
    """A leg by land inside a country is two legs with a place between, and nothing else changes."""
    case = changed(case, events=(), scenarios=(), permissions=())
    case = Case(case.network, msgspec.structs.replace(case.query, scenarios=()))
    places = case.network.places
    inland = [
        leg
        for leg in case.network.data.legs
        if leg.mode in {"rail", "road"} and places[leg.start].country == places[leg.end].country and not leg.rivals
    ]
    if not inland:
        return False
    leg = rnd.choice(inland)
    near = places[leg.start]
    middle = msgspec.structs.replace(near, id="middle", name="Middle", kind="junction")
    half = _half(leg)
    one = msgspec.structs.replace(half, end="middle")
    two = msgspec.structs.replace(half, id="other-half", start="middle", passages=())
    data = case.network.data

    def both(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part for name in names for part in ((name, "other-half") if name == leg.id else (name,)))

    split_case = changed(
        case,
        places=(*data.places, middle),
        legs=tuple(part for each in data.legs for part in ((one, two) if each is leg else (each,))),
        services=tuple(msgspec.structs.replace(each, legs=both(each.legs)) for each in data.services),
        corridors=tuple(msgspec.structs.replace(each, ways=tuple(map(both, each.ways))) for each in data.corridors),
    )
    query = case.query
    avoid, only = query.avoid, query.only
    if leg.id in avoid.legs:
        avoid = msgspec.structs.replace(avoid, legs=avoid.legs | {"other-half"})
    if leg.id in only.legs:
        only = msgspec.structs.replace(only, legs=only.legs | {"other-half"})
    split_case = Case(split_case.network, msgspec.structs.replace(query, avoid=avoid, only=only))
    if leg.start in avoid.places or leg.end in avoid.places or leg.season is not None:
        return False  # either half is shut by what shuts the whole, but a shut half alone is in nobody's way
    assert summary(answer(split_case)) == summary(answer(case))
    return True


def _half(leg: Leg) -> Leg:
    fields = {
        name: _times(getattr(leg, name), 0.5) for name in ("distance_km", "time_h", "cost_usd") if getattr(leg, name)
    }
    return msgspec.structs.replace(leg, **fields)


def dominated(case: Case, rnd: Random) -> bool:
    """A second leg beside another, longer and no faster or cheaper, changes nothing."""
    case = changed(case, events=(), scenarios=())  # which may bind the one leg by its name and not the other
    avoid, only = case.query.avoid, case.query.only
    case = Case(case.network, msgspec.structs.replace(case.query, scenarios=()))
    carried = {leg for service in case.network.data.services for leg in service.legs}
    free = [leg for leg in case.network.data.legs if leg.id not in carried]
    if not free or avoid.legs or avoid.corridors or only.legs or only.corridors:
        return False
    leg = rnd.choice(free)
    longer = msgspec.structs.replace(leg, id="zz-longer", distance_km=_times(leg.distance_km, 2))
    other = changed(case, legs=(*case.network.data.legs, longer))
    assert summary(answer(other)) == summary(answer(case))
    return True


def reverse(case: Case, _rnd: Random) -> bool:
    """The front of the graph with all arcs turned round, from the end to the start, is the same."""
    ways = Ways(case.network, case.query)
    graph, target = ways._open, ways._target
    turned = Digraph.of(len(graph), ((head, tail, weight, number) for tail, head, weight, number in graph.links()))
    amounts = [ways.ledger.of_criterion(criterion) for criterion in case.query.pareto]
    count = len(amounts)
    forth = front(Measured.of(graph, amounts, target), 0, target, criteria=count)
    back = front(Measured.of(turned, amounts, 0), target, 0, criteria=count)
    assert [found.vector for found in forth] == [found.vector for found in back]
    return bool(forth)


def close_unused(case: Case, rnd: Random) -> bool:
    """A leg that no member of a small front runs on can be shut, and the front stays."""
    found = answer(case)
    if found is None or not isinstance(found.front, Front) or found.front.size > len(found.itineraries):
        return False
    used = {step.id for item in found.itineraries for step in item.steps if isinstance(step, LegStep)}
    unused = [leg for leg in case.network.data.legs if leg.id not in used]
    if not unused or case.query.scenarios:
        return False
    shut = rnd.choice(unused)
    legs = tuple(
        msgspec.structs.replace(leg, status=(Span(state="suspended"),)) if leg is shut else leg
        for leg in case.network.data.legs
    )
    assert summary(answer(changed(case, legs=legs))) == summary(found)
    return True


CHECKS: tuple[Callable[[Case, Random], bool], ...] = (scale, permute, split, dominated, reverse, close_unused)


def check(seed: int) -> str:
    """One change to one network; the name of the change if there was something to change.

    Raises:
        AssertionError: where the effect is not the known one.
    """
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    made = constrained(seed, "via" if seed % 7 == 0 else "plain")
    case = Case(made.network, weighing(made.query, seed))
    change = CHECKS[seed % len(CHECKS)]
    return change.__name__ if change(case, rnd) else "nothing to change"


def main() -> None:
    """Run a campaign and print what it held."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--checks", type=int, default=20_000)
    given = options.parse_args()
    held, failed, done, seed = Counter[str](), [], 0, 0
    while done < given.checks:
        try:
            name = check(seed)
            held[name] += 1
            done += name != "nothing to change"
        except AssertionError as error:
            failed.append(seed)
            done += 1
            print(f"seed {seed} ({CHECKS[seed % len(CHECKS)].__name__}): {error}", file=sys.stderr)  # noqa: T201 - a script
        seed += 1
    print(dict(held))  # noqa: T201 - as above
    print(f"{done} checks, {len(failed)} differences: {failed[:20]}")  # noqa: T201 - as above
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
