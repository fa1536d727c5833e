"""The stand-in plan and its page, drawn once."""

import pytest

from corridors.itinerary import Plan
from maps import page
from tests.maps import standin


@pytest.fixture(scope="session")
def facts() -> standin.StandIn:
    """A small made-up network."""
    return standin.network()


@pytest.fixture(scope="session")
def plan(facts: standin.StandIn) -> Plan:
    """Three itineraries over it."""
    return standin.plan(facts)


@pytest.fixture(scope="session")
def html(plan: Plan, facts: standin.StandIn) -> str:
    """The page of the plan."""
    return page.render(plan, facts, standin.SHAPES)
