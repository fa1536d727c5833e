"""``landbridge large``: ways on a network of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corridors.errors import NoRouteError
from planner.commands.output import emit
from planner.report import pretty_json

if TYPE_CHECKING:
    from planner.large import LargeGraph, Router
    from planner.large.alternatives import Alternatives


@click.command(name="large")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--weight", metavar="NAME", help="Column or property with the weights; default: weight.")
@click.option("--tail", default="from", show_default=True, metavar="NAME", help="CSV column where an arc starts.")
@click.option("--head", default="to", show_default=True, metavar="NAME", help="CSV column where it ends.")
@click.option("--both-ways", is_flag=True, help="Arcs lead back as well.")
@click.option(
    "--scenario", type=click.Path(path_type=Path), metavar="CSV", help="Other weights: from,to,weight; inf closes."
)
@click.option(
    "--alternatives", "most", type=int, default=3, show_default=True, metavar="N", help="How many ways at most."
)
@click.option(
    "--overlap", type=float, default=0.5, show_default=True, help="Share of a better way that may be repeated."
)
@click.option("--stretch", type=float, default=1.5, show_default=True, help="Heaviest way in terms of the lightest.")
@click.option(
    "--engine",
    default="auto",
    show_default=True,
    help="routingkit-cch, pyroutingkit, scipy or auto: scipy without --prepared.",
)
@click.option(
    "--prepared", type=click.Path(path_type=Path), metavar="PATH", help="Keep the preparation here; made if not there."
)
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/large/1 JSON.")
def command(  # noqa: PLR0913 - one parameter an option
    file: Path,
    origin: str,
    destination: str,
    *,
    weight: str | None,
    tail: str,
    head: str,
    both_ways: bool,
    scenario: Path | None,
    most: int,
    overlap: float,
    stretch: float,
    engine: str,
    prepared: Path | None,
    as_json: bool,
) -> None:
    """Ways from FROM to TO, nodes of the network in FILE (needs landbridge[large]).

    \b
    .csv               a header; columns from, to, weight
    .txt, .edges       tail, head and weight in each line
    .geojson, .json    lines; nodes are called lon,lat with six digits
    .graphml           as NetworkX writes it
    """  # noqa: D301 - a backspace keeps click from filling these lines
    from planner.large import engines  # noqa: PLC0415 - help needs no numpy

    if engine == engines.AUTO and prepared is None:
        engine = engines.SCIPY  # one question does not repay a preparation
    engines.choose(engine)
    from planner.large.alternatives import alternatives  # noqa: PLC0415 - needs SciPy, whose absence is told above
    from planner.large.readers import read  # noqa: PLC0415 - as above
    from planner.large.readers import scenario as laid_over  # noqa: PLC0415 - as above

    graph = read(file, weight=weight, tail=tail, head=head, both_ways=both_ways)
    ends = graph.node(origin), graph.node(destination)
    router = _router(graph, engine, prepared)
    if scenario is not None:
        router.reweight(laid_over(scenario, graph))
    found = alternatives(router, *ends, most=most, overlap=overlap, stretch=stretch)
    if not found.ways:
        raise NoRouteError(
            what=f"no way leads from {origin} to {destination}",
            where=str(file),
            why="its arcs do not join them, or are closed",
            remedy="look at the direction of the arcs, or add --both-ways",
        )
    answer = _told(router, found, ends[0])
    emit(pretty_json(answer) if as_json else _text(answer))


def _router(graph: "LargeGraph", engine: str, prepared: Path | None) -> "Router":
    from planner.large import Router  # noqa: PLC0415 - as above

    router = Router(graph, engine=engine, preparation=prepared if prepared is not None and prepared.exists() else None)
    if prepared is not None and not prepared.exists() and router.preparation is not None:
        router.preparation.save(prepared)
        click.echo(f"prepared: {prepared}", err=True)
    return router


def _told(router: "Router", found: "Alternatives", start: int) -> dict[str, Any]:
    graph = router.graph
    names = graph.names or ()
    ways = [
        {
            "rank": rank,
            "weight": way.weight,
            "stretch": way.stretch,
            "overlap": way.overlap,
            "locally_optimal": way.locally_optimal,
            "nodes": [names[start], *(names[node] for node in graph.head[way.arcs].tolist())],
        }
        for rank, way in enumerate(found.ways, start=1)
    ]
    return {
        "schema": "landbridge/large/1",
        "engine": router.engine,
        "nodes": graph.node_count,
        "arcs": graph.arc_count,
        "units_to_one": graph.scale,
        "ways": ways,
        "tried": found.tried,
        "dropped": found.dropped,
    }


def _text(answer: dict[str, Any]) -> str:
    lines = [f"{answer['nodes']} nodes, {answer['arcs']} arcs; {answer['engine']}"]
    for way in answer["ways"]:
        nodes = way["nodes"]
        inner = f" by {len(nodes) - 2} nodes" if len(nodes) > 2 else ""  # noqa: PLR2004 - the two ends
        lines.append(
            f"{way['rank']}  weight {way['weight']:.10g}, {way['stretch']:.3f} of the lightest,"
            f" repeats {way['overlap']:.0%}{inner}"
        )
    if len(answer["ways"]) > 1 or answer["dropped"]:
        dropped = ", ".join(f"{count} {reason}" for reason, count in answer["dropped"].items())
        lines.append(f"alternatives are a search by rule of thumb; dropped: {dropped or 'none'}")
    return "\n".join(lines) + "\n"
