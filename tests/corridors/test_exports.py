"""Exports open elsewhere with their types right, and say the same as the records."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import pyogrio
import pytest

from corridors.errors import OutputError
from corridors.exports import FORMATS, export
from corridors.network import Network
from corridors.tabular import tables

READERS: dict[str, Callable[[str], Any]] = {"string": str, "number": float, "integer": int, "boolean": {"true": True, "false": False}.__getitem__,
           "date": dt.date.fromisoformat}  # fmt: skip


@pytest.fixture(scope="module")
def package(shipped: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV export of the shipped network."""
    target = tmp_path_factory.mktemp("export") / "csv"
    export(shipped, target, "csv")
    return target


def read(folder: Path, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a resource, each cell read as its field's type says; an empty one is None."""
    fields = {field["name"]: READERS[field["type"]] for field in resource["schema"]["fields"]}
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not rows or list(rows[0]) == list(fields), resource["name"]
    return [{name: fields[name](cell) if cell else None for name, cell in row.items()} for row in rows]


def test_every_cell_reads_as_its_field_says(shipped: Network, package: Path) -> None:
    """Each CSV has the fields its schema names, every cell is of its type, and no record is lost."""
    description = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    found = {resource["name"]: read(package, resource) for resource in description["resources"]}
    assert {name: len(rows) for name, rows in found.items()} == {t.name: len(t.rows) for t in tables(shipped)}
    assert len(found["legs"]) == len(shipped.legs)
    assert len(found["sources"]) == len(shipped.sources)
    leg = shipped.data.legs[0]
    row = found["legs"][0]
    assert (row["id"], row["from"], row["distance_km"]) == (leg.id, leg.start, leg.distance_km.typical)
    assert sum(1 for row in found["corridor_legs"]) == sum(len(w) for c in shipped.data.corridors for w in c.ways)


def test_keys_hold(package: Path) -> None:
    """Primary keys are unique and never empty; every foreign key is found in the table it points to."""
    description = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    rows = {resource["name"]: read(package, resource) for resource in description["resources"]}
    pointed = 0
    for resource in description["resources"]:
        schema = resource["schema"]
        if "primaryKey" in schema:
            keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows[resource["name"]]]
            assert len(set(keys)) == len(keys), resource["name"]
            assert not any(None in key for key in keys), resource["name"]
        for key in schema.get("foreignKeys", ()):
            target = {row[key["reference"]["fields"][0]] for row in rows[key["reference"]["resource"]]}
            used = {row[key["fields"][0]] for row in rows[resource["name"]]} - {None}
            assert used <= target, (resource["name"], key)
            pointed += len(used)
    assert pointed > 1000


def test_every_field_is_explained(package: Path) -> None:
    """Each field has a description, and each number of a figure its unit; licences are named."""
    description = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert {licence["name"] for licence in description["licenses"]} == {"CC-BY-4.0", "ODbL-1.0"}
    for resource in description["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"].endswith("."), (resource["name"], field["name"])
            if field["name"].endswith(("_km", "_h", "_usd")):
                assert field["unit"] in {"km", "h", "USD", "USD per TEU-km"}, (resource["name"], field["name"])


def test_the_geopackage_has_its_types(shipped: Network, tmp_path: Path) -> None:
    """Points and lines in EPSG:4326; gauge is whole, length real, oneway a truth value; other tables lie beside them."""
    target = tmp_path / "network.gpkg"
    export(shipped, target, "gpkg")
    info = pyogrio.read_info(target, layer="legs")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert (types["gauge_mm"], types["distance_km"], types["oneway"], types["id"]) == (
        "int64",
        "float64",
        "bool",
        "object",
    )
    assert types["time_h"] == "float64"
    legs, places = gpd.read_file(target, layer="legs"), gpd.read_file(target, layer="places")
    assert (len(legs), len(places)) == (len(shipped.legs), len(shipped.places))
    assert legs.crs == places.crs == "EPSG:4326"
    assert set(legs.geom_type) == {"LineString"}
    assert "sources" in {name for name, _ in pyogrio.list_layers(target)}


@pytest.mark.parametrize("name", ["geojson", "geoparquet"])
def test_folders_of_frames_open_in_geopandas(shipped: Network, tmp_path: Path, name: str) -> None:
    """Both layers come back whole, with their coordinates and lengths."""
    export(shipped, tmp_path / "out", name)
    file = {"geojson": "legs.geojson", "geoparquet": "legs.parquet"}[name]
    reader = gpd.read_file if name == "geojson" else gpd.read_parquet
    legs = reader(tmp_path / "out" / file).set_index("id")
    for leg in shipped.data.legs[::50]:
        assert legs.loc[leg.id, "distance_km"] == leg.distance_km.typical
        assert legs.loc[leg.id, "from"] == leg.start


@pytest.mark.parametrize("name", ["graphml", "node-link"])
def test_graphs_come_back_whole(shipped: Network, tmp_path: Path, name: str) -> None:
    """Networkx reads the graph with all its edges, both ways, and their lengths."""
    target = tmp_path / f"graph{FORMATS[name].suffix}"
    export(shipped, target, name)
    if name == "graphml":
        graph = nx.read_graphml(target, force_multigraph=True)
    else:
        graph = nx.node_link_graph(json.loads(target.read_text(encoding="utf-8")), edges="edges")
    mine = shipped.graph()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (mine.number_of_nodes(), mine.number_of_edges())
    lengths = sorted(data["distance_km"] for _, _, data in graph.edges(data=True))
    assert lengths == sorted(data["distance_km"] for _, _, data in mine.edges(data=True))


def test_nothing_is_overwritten(shipped: Network, tmp_path: Path) -> None:
    """A folder with something in it is refused and stays as it was; no draft is left beside it."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep")
    with pytest.raises(OutputError, match="cannot write"):
        export(shipped, tmp_path / "out", "csv")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine.txt"]
