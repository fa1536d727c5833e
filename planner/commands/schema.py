"""``landbridge schema``: the JSON Schema of a result or a record."""

import click
import msgspec

from corridors import evidence, model
from corridors.errors import UsageError
from corridors.gazetteer import suggest
from corridors.itinerary import Plan
from planner.breakeven import Breakeven
from planner.chokepoints import Chokepoints
from planner.commands.output import emit
from planner.report import pretty_json
from planner.validation import Validation

SCHEMAS: dict[str, type] = {
    "plan": Plan,
    "place": model.Place,
    "leg": model.Leg,
    "service": model.Service,
    "facility": model.Facility,
    "passage": model.Passage,
    "corridor": model.Corridor,
    "source": model.Source,
    "event": model.Event,
    "permission": model.Permission,
    "scenario": model.Scenario,
    "ranking": evidence.Ranking,
    "validation": Validation,
    "breakeven": Breakeven,
    "chokepoints": Chokepoints,
    "published": evidence.PublishedFigure,
}


@click.command(name="schema")
@click.argument("name", metavar="NAME")
def command(name: str) -> None:
    """Print the JSON Schema of NAME: plan, or a record kind such as place, leg, corridor, source, event, scenario."""
    if name not in SCHEMAS:
        close = suggest(name, SCHEMAS)
        raise UsageError(
            what=f"no schema is called {name!r}", where="NAME", why="schemas are " + ", ".join(SCHEMAS),
            remedy=f"did you mean {close[0]}?" if close else "landbridge schema plan",
        )  # fmt: skip
    emit(pretty_json(msgspec.json.schema(SCHEMAS[name])))
