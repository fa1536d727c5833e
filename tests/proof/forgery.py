"""Forges certificates: one claim or one part of the proof is changed so that it no longer holds.

A change counts as a forgery only where it is false for certain: by its making, or because the planner gives the changed
question another answer. What only weakens a bound is no forgery, and comes under :data:`HARMLESS`.
"""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

import msgspec

from corridors.errors import NoRouteError
from corridors.network import Network
from planner.assemble import assemble
from planner.certificate import certificate
from planner.objectives import OBJECTIVES
from planner.plan import plan
from planner.proof.certificate import Certificate
from planner.query import Query
from planner.ways import Ways

Plain = dict[str, Any]
"""A certificate as plain values, to be changed in place."""
SPANS = ("time_h", "cost_usd", "co2e_kg")
ENDS = ("low", "typical", "high")


class Issued(NamedTuple):
    """A true certificate, and what it was issued on."""

    network: Network
    query: Query
    certificate: Certificate


Change = Callable[[Plain, Issued, Random], bool]
"""Changes a certificate in place; False where it has nothing to change."""


def issue(network: Network, query: Query) -> Issued:
    """The true certificate of a question.

    Raises:
        NoRouteError: where there is no way.
    """
    return Issued(network, query, certificate(network, query, plan(network, query)))


def changed(issued: Issued, change: Change, rnd: Random) -> Certificate | None:
    """A certificate after one change, or None where it has nothing to change."""
    plain = _plain(issued.certificate)
    if not change(plain, issued, rnd):
        return None
    return msgspec.convert(plain, Certificate)


def _plain(record: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(record))


def _route(plain: Plain, rnd: Random) -> Plain:
    found: Plain = rnd.choice(plain["claims"]["routes"])
    return found


def _step(plain: Plain, rnd: Random, *kinds: str) -> Plain | None:
    """A step, of one of these kinds or types where any is named."""
    steps = [
        step for step in _route(plain, rnd)["steps"] if not kinds or step["kind"] in kinds or step.get("type") in kinds
    ]
    return rnd.choice(steps) if steps else None


def _other(rnd: Random, number: float) -> float:
    """Another number that is not negative."""
    other = rnd.choice((number + 0.001, number + rnd.uniform(1, 50), number * 1.01, number * 0.5, number - 0.01, 0.0))
    return other if other >= 0 and abs(other - number) > 1e-5 * (1 + number) else number + 1 + number / 100


# --- numbers of steps and totals


def number_of_a_step(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A time, cost or emission of one step."""
    del issued
    step = _step(plain, rnd)
    assert step is not None
    span, end = step[rnd.choice(SPANS)], rnd.choice(ENDS)
    span[end] = _other(rnd, span[end])
    return True


def length_of_a_step(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """The length of one leg."""
    del issued
    step = _step(plain, rnd, "leg")
    if step is None:
        return False
    step["distance_km"] = _other(rnd, step["distance_km"])
    return True


def total_of_a_route(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A total of one route."""
    del issued
    route = _route(plain, rnd)
    name = rnd.choice((*SPANS, *SPANS, "distance_km", "generalised_cost_usd"))
    if name in SPANS:
        end = rnd.choice(ENDS)
        route[name][end] = _other(rnd, route[name][end])
    else:
        route[name] = _other(rnd, route[name])
    return True


def step_and_total(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A cheaper or faster step with all that rests on it made to fit."""
    route = _route(plain, rnd)
    step = rnd.choice(route["steps"])
    name = rnd.choice(("time_h", "cost_usd"))
    less = step[name]["typical"] / 2
    if less < 0.01:
        return False
    value = issued.query.value_of_time_usd_per_day * issued.query.cargo.teu / 24 if name == "time_h" else 1.0
    for span in (step[name], route[name]):
        for end in ENDS:
            span[end] = max(0.0, span[end] - less)
    route["generalised_cost_usd"] -= less * value
    counted = {"generalised": value, "time": name == "time_h", "cost": name == "cost_usd"}.get(issued.query.by, 0)
    route["weight"] -= min(route["weight"], round(less * counted * 10**6))
    return True


def weight_of_a_route(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """The weight of one route."""
    del issued
    route = _route(plain, rnd)
    weight = route["weight"] + rnd.choice((10, -10, 1000, -1000, 10**7, -(10**7)))
    route["weight"] = weight if weight >= 0 else route["weight"] + 10
    return True


def counts_of_a_route(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """The gauge breaks, the id or the length off the corridor of one route."""
    del issued
    route = _route(plain, rnd)
    name = rnd.choice(("gauge_breaks", "off_corridor_mm", "id"))
    route[name] = f"{int(route['id'], 16) ^ 1:08x}" if name == "id" else route[name] + rnd.randint(1, 3)
    return True


# --- what the steps are


def leg_of_another_way(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """One leg replaced by one between other places."""
    step = _step(plain, rnd, "leg")
    if step is None:
        return False
    ends = {step["from"], step["to"]}
    others = [leg.id for leg in issued.network.data.legs if {leg.start, leg.end} != ends]
    if not others:
        return False
    step["id"] = rnd.choice(others)
    return True


def leg_reversed(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """One leg run the other way round."""
    del issued
    step = _step(plain, rnd, "leg")
    if step is None:
        return False
    step["from"], step["to"] = step["to"], step["from"]
    return True


def line_of_a_leg(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """One leg run with a line it was not run with, or without the one it was."""
    step = _step(plain, rnd, "leg")
    if step is None:
        return False
    lines = [None, "no-such-line", *issued.network.services]
    step["service"] = rnd.choice([line for line in lines if line != step["service"]])
    return True


def state_of_a_leg(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """The state of one leg on the day."""
    del issued
    step = _step(plain, rnd, "leg")
    if step is None:
        return False
    states = ("open", "restricted", "suspended", "construction", "planned")
    step["status"] = rnd.choice([state for state in states if state != step["status"]])
    return True


def mode_of_a_leg(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """The mode of one leg."""
    del issued
    step = _step(plain, rnd, "leg")
    if step is None:
        return False
    step["mode"] = rnd.choice([mode for mode in ("rail", "road", "sea", "ferry", "river") if mode != step["mode"]])
    return True


def type_of_a_handling(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """What kind of handling one is."""
    del issued
    step = _step(plain, rnd, "handling")
    if step is None:
        return False
    types = ("gauge_change", "quay", "transfer", "border", "wait")
    step["type"] = rnd.choice([kind for kind in types if kind != step["type"]])
    return True


def place_of_a_handling(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Where one handling is, or what it is between."""
    step = _step(plain, rnd, "handling")
    if step is None:
        return False
    if rnd.random() < 0.5:
        step["place"] = rnd.choice([place for place in issued.network.places if place != step["place"]])
    else:
        step["between"] = [*step["between"][:-1], "nothing"]
    return True


def steps_in_another_order(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A leg and its neighbour swapped."""
    del issued
    steps = _route(plain, rnd)["steps"]
    spots = [spot for spot in range(len(steps) - 1) if "leg" in (steps[spot]["kind"], steps[spot + 1]["kind"])]
    if not spots:
        return False
    spot = rnd.choice(spots)
    steps[spot], steps[spot + 1] = steps[spot + 1], steps[spot]
    return True


def leg_left_out(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """One leg dropped, or told twice."""
    del issued
    steps = _route(plain, rnd)["steps"]
    spots = [spot for spot, step in enumerate(steps) if step["kind"] == "leg"]
    if not spots:
        return False
    spot = rnd.choice(spots)
    steps[spot : spot + 1] = [] if rnd.random() < 0.5 else [steps[spot], steps[spot]]
    return True


def handling_left_out(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """One handling, wait or border dropped that takes something, the totals left as they are."""
    del issued
    steps = _route(plain, rnd)["steps"]
    spots = [
        spot
        for spot, step in enumerate(steps)
        if step["kind"] == "handling" and step["time_h"]["typical"] + step["cost_usd"]["typical"] > 0.01
    ]
    if not spots:
        return False
    del steps[rnd.choice(spots)]
    return True


def decisions_of_a_route(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A decision point dropped, made up, or out of its order."""
    del issued
    route = _route(plain, rnd)
    decisions = list(route["decisions"])
    how = rnd.choice(("drop", "add", "turn"))
    if how == "add" or not decisions:
        decisions.insert(rnd.randint(0, len(decisions)), "port:made_up")
    elif how == "drop" or len(decisions) == 1:
        del decisions[rnd.randrange(len(decisions))]
    else:
        decisions = [*decisions[1:], decisions[0]]
    route["decisions"] = decisions
    return True


def borders_of_a_route(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A border dropped or made up."""
    del issued
    route = _route(plain, rnd)
    route["borders"] = route["borders"][1:] if route["borders"] and rnd.random() < 0.5 else [*route["borders"], "a-b"]
    return True


# --- ranks, alternatives, the baseline


def ranks_renumbered(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A rank that is not the place in the list."""
    del issued
    route = _route(plain, rnd)
    route["rank"] += rnd.choice((1, 2, 5))
    return True


def alternatives_swapped(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Two alternatives of different weight in the wrong order."""
    del issued
    claims = plain["claims"]
    routes = claims["routes"]
    shown = [spot for spot, route in enumerate(routes) if route["alternative"]]
    weights = [(route["off_corridor_mm"], route["weight"]) for route in routes]
    pairs = [(one, other) for one in shown for other in shown if one < other and weights[one] != weights[other]]
    if not pairs:
        return False
    one, other = rnd.choice(pairs)
    routes[one], routes[other] = routes[other], routes[one]
    routes[one]["rank"], routes[other]["rank"] = one + 1, other + 1
    named = {one + 1: other + 1, other + 1: one + 1}
    claims["sea_baseline"] = named.get(claims["sea_baseline"], claims["sea_baseline"])
    return True


def alternative_left_out(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """An alternative kept back that is lighter than the one after it, or after which none is said to be left."""
    del issued
    claims = plain["claims"]
    routes, further = claims["routes"], claims["further"]
    shown = [route for route in routes if route["alternative"]]
    if len(shown) < 2:
        return False
    spot = rnd.randrange(len(shown))
    weights = [(route["off_corridor_mm"], route["weight"]) for route in shown]
    after = (further["off_corridor_mm"], further["at_least"]) if spot + 1 == len(shown) else weights[spot + 1]
    if spot + 1 == len(shown) and not further["exists"]:
        after = (10**30, 0)
    if after == weights[spot]:
        return False
    del routes[spot]
    for rank, route in enumerate(routes, start=1):
        route["rank"] = rank
    baseline = claims["sea_baseline"]
    if baseline is not None and baseline >= spot + 1:
        claims["sea_baseline"] = None if baseline == spot + 1 else baseline - 1
    return True


def further_denied(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """No more are said to exist when there is one."""
    del issued, rnd
    further = plain["claims"]["further"]
    if not further["exists"]:
        return False
    further |= {"exists": False, "at_least": 0, "off_corridor_mm": 0}
    return True


def further_made_up(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """More are said to exist when there is none."""
    del issued
    further = plain["claims"]["further"]
    if further["exists"]:
        return False
    further |= {"exists": True, "at_least": rnd.choice((0, plain["claims"]["routes"][-1]["weight"]))}
    return True


def bound_too_high(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Every further route is said to weigh more than the lightest does."""
    del issued
    further = plain["claims"]["further"]
    if not further["exists"]:
        return False
    further["at_least"] += rnd.choice((10, 1000, 10**8))
    return True


def more_asked_for(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """More alternatives were asked for than are shown, though there are more."""
    del issued
    claims = plain["claims"]
    if not claims["further"]["exists"]:
        return False
    claims["query"]["alternatives"] += rnd.randint(1, 3)
    return True


def baseline_renamed(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Another route, or none, is named the sea baseline."""
    del issued
    claims = plain["claims"]
    named = claims["sea_baseline"]
    weights = {route["rank"]: (route["off_corridor_mm"], route["weight"]) for route in claims["routes"]}
    others = [rank for rank in weights if named is None or weights[rank] != weights[named]]
    claims["sea_baseline"] = rnd.choice([*others, *([] if named is None else [None])])
    return True


def baseline_taken_for_an_alternative(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """The last route is said to be what it is not: an alternative, or none."""
    del issued, rnd
    route = plain["claims"]["routes"][-1]
    route["alternative"] = not route["alternative"]
    return True


# --- the proof


def potential_too_high(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A terminal that is nearer than its potential says."""
    del issued
    potentials = plain["potentials"]["weight"]
    potentials[rnd.choice(sorted(potentials))] += rnd.choice((10, 1000, 10**9))
    return True


def potential_left_out(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A terminal that reaches the destination and is said not to."""
    del issued
    potentials = plain["potentials"]["weight"]
    del potentials[rnd.choice(sorted(potentials))]
    return True


def potential_of_the_origin(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Potentials that prove too little."""
    del issued
    potentials = plain["potentials"]["weight"]
    if potentials["origin"] < 10:
        return False
    potentials["origin"] -= rnd.choice((10, potentials["origin"] // 2 + 1))
    return True


# --- the question: false where the planner gives the changed question another answer


def _asked_instead(plain: Plain, issued: Issued, *, ties: bool = True, **asked: Any) -> bool:
    """Put another question over the answer; False where the answer would be the same, or may be as good.

    With ``ties`` the change can break a tie another way: then the answer is false for certain only if it weighs another.
    """
    query = msgspec.structs.replace(issued.query, **asked)
    if query == issued.query:
        return False
    claims = plain["claims"]
    try:
        true = _plain(issue(issued.network, query).certificate)["claims"]
    except NoRouteError:
        claims["query"] = _as_asked(issued, query)
        return True
    same = _weights(true) == _weights(claims) if ties else true["routes"] == claims["routes"]
    same = same and _bounded(claims["further"], true["further"])
    claims["query"] = true["query"]
    return not same


def _weights(claims: Plain) -> list[tuple[int, int, bool]]:
    routes = claims["routes"]
    return [(route["off_corridor_mm"], route["weight"], route["alternative"]) for route in routes]


def _bounded(claimed: Plain, true: Plain) -> bool:
    """Whether what is claimed of further routes holds where ``true`` does: a weaker bound does."""
    bounds = [(each["off_corridor_mm"], each["at_least"]) for each in (claimed, true)]
    return bool(claimed["exists"] == true["exists"] and bounds[0] <= bounds[1])


def _as_asked(issued: Issued, query: Query) -> Plain:
    found: Plain = _plain(issued.certificate.claims.query)
    for name in ("origin", "destination", "by", "value_of_time_usd_per_day", "overlap", "include_planned"):
        found[name] = getattr(query, name)
    found["on"] = query.on.isoformat()
    found["via"], found["modes"] = list(query.via), sorted(query.modes)
    found["scenarios"], found["corridor"] = list(query.scenarios), query.corridor
    found["cargo"] = _plain(query.cargo)
    found["avoid"] = {name: sorted(getattr(query.avoid, name)) for name in found["avoid"]}
    return found


def day_of_the_question(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Another day, on which the answer is another."""
    on = issued.query.on + dt.timedelta(days=rnd.choice((-3000, -700, -200, -90, 90, 200, 700)))
    return _asked_instead(plain, issued, on=on)


def cargo_of_the_question(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Another shipment."""
    cargo = issued.query.cargo
    if rnd.random() < 0.5:
        return _asked_instead(
            plain, issued, ties=False, cargo=msgspec.structs.replace(cargo, teu=cargo.teu + rnd.randint(1, 3))
        )
    other = msgspec.structs.replace(cargo, tonnes_per_teu=cargo.tonnes_per_teu + 2.0)
    return _asked_instead(plain, issued, ties=False, cargo=other)


def value_of_the_question(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Another value of time."""
    value = issued.query.value_of_time_usd_per_day + rnd.choice((24.0, 240.0, 2400.0))
    return _asked_instead(plain, issued, ties=False, value_of_time_usd_per_day=value)


def objective_of_the_question(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Another objective."""
    return _asked_instead(plain, issued, by=rnd.choice(sorted(OBJECTIVES)))


def ends_of_the_question(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Another origin or destination."""
    query = issued.query
    places = [place.id for place in issued.network.data.places if not place.at_sea]
    others = [place for place in places if place not in (query.origin, query.destination)]
    if not others:
        return False
    asked: Plain = {rnd.choice(("origin", "destination")): rnd.choice(others)}
    return _asked_instead(plain, issued, **asked)


def rules_of_the_question(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Other constraints: overlap, modes, places to pass, a scenario, plans."""
    query = issued.query
    inner = [step["to"] for step in plain["claims"]["routes"][0]["steps"] if step["kind"] == "leg"]
    others = [place for place in issued.network.places if place not in inner]
    asked: list[Plain] = [
        {"overlap": rnd.choice((0.0, 0.25, 0.34, 0.75))},
        {"modes": query.modes - {rnd.choice(sorted(query.modes))} if len(query.modes) > 1 else query.modes},
        {"via": (rnd.choice(others),) if others else query.via},
        {"scenarios": (rnd.choice(sorted(issued.network.scenarios)),)},
        {"include_planned": not query.include_planned},
    ]
    return _asked_instead(plain, issued, **rnd.choice(asked))


def closed_way_shown(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """The best way of all if nothing were closed, put first with its right numbers, its closed legs said to be open."""
    ways = Ways(issued.network, issued.query)
    found = ways.different_if_open
    if not found or all(arc.barrier is None for arc in found[0]):
        return False
    way = found[0]
    item = assemble(ways.graph, way, rank=1)
    steps = [
        msgspec.structs.replace(step, status="open") if hasattr(step, "status") and rnd.random() < 0.5 else step
        for step in item.steps
    ]
    route = plain["claims"]["routes"][0]
    told = _plain(msgspec.structs.replace(item, steps=tuple(steps)))
    for name in route.keys() & told.keys() - {"steps"}:
        route[name] = told[name]
    route["steps"] = [
        {name: value for name, value in step.items() if name in FIELDS[step["kind"]]} for step in told["steps"]
    ]
    route["weight"] = sum(arc.weight for arc in way)
    plain["potentials"]["weight"]["origin"] = route["weight"]
    return True


FIELDS = {
    "leg": {"kind", "id", "from", "to", "mode", "service", "status", "distance_km", *SPANS},
    "handling": {"kind", "type", "place", "between", *SPANS},
}

FORGERIES: tuple[Change, ...] = (
    number_of_a_step, length_of_a_step, total_of_a_route, step_and_total, weight_of_a_route, counts_of_a_route,
    leg_of_another_way, leg_reversed, line_of_a_leg, state_of_a_leg, mode_of_a_leg, type_of_a_handling,
    place_of_a_handling, steps_in_another_order, leg_left_out, handling_left_out, decisions_of_a_route,
    borders_of_a_route, ranks_renumbered, alternatives_swapped, alternative_left_out, further_denied, further_made_up,
    bound_too_high, more_asked_for, baseline_renamed, baseline_taken_for_an_alternative, potential_too_high,
    potential_left_out, potential_of_the_origin, day_of_the_question, cargo_of_the_question, value_of_the_question,
    objective_of_the_question, ends_of_the_question, rules_of_the_question, closed_way_shown,
)  # fmt: skip


# --- changes that leave every claim true


def bound_lowered(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """A weaker bound on further routes."""
    del issued
    further = plain["claims"]["further"]
    if not further["exists"]:
        return False
    further["at_least"] = rnd.randint(0, further["at_least"])
    further["off_corridor_mm"] = 0
    return True


def no_more_asked_for(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """More alternatives asked for where none is left."""
    del issued
    claims = plain["claims"]
    if claims["further"]["exists"]:
        return False
    claims["query"]["alternatives"] += rnd.randint(1, 3)
    return True


def parts_in_another_order(plain: Plain, issued: Issued, rnd: Random) -> bool:
    """Potentials in another order, and one of a terminal that does not exist."""
    del issued
    names = list(plain["potentials"]["weight"])
    rnd.shuffle(names)
    potentials = {name: plain["potentials"]["weight"][name] for name in names}
    plain["potentials"]["weight"] = potentials | {"nowhere|road|at": 7}
    return True


HARMLESS: tuple[Change, ...] = (bound_lowered, no_more_asked_for, parts_in_another_order)
