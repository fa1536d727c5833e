"""Why not by another way: the best route through it against brute force, and differences that add up."""

from collections import Counter
from collections.abc import Callable
from random import Random

import msgspec
import pytest

from corridors.errors import NoRouteError
from corridors.itinerary import Plan, Sums, WhyNot
from planner.constraints import Rival
from planner.plan import plan
from tests.brute_force import BruteForce, Move, Spot, State
from tests.random_networks import Case, case

BLOCK = 50
FIRST = 200_000


def lightest(brute: BruteForce, touches: Callable[[Spot, Move], bool]) -> int | None:
    """The weight of the lightest walk, places twice allowed, on which something is touched at least once."""
    start: tuple[State, bool] = ((("start", brute.query.origin), 0, 0), False)
    found = {start: 0}
    waiting = {start}
    best: int | None = None
    while waiting:
        here = min(waiting, key=lambda one: (found[one], str(one)))
        waiting.remove(here)
        state, touched = here
        if state[0][0] == "end":
            if touched:
                best = found[here] if best is None else min(best, found[here])
            continue
        for move in brute.moves(state[0]):
            following = brute._next(state, move)
            if following is None:
                continue
            there = (following, touched or touches(state[0], move))
            if found[here] + move.weight < found.get(there, 10**30):
                found[there] = found[here] + move.weight
                waiting.add(there)
    return best


def touching(brute: BruteForce, rival: Rival) -> Callable[[Spot, Move], bool]:
    """Whether a move goes through what was asked for."""
    name = rival.ids[0]

    def touches(spot: Spot, move: Move) -> bool:
        places = [brute.place[spot[1]], brute.place[move.to[1]]]
        leg = brute.leg.get(move.leg)
        return {
            "places": any(place.id == name for place in places),
            "countries": any(place.country == name and place.kind != "waypoint" for place in places),
            "legs": move.leg == name,
            "passages": leg is not None and name in leg.passages,
            "modes": leg is not None and leg.mode == name,
        }[rival.kind]

    return touches


def rivals_of(made: Case, seed: int) -> tuple[Rival, ...]:
    """One rival of each kind, drawn from the network."""
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    data = made.network.data
    drawn = {
        "places": rnd.choice(data.places).id,
        "countries": rnd.choice(("AA", "BB", "CC")),
        "legs": rnd.choice(data.legs).id,
        "passages": rnd.choice(data.passages).id,
        "modes": rnd.choice(("rail", "road", "sea")),
    }
    return tuple(Rival(kind, (name,), name) for kind, name in drawn.items())


def add_up(answer: WhyNot, first: object) -> None:
    """The differences sum to what the rival takes more than the first route in all."""
    assert answer.rival is not None
    assert answer.more is not None
    shown, rival = first, answer.rival
    wanted = {
        "distance_km": rival.distance_km - shown.distance_km,  # type: ignore[attr-defined]
        "time_h": rival.time_h.typical - shown.time_h.typical,  # type: ignore[attr-defined]
        "cost_usd": rival.cost_usd.typical - shown.cost_usd.typical,  # type: ignore[attr-defined]
        "co2e_kg": rival.co2e_kg.typical - shown.co2e_kg.typical,  # type: ignore[attr-defined]
        "generalised_cost_usd": rival.generalised_cost_usd - shown.generalised_cost_usd,  # type: ignore[attr-defined]
    }
    for name in Sums.__struct_fields__:
        assert getattr(answer.more, name) == pytest.approx(wanted[name], abs=1e-6)
        parts = sum(getattr(difference.more, name) for difference in answer.differences)
        assert parts == pytest.approx(wanted[name], abs=1e-6)
    stops = [end for difference in answer.differences for end in (difference.start, difference.end)]
    assert set(stops) <= set(rival.places) & set(shown.places)  # type: ignore[attr-defined]


def compare(seed: int) -> Counter[str]:
    """Compare all rivals of one case; returns what it held."""
    made = case(seed, "via" if seed % 5 == 0 else "plain")
    rivals = rivals_of(made, seed)
    query = msgspec.structs.replace(made.query, why_not=rivals, explain=True)
    try:
        answer: Plan = plan(made.network, query)
    except NoRouteError:
        return Counter({"without a way": 1})
    brute = BruteForce(made.network, query)
    held = Counter[str]()
    best = answer.itineraries[0]
    for rival, told in zip(rivals, answer.why_not, strict=True):
        wanted = lightest(brute, touching(brute, rival))
        assert (told.status in {"shown", "possible"}) == (wanted is not None), f"{rival}: {told.statement}"
        held[told.status] += 1
        if told.rival is None:
            continue
        add_up(told, best)
        if wanted is None:
            assert told.barriers, "what is closed names what closes it"
            continue
        by = {"generalised": "generalised_cost_usd", "distance": "distance_km"}.get(query.by, "")
        weight = getattr(told.rival, by) if by else {
            "time": told.rival.time_h, "cost": told.rival.cost_usd, "emissions": told.rival.co2e_kg
        }[query.by].typical  # fmt: skip
        assert weight == pytest.approx(wanted / 10**6, abs=1e-6), f"{rival}: {told.statement}"
    for dropped in answer.dropped:
        assert dropped.reason
        held[dropped.kind] += 1
        if dropped.kind == "overlap":
            assert dropped.rank is not None
            assert dropped.repeats is not None
            assert dropped.repeats > query.overlap
    return held


@pytest.mark.parametrize("first", range(FIRST, FIRST + 400, BLOCK))
def test_rivals_equal_brute_force(first: int) -> None:
    """The best route through a place, country, leg, passage or mode is the lightest there is, or none; differences add up."""
    for seed in range(first, first + BLOCK):
        try:
            compare(seed)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error


def test_rivals_hold_what_matters() -> None:
    """The cases have rivals that are shown, possible, closed and impossible, and routes dropped for overlap."""
    held = Counter[str]()
    for seed in range(FIRST, FIRST + 100):
        held += compare(seed)
    assert min(held["shown"], held["possible"], held["closed"], held["none"]) > 10
    assert held["overlap"]
