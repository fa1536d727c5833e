"""The documented exit codes of the command."""

ANSWERED = 0
NO_ROUTE = 1
USAGE = 2
BAD_DATA = 3
CANNOT_WRITE = 5
BUG = 70
INTERRUPTED = 130
