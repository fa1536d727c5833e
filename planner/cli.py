"""The one door: the command ``landbridge``. Commands are loaded when they are called."""

import contextlib
import gc
import importlib
import os
import sys
from typing import Any

import click

from corridors.errors import LandbridgeError
from planner import exits

COMMANDS = {
    "route": "Plan a journey and its alternatives.",
    "reliability": "How sure the ways of a journey are: P50, P90, chances.",
    "report": "A journey's whole dossier as one page to send or print.",
    "threat": "Closures on record along a journey, and the belief that changes it.",
    "large": "Ways on a network of your own, up to a million arcs.",
    "matrix": "The best ways of many pairs, as a table.",
    "compare": "One question under scenarios, dates or corridors, side by side.",
    "timeline": "When the best way changed or will change, and what changed it.",
    "show": "A record card: place, leg, corridor, source and more.",
    "list": "List records of a kind.",
    "breakeven": "At which value of each number the best way changes.",
    "chokepoints": "What each loss on a way costs, and what cuts off.",
    "verify": "Check the certificate of an answer.",
    "validate": "Set published figures beside the planner's answers.",
    "check": "Check a data folder and list every problem.",
    "export": "Write the network in open formats.",
    "schema": "The JSON Schema of a result.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules of :mod:`planner.commands`, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Command names in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"planner.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for an unknown one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib  # noqa: PLC0415 - only a mistake needs it

            close = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean {close[0]!r}?" if close else f" Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="landbridge", message="%(prog)s %(version)s")
def cli() -> None:
    """Ways for freight between the Indian Ocean, Central Asia, the Caspian and Russia.

    Exit codes: 0 answered, 1 no route, problems found or a certificate rejected, 2 usage or unknown name, 3 bad data or
    a broken certificate, 5 cannot write, 70 a bug, 130 interrupted.
    """


def main(arguments: list[str] | None = None) -> int:  # noqa: PLR0911 - one a way to end
    """Run the command and return its exit code; no traceback reaches the user."""
    try:
        result: Any = cli.main(args=arguments, prog_name="landbridge", standalone_mode=False)
        sys.stdout.flush()
    except LandbridgeError as error:
        return _fail(f"landbridge: {error}", error.exit_code)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return exits.USAGE
    except SystemExit:  # click ends this way when the reader of a pipe has gone
        return exits.ANSWERED
    except (KeyboardInterrupt, click.Abort):
        return _fail("landbridge: interrupted", exits.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.ANSWERED
    except Exception as error:
        if os.environ.get("LANDBRIDGE_DEBUG"):
            raise
        return _fail(
            f"landbridge: a bug: {type(error).__name__}: {error}\n"
            "  try: run again with LANDBRIDGE_DEBUG=1 and report what it prints",
            exits.BUG,
        )
    return result if isinstance(result, int) else exits.ANSWERED


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def run() -> None:
    """The console script: one question and out, so that nothing is won by collecting garbage or tidying up."""
    gc.disable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # the records of a whole network would be freed one by one: a fifth of the time of a question


if __name__ == "__main__":
    run()
