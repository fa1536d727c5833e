"""A data folder brings its own lines."""

import json
from pathlib import Path

from corridors.network import load
from tests import tiny


def test_lines_come_from_the_folder(tmp_path: Path) -> None:
    """A leg of the user's folder is drawn as the folder says, and straight where it says nothing."""
    folder = tiny.write(tmp_path)
    (folder / "geometry").mkdir()
    line = [[50.0, 40.0], [50.5, 40.4], [51.0, 40.0]]
    feature = {"type": "Feature", "properties": {"id": "road-alpha"},
               "geometry": {"type": "LineString", "coordinates": line}}  # fmt: skip
    collection = {"type": "FeatureCollection", "attribution": "mine", "features": [feature]}
    (folder / "geometry" / "road.geojson").write_text(json.dumps(collection), encoding="utf-8")
    network = load(folder)
    assert network.shapes() == {"road-alpha": tuple(map(tuple, line))}
    assert network.shape_credits() == ("mine",)


def test_a_folder_without_lines_has_none(tiny_folder: Path) -> None:
    """No line of the shipped network strays into a folder of the user's own."""
    assert load(tiny_folder).shapes() == {}
