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
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from corridors.loader import read_folder
from corridors.model import ESTIMATED_BASES, FUTURE_STATES, Leg
from corridors.shape_checks import Shape, read_shapes
from corridors.units import great_circle_km

DATA = Path("corridors/data")
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


def in_use(leg: Leg) -> bool:
    """Whether a leg was ever used."""
    return any(span.state not in FUTURE_STATES for span in leg.status)


def is_model(note: str) -> bool:
    """Whether a note says no more than that a length is another one times a factor."""
    return MODELLED.fullmatch(note) is not None


def figure(shape: Shape, model: Model, mode: str) -> str:
    """The ``distance_km`` of a leg as its file has it."""
    typical, low, high = (_km(shape.km * factor) for factor in (model.factor, model.low, model.high))
    note = f"{NOTE} {model.factor:.2f}, the median of {model.cases} {mode} legs with a published length"
    return f'{{ typical = {typical}, low = {low}, high = {high}, basis = "modelled", note = "{note}" }}'


def _km(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def write(models: Mapping[str, Model], shapes: Mapping[str, Shape], straight: Mapping[str, float]) -> int:
    """Set the modelled lengths; returns how many lines changed."""
    count = 0
    for path in sorted((DATA / "legs").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        blocks = text.split("[[leg]]")
        for i, block in enumerate(blocks[1:], start=1):
            leg = tomllib.loads(block)
            known, shape, model = leg["distance_km"], shapes.get(leg["id"]), models.get(leg["mode"])
            by_model = known["basis"] == "modelled" and is_model(known.get("note", ""))
            if not by_model or shape is None or model is None or shape.properties.get("planned"):
                continue
            if shape.km < straight[leg["id"]] * 1.0001 and straight[leg["id"]] < SHORTEST_KM:
                continue  # a short leg drawn straight: its line tells no more than its ends do
            line = f"distance_km = {figure(shape, model, leg['mode'])}"
            blocks[i], done = re.subn(r"(?m)^distance_km = \{.*\}$", lambda _, new=line: new, block, count=1)  # type: ignore[misc]
            count += done
        if (changed := "[[leg]]".join(blocks)) != text:
            path.write_text(changed, encoding="utf-8")
    return count


def doubts(leg: Leg, km: float, model: Model) -> Iterator[str]:
    """An estimate that its line does not bear out."""
    said = leg.distance_km
    if in_use(leg) and said.basis in ESTIMATED_BASES and not model.low <= said.typical / km <= model.high:
        ratio = said.typical / km
        yield f"{leg.id}: {said.basis} {said.typical:g} km, its line is {km:.0f} km long ({ratio:.2f})"


def main() -> None:
    """Fit, report, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="model by the line what was modelled by the great circle")
    parser.add_argument("--doubts", action="store_true", help="list the estimates that the line does not bear out")
    options = parser.parse_args()
    data, problems = read_folder(DATA)
    if data is None:
        raise SystemExit(f"the data folder cannot be read: {problems}")
    places = {place.id: place for place in data.places}
    shapes = read_shapes().by_leg
    straight = {
        leg.id: great_circle_km(a.lon, a.lat, b.lon, b.lat)
        for leg in data.legs
        if (a := places.get(leg.start)) and (b := places.get(leg.end))
    }
    models: dict[str, Model] = {}
    for mode in ("rail", "road"):
        known = [
            leg
            for leg in data.legs
            if leg.mode == mode and in_use(leg) and leg.distance_km.basis == "published"
            and leg.id in shapes and straight.get(leg.id, 0.0) >= SHORTEST_KM
        ]  # fmt: skip
        for what, lengths in (("great circle", straight), ("drawn line", {leg.id: shapes[leg.id].km for leg in known})):
            model = models[mode] = fitted([(leg.distance_km.typical, lengths[leg.id]) for leg in known])
            print(
                f"{mode}, {what}: times {model.factor:.3f} ({model.low:.3f} to {model.high:.3f}) over {model.cases} legs;"
                f" error: half below {model.error:.1%}, nine in ten below {model.nine_in_ten:.1%}"
            )
    if options.doubts:
        for leg in data.legs:
            if leg.mode in models and leg.id in shapes and straight.get(leg.id, 0.0) >= SHORTEST_KM:
                for text in doubts(leg, shapes[leg.id].km, models[leg.mode]):
                    print(text)
    if options.write:
        print(f"{write(models, shapes, straight)} lengths modelled by their lines")


if __name__ == "__main__":
    main()
