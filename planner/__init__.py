"""The top floor of landbridge: a question in, ranked itineraries out."""

from typing import TYPE_CHECKING, Any

from planner.plan import plan
from planner.query import Query, ask

if TYPE_CHECKING:
    from planner.many import matrix

__all__ = ["Query", "ask", "matrix", "plan"]


def __getattr__(name: str) -> Any:
    """Load what a single question does not need when it is first asked for."""
    if name == "matrix":
        from planner.many import matrix  # noqa: PLC0415 - numpy is slow to import and only a matrix needs it

        return matrix
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
