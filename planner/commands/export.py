"""``landbridge export``: the network in open formats."""

from pathlib import Path

import click

from corridors.errors import UsageError
from corridors.exports import FORMATS, export
from corridors.network import load


@click.command(name="export")
@click.argument("target", metavar="TARGET", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Default: by the ending of TARGET.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Use the network in this folder.")
def command(target: Path, form: str | None, data: Path | None) -> None:
    """Write the network to TARGET, a file or a new folder.

    \b
    gpkg        GeoPackage, layers places and legs (FILE.gpkg)
    geoparquet  folder with places.parquet and legs.parquet (needs landbridge[parquet])
    geojson     folder with places.geojson and legs.geojson
    csv         folder with every table as CSV and a Frictionless datapackage.json
    graphml     GraphML, for networkx, Gephi, yEd (FILE.graphml)
    node-link   node-link JSON, for networkx and d3 (FILE.json)
    """  # noqa: D301 - a backspace keeps click from filling these lines
    endings = {each.suffix: name for name, each in FORMATS.items() if each.suffix}
    name = form or endings.get(target.suffix)
    if name is None:
        raise UsageError(
            what=f"no format is known for {target}", where="TARGET", why="its ending names none",
            remedy="add --format, one of " + ", ".join(FORMATS),
        )  # fmt: skip
    export(load(data), target, name)
    click.echo(f"{name}: {target}", err=True)
