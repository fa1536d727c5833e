"""Files of arcs are read as they are meant, and their bad rows named."""

import json
from pathlib import Path

import networkx as nx
import pytest

from corridors.errors import DataError, UsageError
from planner.large import LargeGraph, Router
from planner.large.readers import from_networkx, read


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def between(graph: LargeGraph, tail: str, head: str) -> float:
    return Router(graph, engine="scipy").distance(graph.node(tail), graph.node(head))


def test_csv(tmp_path: Path) -> None:
    """Columns go by name, in any order, quoted or not; inf closes an arc."""
    text = 'km,from,to\n3.5,Баку,"Poti, port"\n1,"Poti, port",Варна\n0,Баку,Aktau\ninf,Aktau,Варна\n'
    graph = read(write(tmp_path, "arcs.csv", text), weight="km")
    assert between(graph, "Баку", "Варна") == 4.5
    assert between(graph, "Баку", "Aktau") == 0.0
    assert between(graph, "Aktau", "Варна") == float("inf")
    both = read(write(tmp_path, "arcs.csv", text), weight="km", both_ways=True)
    assert between(both, "Варна", "Aktau") == 4.5


def test_csv_names_its_bad_rows(tmp_path: Path) -> None:
    """All bad rows are told at once, each by its line."""
    text = "from,to,weight\na,b,1\na,c,x\n\nb,c\n,c,1\nc,a,-2\nc,b,nan\n"
    with pytest.raises(DataError) as caught:
        read(write(tmp_path, "arcs.csv", text))
    told = str(caught.value)
    for line in (
        "line 3.weight = x",
        "line 5: 2 cells where 3 are needed",
        "line 6.from",
        "line 7.weight = -2",
        "line 8.weight = nan",
    ):
        assert line in told


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("arcs.csv", "from,to,km\n", "no column is called 'weight'"),
        ("arcs.csv", "", "its columns are none"),
        ("arcs.pdf", "", "cannot tell the form"),
        ("arcs.geojson", "{}", "is no GeoJSON"),
        ("arcs.geojson", "[", "is no GeoJSON"),
        ("arcs.graphml", "<graphml", "is no GraphML"),
    ],
)
def test_files_of_another_kind(tmp_path: Path, name: str, text: str, told: str) -> None:
    """A file that is not what its ending says is refused in plain words."""
    with pytest.raises(UsageError) as caught:
        read(write(tmp_path, name, text))
    assert told in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is told as such; so is one that is no UTF-8."""
    with pytest.raises(UsageError, match="cannot read"):
        read(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("from,to,weight\nKöln,a,1\n".encode("latin-1"))
    with pytest.raises(UsageError, match="cannot read"):
        read(tmp_path / "latin.csv")


def test_edge_list(tmp_path: Path) -> None:
    """An edge list has three words a line and remarks; other lines are named."""
    graph = read(write(tmp_path, "arcs.txt", "# tail head weight\na b 2\n\nb c 3 # by ferry\n"))
    assert between(graph, "a", "c") == 5.0
    with pytest.raises(DataError, match="line 2: 2 words where"):
        read(write(tmp_path, "arcs.edges", "a b 1\nb c\n"))


def line(coordinates: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": coordinates}}


def test_geojson(tmp_path: Path) -> None:
    """Lines become arcs between their ends, as long as they are unless a property says otherwise; oneway is kept."""
    features = [
        line([[50, 40], [51, 40], [52, 40]], km=1.0),
        line([[52, 40], [53, 40]], oneway="yes"),
        {"type": "Feature", "properties": None, "geometry": {"type": "MultiLineString", "coordinates": [[[53, 40], [54, 40]]]}},
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    graph = read(write(tmp_path, "lines.geojson", text), both_ways=True)
    degree = 85.18
    assert between(graph, "50.000000,40.000000", "54.000000,40.000000") == pytest.approx(4 * degree, rel=1e-3)
    assert between(graph, "54.000000,40.000000", "50.000000,40.000000") == float("inf")
    assert graph.lon is not None
    assert graph.lon.tolist() == [50, 52, 53, 54]
    with pytest.raises(DataError, match=r"feature 1\.weight"):
        read(write(tmp_path, "lines.geojson", text), weight="km")


def test_geojson_names_its_bad_features(tmp_path: Path) -> None:
    """Points, lines of one position and positions that are no numbers are named by feature."""
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}},
        line([[0, 0]]),
        line([[0, 0], ["a", 1]]),
        {"type": "Feature", "properties": {}, "geometry": None},
    ]
    with pytest.raises(DataError) as caught:
        read(write(tmp_path, "lines.json", json.dumps({"type": "FeatureCollection", "features": features})))
    assert [problem.record for problem in caught.value.problems] == [f"feature {number}" for number in range(4)]


def test_graphml_and_networkx(tmp_path: Path) -> None:
    """NetworkX graphs keep direction, parallel edges and nodes apart; an undirected one leads both ways."""
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", weight=5)
    graph.add_edge("a", "b", weight=2)
    graph.add_node("z")
    taken = from_networkx(graph)
    assert between(taken, "a", "b") == 2.0
    assert between(taken, "b", "a") == float("inf")
    assert taken.node_count == 3
    nx.write_graphml(graph.to_undirected(), tmp_path / "graph.graphml")
    assert between(read(tmp_path / "graph.graphml"), "b", "a") == 2.0


def test_networkx_edges_without_a_weight_are_named() -> None:
    """An edge without the attribute, and two nodes of one name, are refused."""
    graph = nx.DiGraph()
    graph.add_edge(1, 2, weight=1)
    graph.add_edge(2, 3)
    with pytest.raises(DataError, match=r"edge 2 - 3\.weight"):
        from_networkx(graph)
    with pytest.raises(UsageError, match="two nodes have one name"):
        from_networkx(nx.DiGraph([(1, "1", {"weight": 1})]))
