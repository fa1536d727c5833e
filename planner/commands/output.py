"""Prints results to standard output, whatever the terminal's encoding."""

import sys

from corridors.errors import OutputError


def emit(text: str) -> None:
    """Write text as UTF-8.

    Raises:
        OutputError: where standard output cannot take it.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            what="cannot write the answer",
            where="standard output",
            why=error.strerror or str(error),
            remedy="make room, or send the output elsewhere",
        ) from error
