"""``landbridge schema``: the JSON Schema of a result or a record."""

import click
import msgspec

from corridors import edits, evidence, model
from corridors.errors import UsageError
from corridors.gazetteer import suggest
from corridors.itinerary import Plan
from planner.breakeven import Breakeven
from planner.chokepoints import Chokepoints
from planner.commands.output import emit
from planner.comparison import Comparison
from planner.many.sheets import MatrixFile
from planner.pairs import PairsComparison
from planner.proof.certificate import Certificate
from planner.proof.verdict import Verdict
from planner.report import pretty_json
from planner.sure.answer import Reliability
from planner.threat.answer import Threat
from planner.timeline import Timeline
from planner.validation import Validation

SCHEMAS: dict[str, type] = {
    "plan": Plan,
    "certificate": Certificate,
    "verdict": Verdict,
    "matrix": MatrixFile,
    "place": model.Place,
    "leg": model.Leg,
    "service": model.Service,
    "facility": model.Facility,
    "passage": model.Passage,
    "corridor": model.Corridor,
    "source": model.Source,
    "event": model.Event,
    "permission": model.Permission,
    "scenario": edits.Scenario,
    "ranking": evidence.Ranking,
    "validation": Validation,
    "breakeven": Breakeven,
    "chokepoints": Chokepoints,
    "comparison": Comparison,
    "pairs-comparison": PairsComparison,
    "timeline": Timeline,
    "published": evidence.PublishedFigure,
    "reliability": Reliability,
    "threat": Threat,
}


@click.command(name="schema")
@click.argument("name", metavar="NAME")
def command(name: str) -> None:
    """Print the JSON Schema of NAME: plan, matrix, or a record kind such as place, leg, corridor, source, event, scenario."""
    if name not in SCHEMAS:
        close = suggest(name, SCHEMAS)
        raise UsageError(
            what=f"no schema is called {name!r}", where="NAME", why="schemas are " + ", ".join(SCHEMAS),
            remedy=f"did you mean {close[0]}?" if close else "landbridge schema plan",
        )  # fmt: skip
    emit(pretty_json(msgspec.json.schema(SCHEMAS[name])))
