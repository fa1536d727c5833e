"""The options of a journey, as ``landbridge route`` has them, for other commands that ask about one."""

from collections.abc import Collection

import click

from planner.commands.route import command as route

JOURNEY = (
    "origin", "destination", "on", "by", "value_of_time", "alternatives", "via", "avoid", "modes", "corridor", "scenario",
    "include", "teu", "tonnes", "data",
)  # fmt: skip


def journey(command: click.Command, without: Collection[str] = ()) -> click.Command:
    """Give a command the arguments and options of a journey, before its own; those it has of its own stand in their place.

    Args:
        command: The command.
        without: What it has no use for.
    """
    passed_over = {*without, *(param.name for param in command.params)}
    shared = [param for param in route.params if param.name in JOURNEY and param.name not in passed_over]
    command.params = [*shared, *command.params]
    return command
