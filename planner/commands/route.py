"""``landbridge route``: a journey and its alternatives."""

from pathlib import Path
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import load
from planner.commands.completion import complete_corridor, complete_place, complete_scenario
from planner.commands.output import emit
from planner.constraints import DEFAULT_OVERLAP
from planner.contradictions import refuse_unproved
from planner.plan import plan
from planner.query import DEFAULT_ALTERNATIVES, DIFFER_BY, OBJECTIVES, ask
from planner.report import FORMATS


@click.command(name="route")
@click.argument("origin", metavar="FROM", shell_complete=complete_place)
@click.argument("destination", metavar="TO", shell_complete=complete_place)
@click.option("--on", metavar="DATE", help="Day of the journey, YYYY-MM-DD; default: the day the data reach.")
@click.option(
    "--by",
    default="generalised",
    show_default=True,
    metavar="OBJECTIVE",
    help="What is minimised: " + ", ".join(OBJECTIVES) + ".",
)
@click.option(
    "--value-of-time",
    type=float,
    metavar="USD_PER_DAY",
    help="What a day is worth per TEU; default: the data's own, printed with the answer.",
)
@click.option(
    "--alternatives",
    type=int,
    default=DEFAULT_ALTERNATIVES,
    show_default=True,
    metavar="N",
    help="How many routes at most.",
)
@click.option(
    "--via", multiple=True, metavar="PLACE", shell_complete=complete_place, help="Pass this place; repeat in order."
)
@click.option(
    "--avoid",
    multiple=True,
    metavar="X",
    help="Keep clear of a place, country, mode, passage, leg, corridor or operator; repeatable.",
)
@click.option("--modes", default="", metavar="LIST", help="Modes allowed, as rail,sea; default: all.")
@click.option(
    "--corridor",
    metavar="ID",
    shell_complete=complete_corridor,
    help="Stay on this corridor wherever it runs; other legs only reach and leave it.",
)
@click.option(
    "--scenario",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_scenario,
    help="Lay a scenario, or the file of one, over the date's events; repeatable.",
)
@click.option(
    "--include", multiple=True, metavar="CLASS", help="planned: let planned lines and lines under construction in."
)
@click.option("--teu", type=int, default=1, show_default=True, help="Size of the shipment in TEU.")
@click.option("--tonnes", type=float, default=12.0, show_default=True, help="Net tonnes in each TEU.")
@click.option(
    "--only",
    multiple=True,
    metavar="X",
    help="Use nothing but this country, mode, corridor, leg, passage, place of handling or operator; repeatable.",
)
@click.option("--max-gauge-breaks", type=int, metavar="N", help="Change gauge at most so often.")
@click.option("--max-borders", type=int, metavar="N", help="Cross at most so many land borders.")
@click.option("--max-time", metavar="LENGTH", help="Take at most so long from door to door, as 30d or 700h.")
@click.option("--max-cost", type=float, metavar="USD", help="Pay at most this for the shipment, freight and fees.")
@click.option("--pareto", default="", metavar="LIST", help="The whole front of two or three criteria, as time,cost.")
@click.option(
    "--carbon-price",
    type=float,
    default=0.0,
    metavar="USD_PER_TONNE",
    help="What a tonne of CO2e is worth in the generalised cost.",
)
@click.option(
    "--depart",
    metavar="WHEN",
    help="Begin on this day, or day and time, and judge each leg on the day it is reached; not with --on.",
)
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a map of the answer: one self-contained HTML file.",
)
@click.option(
    "--certificate",
    "certificate_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the claims of the answer and their proof; landbridge verify FILE checks them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/plan/1 JSON.")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(tuple(FORMATS)),
    help="How the answer is printed.",
)
@click.option(
    "--differ-by",
    default="decisions",
    show_default=True,
    metavar="WHAT",
    help="What tells routes apart: " + ", ".join(DIFFER_BY) + ".",
)
@click.option(
    "--overlap",
    type=float,
    default=DEFAULT_OVERLAP,
    show_default=True,
    metavar="SHARE",
    help="No route repeats more than this share of a better one shown.",
)
@click.option("--stretch", type=float, metavar="S", help="No alternative weighs more than S times the best.")
@click.option(
    "--backup",
    is_flag=True,
    help="Add the lightest route that shares no border crossing, port or tunnel with the first.",
)
@click.option("--explain", is_flag=True, help="Say why this way, and what each route failed that is not shown.")
@click.option(
    "--why-not",
    multiple=True,
    metavar="X",
    help="The best route through a place, country, mode, passage, leg, corridor or operator, set against the first; repeatable.",
)
@click.option("--steps", is_flag=True, help="In the table: every leg with its basis and sources.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Use the network in this folder.")
def command(  # noqa: PLR0913 - one parameter an option
    origin: str,
    destination: str,
    *,
    map_file: Path | None,
    certificate_file: Path | None,
    form: str,
    data: Path | None,
    as_json: bool,
    steps: bool,
    **asked: Any,
) -> None:
    """Plan a journey for freight FROM one place TO another.

    Names may be ids, common or old names in Latin, Cyrillic, Persian, Urdu, Hindi or Chinese script, or UN/LOCODEs.
    """
    network = load(data)
    if asked["scenario"]:
        from corridors.scenarios import stage  # noqa: PLC0415 - most questions name none

        given = network
        network, asked["scenario"] = stage(given, asked["scenario"], on=asked["on"])
        if certificate_file is not None and network is not given:
            raise UsageError(
                what="a scenario that adds legs, shifts dates or is a file has no certificate", where="--certificate",
                why="a certificate is checked against the data folder, which does not hold it", remedy="drop one of the two",
            )  # fmt: skip
    form = "json" if as_json else form
    query = ask(
        network, origin, destination, **asked, switches=asked["explain"] or form == "json" or map_file is not None
    )
    if certificate_file is not None:
        refuse_unproved(query)
    answer = plan(network, query)
    if map_file is not None:
        from corridors.files import write_atomically  # noqa: PLC0415 - most questions write nothing
        from maps.page import render  # noqa: PLC0415 - folium is slow to import and only a map needs it

        page = render(answer, network, network.shapes(), shape_credits=network.shape_credits())
        write_atomically(map_file, page)
        click.echo(f"map: {map_file}", err=True)
    if certificate_file is not None:
        from corridors.files import write_atomically  # noqa: PLC0415 - as above
        from planner.certificate import certificate, encoded  # noqa: PLC0415 - only a proof needs it

        write_atomically(certificate_file, encoded(certificate(network, query, answer)))
        click.echo(f"certificate: {certificate_file}", err=True)
    if form == "table" and steps:
        from planner.table import text  # noqa: PLC0415 - an answer in JSON needs no table

        emit(text(answer, network, every_step=True))
    else:
        emit(FORMATS[form](answer, network))
    if network.stale:
        click.echo(
            "note: the compiled network is older than its sources, which were read instead; python -m corridors renews it",
            err=True,
        )
