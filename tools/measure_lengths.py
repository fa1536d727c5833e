"""Measure operating rail legs along the tracks of OpenStreetMap, say how exact that is, and use it where it is exact.

The length is that of the shortest way on the railway graph of ``scgraph_data``. What can be wrong with it is known from the
way itself, so each gets a grade; how exact a grade is, tell the legs whose length is published. Nothing is corrected:
the bias of a grade stands in the range that its lengths get. Run, from the root of the project::

    python -m tools.measure_lengths             # the report
    python -m tools.measure_lengths --legs      # and every leg with its grade
    python -m tools.measure_lengths --write     # and put trustworthy lengths in place of estimates that agree

``--write`` changes the ``distance_km`` of legs whose length is modelled or assumed, was not itself taken from this graph, and
agrees with the measured one within 5 %; the line of the file stays one line.
"""

import argparse
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median, quantiles
from typing import NamedTuple

from corridors.model import ESTIMATED_BASES, Leg
from tools.draw_lines import filled, length_km, turn
from tools.guides import Guide, read_guides
from tools.leg_ways import Measured, is_coarse, measure
from tools.legs import planned, read_legs, set_lengths, spread
from tools.track_graph import Way

SOURCE = "scgraph-data-osm"

MOST_GAPS = 0.02
MOST_BESIDE_KM, MOST_BESIDE_SHARE = 3.0, 0.015
"""How far each end may lie beside its track, and both together as a share of the length."""
MOST_TURN = 85.0
"""A way that turns more leaves a junction on the wrong side: trains would reverse there."""
MOST_SHARED_OUT = 0.3
"""Share of the way on edges in whose middle it starts or ends, at a place whose position on them is estimated."""
MOST_DOUBTFUL = 0.15
"""Share of the way on edges that are shorter than the chain of the stations that stand along them."""
CHAIN_LONGER = 1.004
SHORT_KM = 30.0
"""Shorter legs tell more of where their ends were put than of the track."""
ROUNDABOUT = 1.5
"""A way so many times longer than the straight line may go round for want of the direct line in the graph."""
SMALL_KM = 0.5
FAST_LINES = {"CN": ("",), "TR": ("ankara", "eskisehir", "istanbul", "derince")}
"""Countries, and words in the ids of their places, where a high-speed line of another length lies beside the old one."""
GRADES = ("trustworthy", "fair", "poor")
FAIR_BESIDE_KM, FAIR_BESIDE_SHARE, FAIR_GAPS = 6.0, 0.06, 0.06
AGREES = 0.05


class Graded(NamedTuple):
    """A measured leg, its grade, and what speaks against it."""

    found: Measured
    km: float
    grade: str
    faults: tuple[str, ...]


def doubtful_km(way: Way, guide: Guide | None) -> float:
    """Km of long edges that the chain of the stations along them is longer than, or that are as short as a straight line."""
    total = 0.0
    spots = guide.spots if guide and not guide.only else []
    for hop, ends in zip(way.parts, pairwise(way.points), strict=True):
        chain = length_km(filled(ends, [hop], spots)) if spots else 0.0
        if chain > hop.km * CHAIN_LONGER and is_coarse(hop):
            total += hop.km
    return total


def sharpest(way: Way) -> float:
    """The sharpest turn of a way between edges that are not tiny."""
    points = way.points
    return max(
        (
            turn(*points[i - 1 : i + 2])
            for i in range(1, len(points) - 1)
            if min(way.parts[i - 1].straight, way.parts[i].straight) > SMALL_KM
        ),
        default=0.0,
    )


def beside_fast_line(found: Measured) -> bool:
    """Whether a high-speed line lies beside the way."""
    words = FAST_LINES.get(found.start.country, ())
    return any(word in found.leg.start or word in found.leg.end for word in words)


def grade(found: Measured, guide: Guide | None) -> Graded | None:
    """The grade of a leg, None where there is no way."""
    way = found.way
    if way is None:
        return None
    km = way.length_km
    beside = way.beside_start + way.beside_end
    faults = {
        "gaps": way.gaps > MOST_GAPS * km,
        "end off the track": max(way.beside_start, way.beside_end) > MOST_BESIDE_KM,
        "ends off for its length": beside > MOST_BESIDE_SHARE * km,
        "short": km < SHORT_KM,
        "roundabout": km > ROUNDABOUT * found.great_circle,
        "reverses": sharpest(way) > MOST_TURN,
        "starts inside long edges": way.shared_out > MOST_SHARED_OUT * km,
        "edges shorter than their stations": doubtful_km(way, guide) > MOST_DOUBTFUL * km,
        "a fast line beside": beside_fast_line(found),
    }
    told = tuple(name for name, is_so in faults.items() if is_so)
    fair = (
        way.gaps <= FAIR_GAPS * km
        and max(way.beside_start, way.beside_end) <= FAIR_BESIDE_KM
        and beside <= FAIR_BESIDE_SHARE * km
        and not faults["reverses"]
        and not faults["a fast line beside"]
    )
    return Graded(found, km, GRADES[0] if not told else GRADES[1] if fair else GRADES[2], told)


def is_published(leg: Leg) -> bool:
    """Whether a leg's length is known from elsewhere."""
    return leg.distance_km.basis == "published"


def is_estimate(leg: Leg) -> bool:
    """Whether a leg's length is an estimate that owes nothing to this graph."""
    return leg.distance_km.basis in ESTIMATED_BASES and SOURCE not in leg.distance_km.sources


class Accuracy(NamedTuple):
    """How measured lengths of one grade lie beside published ones: shares of measured by published."""

    cases: int
    low: float
    middle: float
    high: float
    error: float
    """The median error, and below it the error that nine in ten keep to."""
    nine_in_ten: float
    within_4: float


def accuracy(legs: Sequence[Graded]) -> Accuracy | None:
    """How exact the measured lengths of legs are whose length is published; None where too few are."""
    ratios = [one.km / one.found.leg.distance_km.typical for one in legs if is_published(one.found.leg)]
    if len(ratios) < 5:
        return None
    tenths = quantiles(ratios, n=10)
    errors = sorted(abs(ratio - 1) for ratio in ratios)
    return Accuracy(
        len(ratios),
        tenths[0],
        median(ratios),
        tenths[-1],
        median(errors),
        quantiles(errors, n=10)[-1],
        sum(error <= 0.04 for error in errors) / len(errors),
    )


def report(legs: Sequence[Graded]) -> dict[str, Accuracy]:
    """Print how exact each grade is."""
    known: dict[str, Accuracy] = {}
    print(
        f"{'grade':<13}{'legs':>5}{'published':>10}   measured / published: 10 %   half   90 %   error: half  9 in 10  within 4 %"
    )
    for name in GRADES:
        mine = [one for one in legs if one.grade == name]
        found = accuracy(mine)
        if found is None:
            print(f"{name:<13}{len(mine):>5}   too few with a published length")
            continue
        known[name] = found
        print(
            f"{name:<13}{len(mine):>5}{found.cases:>10}   {found.low:>26.3f} {found.middle:>6.3f} {found.high:>6.3f}"
            f"   {found.error:>10.1%}  {found.nine_in_ten:>7.1%}  {found.within_4:>10.0%}"
        )
    return known


def chosen(legs: Iterable[Graded]) -> dict[str, Graded]:
    """The legs whose estimate gives way to the measured length, by id."""
    found: dict[str, Graded] = {}
    for one in legs:
        leg = one.found.leg
        if one.grade == GRADES[0] and is_estimate(leg) and abs(one.km / leg.distance_km.typical - 1) <= AGREES:
            found[leg.id] = one
    return found


def figure(one: Graded, known: Accuracy) -> str:
    """The ``distance_km`` of a leg as its file has it."""
    old = one.found.leg.distance_km.typical
    off = abs(one.km / old - 1)
    lengths = spread(one.km, 1.0, min(1.0, 1 / known.high), max(1.0, 1 / known.low))
    note = (
        f"along the OpenStreetMap track, between the stations; the earlier estimate of {old:g} km agrees within "
        f"{max(1, round(100 * off + 0.5))} %"
    )
    return f'{{ {lengths}, basis = "measured", sources = ["{SOURCE}"], note = "{note}" }}'


def main() -> None:
    """Measure, report, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--legs", action="store_true", help="print every leg with its grade and its faults")
    parser.add_argument("--write", action="store_true", help="put trustworthy lengths in place of estimates that agree")
    options = parser.parse_args()
    every, places = read_legs()
    guides = read_guides()
    rail = [leg for leg in every if leg.mode == "rail" and not planned(leg)]
    ways = measure(rail, places, "rail", guides)
    legs = [one for found in ways if (one := grade(found, guides.get(found.leg.id)))]
    if options.legs:
        for one in sorted(legs, key=lambda one: (GRADES.index(one.grade), one.found.leg.id)):
            said = one.found.leg.distance_km
            print(
                f"{one.grade:<12} {one.found.leg.id:<42} {one.km:7.1f} km, {said.basis} {said.typical:g} km"
                f" ({one.km / said.typical:.3f})  {', '.join(one.faults)}"
            )
    print(f"{len(rail)} operating rail legs, {len(rail) - len(legs)} without a way on the graph")
    known = report(legs)
    ready = chosen(legs)
    taken = sum(
        one.grade == GRADES[0] and not is_published(one.found.leg) and not is_estimate(one.found.leg) for one in legs
    )
    print(
        f"{len(ready)} estimates can give way to measured lengths; {taken} trustworthy ones were taken from this graph before"
    )
    if options.write and GRADES[0] in known:
        figures = {name: figure(one, known[GRADES[0]]) for name, one in ready.items()}
        print(f"{set_lengths(lambda leg: figures.get(leg['id']))} legs rewritten")


if __name__ == "__main__":
    main()
