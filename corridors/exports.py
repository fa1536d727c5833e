"""Writes the network in open formats: GeoPackage, GeoParquet, GeoJSON, CSV with a data package, GraphML, node-link JSON.

A target is written beside its place and moved there when it is whole. A folder must not be there yet, or be empty.
"""

import csv
import io
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.errors import OutputError, UsageError
from corridors.files import write_atomically
from corridors.network import Network
from corridors.tabular import Cell, Column, Table, tables

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

PACKAGE_NAME = "landbridge-network"
LICENCES: tuple[Mapping[str, str], ...] = (
    {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
    {"name": "ODbL-1.0", "title": "Open Data Commons Open Database License 1.0 (lines of rail and road legs)",
     "path": "https://opendatacommons.org/licenses/odbl/1-0/"},
)  # fmt: skip


DTYPES = {"string": "string", "number": "Float64", "integer": "Int64", "boolean": "boolean", "date": "string"}
"""The type of a column in pandas; all can be empty."""


def frames(network: Network) -> "dict[str, gpd.GeoDataFrame]":
    """Places as points and legs as lines, EPSG:4326, with every plain column of their tables and its type."""
    import geopandas as gpd  # noqa: PLC0415 - heavy, and only an export needs it
    import pandas as pd  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    shapes = network.shapes()
    found: dict[str, gpd.GeoDataFrame] = {}
    for table in tables(network):
        if table.name not in {"places", "legs"}:
            continue
        columns = {
            column.name: pd.array([row[index] for row in table.rows], dtype=DTYPES[column.kind])
            for index, column in enumerate(table.columns)
        }
        if table.name == "places":
            geometry = [shapely.Point(place.lon, place.lat) for place in network.data.places]
        else:
            legs = network.data.legs
            geometry = [shapely.LineString(network.line(leg, shapes)) for leg in legs]
            columns |= {
                "state": pd.array([leg.status[-1].state for leg in legs], dtype="string"),
                "border": pd.array([network.is_border(leg) for leg in legs], dtype="boolean"),
                "schematic": pd.array([leg.id not in shapes for leg in legs], dtype="boolean"),
                "corridors": pd.array(
                    ["; ".join(network.corridors_of.get(leg.id, ())) for leg in legs], dtype="string"
                ),
            }
        found[table.name] = gpd.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4326")
    return found


def _geopackage(network: Network, target: Path) -> None:
    import pandas as pd  # noqa: PLC0415 - as in frames
    import pyogrio  # noqa: PLC0415 - as above

    layers = frames(network)
    for name, frame in layers.items():
        pyogrio.write_dataframe(_with_plain_text(frame), target, layer=name, driver="GPKG")
    for table in tables(network):
        if table.name not in layers:
            columns = {
                column.name: pd.array([row[index] for row in table.rows], dtype=DTYPES[column.kind])
                for index, column in enumerate(table.columns)
            }
            pyogrio.write_dataframe(_with_plain_text(pd.DataFrame(columns)), target, layer=table.name, driver="GPKG")


def _with_plain_text(frame: Any) -> Any:
    return frame.astype({name: "object" for name in frame.columns if str(frame[name].dtype) == "string"})


def _geoparquet(network: Network, target: Path) -> None:
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415 - an extra
    except ImportError:
        raise UsageError(
            what="GeoParquet cannot be written here", where="--format geoparquet",
            why="the package pyarrow is not installed", remedy="pip install 'landbridge[parquet]', or another format",
        ) from None  # fmt: skip
    for name, frame in frames(network).items():
        frame.to_parquet(target / f"{name}.parquet", index=False)


def _geojson(network: Network, target: Path) -> None:
    for name, frame in frames(network).items():
        collection = json.loads(frame.to_json(drop_id=True, na="null"))
        collection = {
            "type": "FeatureCollection", "name": name, "licence": network.settings.licence,
            "attribution": network.settings.attribution, "features": collection["features"],
        }  # fmt: skip
        (target / f"{name}.geojson").write_text(json.dumps(collection, ensure_ascii=False) + "\n", encoding="utf-8")


def _csv(network: Network, target: Path) -> None:
    found = tables(network)
    for table in found:
        (target / f"{table.name}.csv").write_text(_as_csv(table), encoding="utf-8", newline="")
    package = json.dumps(data_package(network, found), ensure_ascii=False, indent=1)
    (target / "datapackage.json").write_text(package + "\n", encoding="utf-8")


def _as_csv(table: Table) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(_written(cell) for cell in row)
    return buffer.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def data_package(network: Network, found: tuple[Table, ...]) -> dict[str, Any]:
    """The Frictionless data package of the tables: fields with type and unit, keys, licence, sources."""
    return {
        "profile": "tabular-data-package",
        "name": PACKAGE_NAME,
        "title": network.settings.title,
        "version": network.version,
        "licenses": list(LICENCES),
        "contributors": [{"title": "landbridge contributors", "role": "author"}],
        "resources": [_resource(table) for table in found],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.key]}}
            for key in table.foreign_keys
        ]
    return {
        "name": table.name, "path": f"{table.name}.csv", "title": table.title, "profile": "tabular-data-resource",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
    }  # fmt: skip


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.description}
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.name in table.primary_key:
        constraints["required"] = True
        if len(table.primary_key) == 1:
            constraints["unique"] = True
    if constraints:
        field["constraints"] = constraints
    return field


def _graphml(network: Network, target: Path) -> None:
    import networkx as nx  # noqa: PLC0415 - as in Network.graph

    nx.write_graphml(plain_graph(network), target)


def _node_link(network: Network, target: Path) -> None:
    import networkx as nx  # noqa: PLC0415 - as in Network.graph

    data = nx.node_link_data(plain_graph(network), edges="edges")
    target.write_text(json.dumps(data, ensure_ascii=False, indent=None) + "\n", encoding="utf-8")


def plain_graph(network: Network) -> "nx.MultiDiGraph[str]":
    """The networkx graph with attributes that every format can hold: no None, lists as text, ``leg`` on each edge."""
    graph = network.graph()
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["leg"] = key
        for name, value in list(attributes.items()):
            if value is None:
                del attributes[name]
            elif isinstance(value, tuple):
                attributes[name] = "; ".join(value)
    return graph


class Format(NamedTuple):
    """A form of export: what it writes, and whether the target is a folder."""

    write: Callable[[Network, Path], None]
    folder: bool
    suffix: str
    help: str


FORMATS: dict[str, Format] = {
    "gpkg": Format(_geopackage, folder=False, suffix=".gpkg", help="GeoPackage, layers places and legs"),
    "geoparquet": Format(_geoparquet, folder=True, suffix="", help="folder with places.parquet and legs.parquet"),
    "geojson": Format(_geojson, folder=True, suffix="", help="folder with places.geojson and legs.geojson"),
    "csv": Format(_csv, folder=True, suffix="", help="folder with every table as CSV and a datapackage.json"),
    "graphml": Format(_graphml, folder=False, suffix=".graphml", help="GraphML, for networkx, Gephi, yEd"),
    "node-link": Format(_node_link, folder=False, suffix=".json", help="node-link JSON, for networkx and d3"),
}


def export(network: Network, target: Path, name: str) -> None:
    """Write the network to ``target`` in the format ``name``.

    Raises:
        UsageError: where the format needs a package that is missing.
        OutputError: where the target cannot be written; what was there is untouched.
    """
    form = FORMATS[name]
    if form.folder:
        _into_folder(network, target, form)
        return
    with tempfile.TemporaryDirectory() as scratch:
        draft = Path(scratch) / f"network{form.suffix}"
        form.write(network, draft)
        write_atomically(target, draft.read_bytes())


def _into_folder(network: Network, target: Path, form: Format) -> None:
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise OSError(None, "it is there and is not an empty folder")  # noqa: TRY301 - told like the others below
        draft = target.with_name(f".{target.name}.{secrets.token_hex(6)}.tmp")
        draft.mkdir()
        try:
            form.write(network, draft)
            if target.exists():
                target.rmdir()
            os.replace(draft, target)  # noqa: PTH105 - a folder takes the place of nothing
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            what=f"cannot write {target}", where=str(target.parent), why=error.strerror or str(error),
            remedy="name a new or empty folder where you may write",
        ) from error  # fmt: skip
