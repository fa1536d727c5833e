"""The immutable network: all records by id, what touches what, and ways out to networkx and geopandas."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from corridors import compiled
from corridors.capacity import Capacity
from corridors.dataset import DATA_DIR, NetworkData
from corridors.edits import Scenario
from corridors.model import Corridor, Event, Facility, Leg, Nation, Passage, Place, Service, Settings, Source
from corridors.money import Money
from corridors.rates import EmissionFactor, RunRate
from corridors.spelling import names_of

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

Line = tuple[tuple[float, float], ...]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)
D = TypeVar("D")


def _by_id(records: tuple[N, ...]) -> Mapping[str, N]:
    return MappingProxyType({record.id: record for record in records})


class Network:
    """All records, read-only. A date, a scenario or a constraint is never written into it."""

    def __init__(  # noqa: PLR0913 - what a compiled file brings along
        self,
        data: NetworkData,
        version: str,
        *,
        sources: msgspec.Raw | None = None,
        names: Mapping[str, tuple[str, ...]] | None = None,
        stale: bool = False,
        folder: Path = DATA_DIR,
    ) -> None:
        """Index the records.

        Args:
            data: All records.
            version: Version and digest of the data.
            sources: The sources as JSON, where they are not among the records.
            names: Place ids by the key of every name, where they are known already.
            stale: Whether a compiled network was older than its sources, which were read instead.
            folder: The data folder, whose ``geometry`` holds the lines of the legs.
        """
        self._folder = folder
        self._sources = sources
        self._names = names
        self._derived: dict[Callable[[Network], Any], Any] = {}
        self.data = data
        self.version = version
        self.stale = stale
        self.settings: Settings = data.settings
        self.places: Mapping[str, Place] = _by_id(data.places)
        self.legs: Mapping[str, Leg] = _by_id(data.legs)
        self.passages: Mapping[str, Passage] = _by_id(data.passages)
        self.corridors: Mapping[str, Corridor] = _by_id(data.corridors)
        self.events: Mapping[str, Event] = _by_id(data.events)
        self.scenarios: Mapping[str, Scenario] = _by_id(data.scenarios)
        self.services: Mapping[str, Service] = _by_id(data.services)
        self.run_rates: Mapping[str, RunRate] = _by_id(data.run_rates)
        self.emission_factors: Mapping[str, EmissionFactor] = _by_id(data.emission_factors)
        self.nations: Mapping[str, Nation] = MappingProxyType({nation.code: nation for nation in data.nations})

    def replaced(self, mark: str, *, new_sources: tuple[Source, ...] = (), **changes: Any) -> "Network":
        """A network with some lists of records replaced; this one stays as it is.

        Args:
            mark: What is added to the version.
            new_sources: Sources beside those of this network.
            **changes: Lists of records, by their names in :class:`NetworkData`.
        """
        sources = self._sources
        if new_sources:
            changes["sources"], sources = (*self.sources.values(), *new_sources), None
        return Network(
            msgspec.structs.replace(self.data, **changes),
            f"{self.version}+{mark}" if mark else self.version,
            sources=sources,
            names=None if "places" in changes else self._names,
            stale=self.stale,
            folder=self._folder,
        )

    def derived(self, make: "Callable[[Network], D]") -> D:
        """What a function makes of the network: made once, kept with it, the same for whoever asks."""
        if make not in self._derived:
            self._derived[make] = make(self)
        found: D = self._derived[make]
        return found

    @cached_property
    def capacities(self) -> Mapping[str, Capacity]:
        """Capacities by what they are of, as ``port:aktau``."""
        return MappingProxyType({f"{capacity.kind}:{capacity.of}": capacity for capacity in self.data.capacities})

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        if self._sources is None:
            return _by_id(self.data.sources)
        return _by_id(msgspec.json.decode(self._sources, type=tuple[Source, ...]))

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Place ids by the key of every id, name, UN/LOCODE and alias."""
        return names_of(self.data.places) if self._names is None else self._names

    @cached_property
    def money(self) -> Money:
        """Brings prices to the year that ``settings.money_year`` states."""
        return Money(self.data.price_levels, self.settings.money_year)

    @cached_property
    def facilities(self) -> Mapping[str, tuple[Facility, ...]]:
        """Facilities by place id."""
        found: dict[str, list[Facility]] = {}
        for facility in self.data.facilities:
            found.setdefault(facility.place, []).append(facility)
        return MappingProxyType({place: tuple(items) for place, items in found.items()})

    @cached_property
    def corridors_of(self) -> Mapping[str, tuple[str, ...]]:
        """Corridor ids by leg id."""
        found: dict[str, list[str]] = {}
        for corridor in self.data.corridors:
            for leg in dict.fromkeys(name for way in corridor.ways for name in way):
                found.setdefault(leg, []).append(corridor.id)
        return MappingProxyType({leg: tuple(names) for leg, names in found.items()})

    def is_border(self, leg: Leg) -> bool:
        """Whether a leg crosses a land border."""
        return leg.mode in {"rail", "road"} and self.places[leg.start].country != self.places[leg.end].country

    def shapes(self) -> Mapping[str, Line]:
        """Lines of legs as (lon, lat) in degrees WGS 84, in from-to order; legs without one are missing."""
        return self._geometry[0]

    def shape_credits(self) -> tuple[str, ...]:
        """The attribution that the shapes ask for."""
        return self._geometry[1]

    @cached_property
    def _geometry(self) -> tuple[Mapping[str, Line], tuple[str, ...]]:
        return _read_shapes(self._folder)

    def graph(self) -> "nx.MultiDiGraph[str]":
        """The network as networkx knows it: places as nodes, one edge a leg and direction, keyed by the leg's id.

        Nodes carry name, country, lon, lat, kind; edges carry mode, gauge_mm, distance_km, basis, the
        latest state, border, operator, traction, passages and corridors.
        """
        import networkx as nx  # noqa: PLC0415 - an analysis library: a query must not pay for it

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.settings.title, version=self.version)
        for place in self.data.places:
            graph.add_node(
                place.id, name=place.name, country=place.country, lon=place.lon, lat=place.lat, kind=place.kind
            )
        for leg in self.data.legs:
            pairs = [(leg.start, leg.end)] if leg.oneway else [(leg.start, leg.end), (leg.end, leg.start)]
            for start, end in pairs:
                graph.add_edge(start, end, key=leg.id, **self._edge(leg))
        return graph

    def _edge(self, leg: Leg) -> dict[str, Any]:
        return {
            "mode": leg.mode,
            "gauge_mm": leg.gauge_mm,
            "distance_km": leg.distance_km.typical,
            "basis": leg.distance_km.basis,
            "state": leg.status[-1].state,
            "border": self.is_border(leg),
            "operator": leg.operator,
            "traction": leg.traction,
            "passages": leg.passages,
            "corridors": self.corridors_of.get(leg.id, ()),
        }

    def places_frame(self) -> "gpd.GeoDataFrame":
        """Places as a GeoDataFrame of points, EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415 - as above
        import shapely  # noqa: PLC0415 - as above

        rows = [msgspec.structs.asdict(place) for place in self.data.places]
        points = [shapely.Point(place.lon, place.lat) for place in self.data.places]
        return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326").set_index("id")

    def legs_frame(self) -> "gpd.GeoDataFrame":
        """Legs as a GeoDataFrame of lines, EPSG:4326; ``schematic`` marks straight lines between the ends."""
        import geopandas as gpd  # noqa: PLC0415 - as above
        import shapely  # noqa: PLC0415 - as above

        shapes = self.shapes()
        rows = [
            {"id": leg.id, "from": leg.start, "to": leg.end, **self._edge(leg), "schematic": leg.id not in shapes}
            for leg in self.data.legs
        ]
        lines = [shapely.LineString(self.line(leg, shapes)) for leg in self.data.legs]
        return gpd.GeoDataFrame(rows, geometry=lines, crs="EPSG:4326").set_index("id")

    def line(self, leg: Leg, shapes: Mapping[str, Line]) -> Line:
        """The leg's shape, or the straight line between its ends."""
        start, end = self.places[leg.start], self.places[leg.end]
        return shapes.get(leg.id, ((start.lon, start.lat), (end.lon, end.lat)))


def _read_shapes(folder: Path) -> tuple[Mapping[str, Line], tuple[str, ...]]:
    shapes: dict[str, Line] = {}
    credits_due: dict[str, None] = {}
    for path in sorted((folder / "geometry").glob("*.geojson")):
        collection = msgspec.json.decode(path.read_bytes())
        if collection.get("attribution"):
            credits_due[collection["attribution"]] = None
        for feature in collection["features"]:
            points = feature["geometry"]["coordinates"]
            shapes[feature["properties"]["id"]] = tuple((point[0], point[1]) for point in points)
    return shapes, tuple(credits_due)


def load(folder: Path | str | None = None) -> Network:
    """Load the shipped network, or the one in ``folder``.

    Raises:
        DataError: with every problem in the data, where sources are read and broken.
    """
    where = DATA_DIR if folder is None else Path(folder)
    found = compiled.read(where)
    version = f"{found.data.settings.version}+{found.digest[:12]}"
    return Network(found.data, version, sources=found.sources, names=found.names, stale=found.stale, folder=where)
