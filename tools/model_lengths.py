"""Model the lengths of rail and road legs that nobody has published by their drawn lines, and say how exact that is.

A drawn line is shorter than its track or road, whose bends between its points it leaves out; by how much, tell the legs of the same
mode whose length is published. The report sets that model beside the one by the great circle. Run, after
``tools.build_alignments``, from the root of the project::

    python -m tools.model_lengths            # the report
    python -m tools.model_lengths --write    # and the lengths that were modelled by the great circle, modelled by the line

``--write`` changes only ``distance_km`` whose note says that they are the great circle or the drawn line times a factor, and no more:
it can be run again after lengths, places or lines have changed. ``--doubts`` lists the other estimates that lie outside the range of
the model.
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median, quantiles
from typing import Any, NamedTuple

from corridors.model import ESTIMATED_BASES, Leg
from corridors.shape_checks import Shape, read_shapes
from corridors.units import great_circle_km
from tools.legs import planned, read_legs, set_lengths, spread

SHORTEST_KM = 25.0
"""Shorter legs tell more of where their ends were put than of their bends."""
NOTE = "length of the drawn line times"
MODELLED = re.compile(
    rf"(great circle|{NOTE[:-6]}) times [0-9.]+(, the median of \d+ \w+ legs with a published length)?"
    r"(; OpenStreetMap alignment [0-9.]+ km)?"
)


class Model(NamedTuple):
    """A length as a multiple of another one."""

    cases: int
    factor: float
    low: float
    high: float
    """The multiples below and above which one leg in ten lies."""
    error: float
    nine_in_ten: float


def fitted(pairs: Sequence[tuple[float, float]]) -> Model:
    """The model that makes of the second number of each pair the first one."""
    ratios = [published / known for published, known in pairs]
    factor = median(ratios)
    tenths = quantiles(ratios, n=10)
    errors = [abs(factor / ratio - 1) for ratio in ratios]
    return Model(len(ratios), factor, tenths[0], tenths[-1], median(errors), quantiles(errors, n=10)[-1])


def is_model(note: str) -> bool:
    """Whether a note says no more than that a length is another one times a factor."""
    return MODELLED.fullmatch(note) is not None


def figure(shape: Shape, model: Model, mode: str) -> str:
    """The ``distance_km`` of a leg as its file has it."""
    lengths = spread(shape.km, model.factor, model.low, model.high)
    note = f"{NOTE} {model.factor:.2f}, the median of {model.cases} {mode} legs with a published length"
    return f'{{ {lengths}, basis = "modelled", note = "{note}" }}'


def modelled(
    leg: Mapping[str, Any], models: Mapping[str, Model], shapes: Mapping[str, Shape], straight: Mapping[str, float]
) -> str | None:
    """The ``distance_km`` of a leg as its file gets it; None where it stays."""
    known, shape, model = leg["distance_km"], shapes.get(leg["id"]), models.get(leg["mode"])
    by_model = known["basis"] == "modelled" and is_model(known.get("note", ""))
    if not by_model or shape is None or model is None or shape.properties.get("planned"):
        return None
    if shape.km < straight[leg["id"]] * 1.0001 and straight[leg["id"]] < SHORTEST_KM:
        return None  # a short leg drawn straight: its line tells no more than its ends do
    return figure(shape, model, leg["mode"])


def doubts(leg: Leg, km: float, model: Model) -> Iterator[str]:
    """An estimate that its line does not bear out."""
    said = leg.distance_km
    if not planned(leg) and said.basis in ESTIMATED_BASES and not model.low <= said.typical / km <= model.high:
        ratio = said.typical / km
        yield f"{leg.id}: {said.basis} {said.typical:g} km, its line is {km:.0f} km long ({ratio:.2f})"


def main() -> None:
    """Fit, report, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="model by the line what was modelled by the great circle")
    parser.add_argument("--doubts", action="store_true", help="list the estimates that the line does not bear out")
    options = parser.parse_args()
    legs, places = read_legs()
    ends = {leg.id: (places[leg.start], places[leg.end]) for leg in legs}
    straight = {name: great_circle_km(one.lon, one.lat, other.lon, other.lat) for name, (one, other) in ends.items()}
    shapes = read_shapes().by_leg
    models: dict[str, Model] = {}
    for mode in ("rail", "road"):
        known = [
            leg
            for leg in legs
            if leg.mode == mode and not planned(leg) and leg.distance_km.basis == "published"
            and leg.id in shapes and straight[leg.id] >= SHORTEST_KM
        ]  # fmt: skip
        for what, lengths in (("great circle", straight), ("drawn line", {leg.id: shapes[leg.id].km for leg in known})):
            model = models[mode] = fitted([(leg.distance_km.typical, lengths[leg.id]) for leg in known])
            print(
                f"{mode}, {what}: times {model.factor:.3f} ({model.low:.3f} to {model.high:.3f}) over {model.cases} legs;"
                f" error: half below {model.error:.1%}, nine in ten below {model.nine_in_ten:.1%}"
            )
    if options.doubts:
        for leg in legs:
            if leg.mode in models and leg.id in shapes and straight[leg.id] >= SHORTEST_KM:
                for text in doubts(leg, shapes[leg.id].km, models[leg.mode]):
                    print(text)
    if options.write:
        print(f"{set_lengths(lambda leg: modelled(leg, models, shapes, straight))} lengths modelled by their lines")


if __name__ == "__main__":
    main()
