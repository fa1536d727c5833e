"""The top floor of landbridge: a question in, ranked itineraries out."""

from planner.plan import plan
from planner.query import Query, ask

__all__ = ["Query", "ask", "plan"]
