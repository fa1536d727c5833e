"""Named audits of the data: what a curator should mend, though the network can be loaded without it.

Where :mod:`corridors.checks` refuses broken records, these find doubtful ones: sources that nothing cites, money without a
year, speeds no train runs, corridors that cannot be travelled, places outside their country. One function, one rule;
``AUDITS`` lists them all.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from corridors.checks import Check, problem
from corridors.conditions import span_on
from corridors.contents import citations, figures
from corridors.dataset import NetworkData
from corridors.errors import Problem
from corridors.ground import outside
from corridors.model import FUTURE_STATES, PASSABLE_STATES, Leg
from corridors.money import year_of
from corridors.units import great_circle_km

PLAUSIBLE_SPEED_KM_PER_DAY = {
    "rail": (80, 1600), "road": (120, 1100), "sea": (100, 1200), "ferry": (150, 1000), "river": (60, 500),
}  # fmt: skip
"""From the slowest low end to the fastest high end that anybody runs freight at."""
PLAUSIBLE_USD_PER_TEU_KM = {
    "rail": (0.05, 3.0), "road": (0.2, 4.0), "sea": (0.02, 2.0), "ferry": (0.2, 6.0), "river": (0.02, 1.5),
}  # fmt: skip
LONGEST_DWELL_H = 45 * 24.0
HIGHEST_FEE_USD = 3000.0
SAME_SPOT_KM = 0.3
SAME_LENGTH = 0.02
"""Two legs of one track between the same two places are one leg twice when their lengths differ by less than this share."""


def complete_sources(data: NetworkData) -> Iterator[Problem]:
    """A source has an address or says where it lies, and its date or that it is undated."""
    for source in data.sources:
        if not source.url and not source.note:
            yield problem(
                "sources", source.id, "url", "", "is missing", "add the address, or say in note where it lies"
            )
        if not source.published and not source.note:
            yield problem(
                "sources", source.id, "published", "", "is missing", "add the year, or say in note that it is undated"
            )


def cited(data: NetworkData) -> Iterator[Problem]:
    """Every source is cited by a record."""
    known = {source for *_, source in citations(data)}
    for source in data.sources:
        if source.id not in known and source.superseded_by is None:
            yield problem("sources", source.id, "id", source.id, "nothing cites it", "cite it or take it out")


def current_sources(data: NetworkData) -> Iterator[Problem]:
    """No figure rests only on sources that another source has replaced."""
    successor = {source.id: source.superseded_by for source in data.sources if source.superseded_by is not None}
    known = {source.id for source in data.sources}
    for source, newer in successor.items():
        if newer not in known:
            yield problem("sources", source, "superseded_by", newer, "no such source", "mend the id or add the source")
    for kind, record, field, figure in figures(data):
        stale = [source for source in figure.sources if source in successor]
        if stale and len(stale) == len(figure.sources):
            yield problem(
                kind, record, field, stale[0], f"was replaced by {successor[stale[0]]}", "take the newer figure"
            )


def dated_money(data: NetworkData) -> Iterator[Problem]:
    """Every price names the year its money is of, and the price levels know that year and the year of account."""
    years = {level.year for level in data.price_levels}
    if data.settings.money_year not in years:
        yield problem(
            "price_levels", "table", "year", data.settings.money_year, "has no level", "add the year of account"
        )
    for kind, record, field, figure in figures(data):
        if "_usd" not in field or field.startswith("value_of_time"):
            continue
        year = year_of(figure.as_of)
        if year is None:
            yield problem(kind, record, field, "", "names no year", "add as_of with the year its money is of")
        elif year not in years:
            yield problem(kind, record, field, year, "is a year without a price level", "add it to price_levels.csv")


def plausible_figures(data: NetworkData) -> Iterator[Problem]:
    """Speeds, freight rates, dwell and fees lie where the field's do: a wrong unit does not."""
    remedy = "mend the value or its unit"
    for rate in data.run_rates:
        for name, figure, bounds in (
            ("speed_km_per_day", rate.speed_km_per_day, PLAUSIBLE_SPEED_KM_PER_DAY[rate.mode]),
            ("cost_usd_per_teu_km", rate.cost_usd_per_teu_km, PLAUSIBLE_USD_PER_TEU_KM[rate.mode]),
        ):
            if figure.floor < bounds[0] or figure.ceiling > bounds[1]:
                span = f"{figure.floor:g}-{figure.ceiling:g}"
                yield problem(
                    "run_rates", rate.id, name, span, f"is outside {bounds[0]:g}-{bounds[1]:g} for {rate.mode}", remedy
                )
    for leg in data.legs:
        if leg.time_h is not None:
            pace = leg.distance_km.typical / leg.time_h.typical * 24
            low, high = PLAUSIBLE_SPEED_KM_PER_DAY[leg.mode]
            if not low <= pace <= high:
                rule = f"makes {pace:.0f} km a day, outside {low}-{high} for {leg.mode}"
                yield problem("legs", leg.id, "time_h", leg.time_h.typical, rule, remedy)
    for kind, record, field, figure in figures(data):
        last = field.rpartition(".")[2]
        if last in {"dwell_h", "delay_h", "leaves_when_full_wait_h"} and figure.ceiling > LONGEST_DWELL_H:
            yield problem(kind, record, field, figure.ceiling, f"is longer than {LONGEST_DWELL_H:.0f} h", remedy)
        if last in {"fee_usd", "surcharge_usd"} and figure.ceiling > HIGHEST_FEE_USD:
            yield problem(kind, record, field, figure.ceiling, f"is more than USD {HIGHEST_FEE_USD:.0f}", remedy)


def single_legs(data: NetworkData) -> Iterator[Problem]:
    """No leg stands twice: same two places, same track, same length."""
    found: dict[tuple[frozenset[str], str], list[Leg]] = {}
    for leg in data.legs:
        found.setdefault((frozenset((leg.start, leg.end)), leg.track), []).append(leg)
    for legs in found.values():
        for one, other in combinations(legs, 2):
            longer, shorter = sorted((one.distance_km.typical, other.distance_km.typical), reverse=True)
            if shorter >= longer * (1 - SAME_LENGTH) and _at_once(one, other):
                yield problem("legs", other.id, "id", other.id, f"is {one.id} again", "keep one of the two")


def _at_once(one: Leg, other: Leg) -> bool:
    """Whether both are in use, or both planned: a line is not its own renewal."""
    return (one.status[-1].state in FUTURE_STATES) == (other.status[-1].state in FUTURE_STATES)


def single_places(data: NetworkData) -> Iterator[Problem]:
    """No two places of one kind and country stand on one spot."""
    ordered = sorted(data.places, key=lambda place: place.lat)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.lat - one.lat > SAME_SPOT_KM / 100:
                break
            same = (one.kind, one.country) == (other.kind, other.country)
            if same and great_circle_km(one.lon, one.lat, other.lon, other.lat) < SAME_SPOT_KM:
                yield problem(
                    "places", other.id, "lon", other.lon, f"stands where {one.id} stands", "move or merge them"
                )


def inside_their_country(data: NetworkData) -> Iterator[Problem]:
    """The position of a place lies in the country it names, or a few km off its coast."""
    for place, gap in outside(data.places):
        yield problem(
            "places", place.id, "country", place.country, f"lies {gap * 111:.0f} km outside that country",
            "mend the position or the country",
        )  # fmt: skip


def corridors_on_their_date(data: NetworkData) -> Iterator[Problem]:
    """On its date every leg of a corridor's first way is in use, planned or under construction."""
    legs = {leg.id: leg for leg in data.legs}
    for corridor in data.corridors:
        on = corridor.on or data.settings.as_of
        for name in corridor.ways[0]:
            if name not in legs:
                continue
            span = span_on(legs[name].status, on, "forward") or span_on(legs[name].status, on, "backward")
            if span is None or span.state not in PASSABLE_STATES | FUTURE_STATES:
                state = "not in use" if span is None else span.state
                yield problem(
                    "corridors", corridor.id, "ways", name, f"is {state} on {on}",
                    "take another leg, or give the corridor the day it was open on",
                )  # fmt: skip


def corridors_can_be_handled(data: NetworkData) -> Iterator[Problem]:
    """Where a corridor's way changes track, a facility joins the two tracks."""
    legs = {leg.id: leg for leg in data.legs}
    joined: dict[str, set[frozenset[str]]] = {}
    for facility in data.facilities:
        pairs = {frozenset(pair) for pair in combinations(facility.tracks, 2)}
        joined.setdefault(facility.place, set()).update(pairs)
    for corridor in data.corridors:
        for way in corridor.ways:
            chain = [legs[name] for name in way if name in legs]
            for place, before, after in _joints(chain):
                pair = frozenset((before.track, after.track))
                if len(pair) > 1 and pair not in joined.get(place, ()):
                    yield problem(
                        "corridors", corridor.id, "ways", after.id,
                        f"no facility at {place} joins {before.track} and {after.track}", "add the facility",
                    )  # fmt: skip


def judged_kinds(data: NetworkData) -> Iterator[Problem]:
    """Every kind of event stands in incidents.toml, which says whether it is a closure; one that does not is none."""
    known = {kind.id for kind in data.incident_kinds}
    for event in data.events if known else ():
        if event.kind not in known:
            remedy = "add the kind with what it closes, or take one that is there"
            yield problem("events", event.id, "kind", event.kind, "stands not in incidents.toml", remedy)


def _joints(chain: Sequence[Leg]) -> Iterator[tuple[str, Leg, Leg]]:
    """Where each leg of a chain joins the next one."""
    for before, after in pairwise(chain):
        shared = {before.start, before.end} & {after.start, after.end}
        if len(shared) == 1:
            yield next(iter(shared)), before, after


AUDITS: tuple[Check, ...] = (
    complete_sources,
    cited,
    current_sources,
    dated_money,
    plausible_figures,
    single_legs,
    single_places,
    inside_their_country,
    corridors_on_their_date,
    corridors_can_be_handled,
    judged_kinds,
)
