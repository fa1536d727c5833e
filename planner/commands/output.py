"""Prints results to standard output, whatever the terminal's encoding."""

import sys


def emit(text: str) -> None:
    """Write text as UTF-8."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
