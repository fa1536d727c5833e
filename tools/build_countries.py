"""Build ``corridors/data/ground/countries.geojson``: the areas that ``landbridge check`` holds positions against.

The input is ``countries-10m.json`` of the npm package ``world-atlas`` 2.0.2 (Natural Earth 4.1, public domain). Coasts
and borders are simplified to about 3 km, so a position counts as outside only where it lies further away than that.
Borders are the de facto ones Natural Earth draws. Run, from the root of the project::

    python -m tools.build_countries world-atlas/package/countries-10m.json
"""

import argparse
import json
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.ops import unary_union

from corridors.ground import COUNTRIES
from tools.build_basemap import EXTENT, Topology

TOLERANCE = 0.03
"""Furthest a border may stray from the original, in degrees."""
LEAST_AREA = 0.004
"""Smallest island kept, in square degrees, where it is not the country's largest piece."""
DECIMALS = 3

NUMERIC = {
    "004": "AF", "031": "AZ", "048": "BH", "050": "BD", "051": "AM", "056": "BE", "100": "BG", "104": "MM", "112": "BY",
    "144": "LK", "156": "CN", "158": "TW", "191": "HR", "196": "CY", "208": "DK", "231": "ET", "232": "ER", "233": "EE",
    "246": "FI", "250": "FR", "262": "DJ", "268": "GE", "276": "DE", "292": "GI", "300": "GR", "344": "HK", "348": "HU",
    "356": "IN", "360": "ID", "364": "IR", "368": "IQ", "376": "IL", "380": "IT", "392": "JP", "398": "KZ", "400": "JO",
    "404": "KE", "408": "KP", "410": "KR", "414": "KW", "417": "KG", "422": "LB", "428": "LV", "440": "LT", "458": "MY",
    "496": "MN", "498": "MD", "504": "MA", "508": "MZ", "512": "OM", "524": "NP", "528": "NL", "578": "NO", "586": "PK",
    "608": "PH", "616": "PL", "620": "PT", "634": "QA", "642": "RO", "643": "RU", "682": "SA", "686": "SN", "688": "RS",
    "702": "SG", "704": "VN", "706": "SO", "710": "ZA", "724": "ES", "729": "SD", "752": "SE", "760": "SY", "762": "TJ",
    "764": "TH", "784": "AE", "792": "TR", "795": "TM", "804": "UA", "818": "EG", "826": "GB", "834": "TZ", "860": "UZ",
    "887": "YE",
}  # fmt: skip
"""ISO 3166 numeric codes, as the map has them, and the two-letter codes of the network."""


def areas(path: Path) -> dict[str, MultiPolygon]:
    """The area of each country inside the map's extent, by two-letter code."""
    topology = Topology(path)
    found: dict[str, MultiPolygon] = {}
    for geometry in topology.geometries("countries"):
        code = NUMERIC.get(str(geometry.get("id", "")).zfill(3))
        if code is None:
            continue
        whole = unary_union(topology.parts(geometry)).intersection(EXTENT)
        simple = shapely.make_valid(whole.simplify(TOLERANCE))
        pieces = sorted(
            (piece for piece in shapely.get_parts(simple) if isinstance(piece, Polygon)), key=lambda piece: -piece.area
        )
        kept = [piece for number, piece in enumerate(pieces) if number == 0 or piece.area >= LEAST_AREA]
        found[code] = MultiPolygon([*shapely.get_parts(found[code]), *kept] if code in found else kept)
    return found


def main() -> None:
    """Write the areas."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countries", type=Path, help="countries-10m.json of world-atlas")
    options = parser.parse_args()
    features = [
        {
            "type": "Feature",
            "properties": {"country": code},
            "geometry": mapping(shapely.set_precision(area, 10**-DECIMALS)),
        }
        for code, area in sorted(areas(options.countries).items())
    ]
    text = json.dumps(
        {"type": "FeatureCollection", "source": "Natural Earth 4.1 (public domain)", "features": features},
        separators=(",", ":"),
    )
    COUNTRIES.parent.mkdir(exist_ok=True)
    COUNTRIES.write_text(text + "\n", encoding="utf-8")
    print(f"{COUNTRIES}: {len(features)} countries, {len(text) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
