"""The options of a journey, as ``landbridge route`` has them, for other commands that ask about one."""

import click

from planner.commands.route import command as route

JOURNEY = (
    "origin", "destination", "on", "by", "value_of_time", "alternatives", "via", "avoid", "modes", "corridor", "scenario",
    "include", "teu", "tonnes", "data",
)  # fmt: skip


def journey(command: click.Command) -> click.Command:
    """Give a command the arguments and options of a journey, before its own."""
    shared = {param.name: param for param in route.params}
    command.params = [*(shared[name] for name in JOURNEY), *command.params]
    return command
