"""No planned leg enters an answer that did not ask for planned ones, whatever the day.

``LANDBRIDGE_LEAK_QUERIES=10000 pytest tests/golden/test_no_plan_leaks.py`` runs the long campaign.
"""

import datetime as dt
import os
from random import Random

from corridors import Network
from corridors.conditions import span_on
from corridors.errors import NoRouteError
from corridors.itinerary import LegStep
from corridors.model import FUTURE_STATES
from planner import ask, plan

QUERIES = int(os.environ.get("LANDBRIDGE_LEAK_QUERIES", "240"))
PER_DAY = 25
"""Questions of one day: what a day costs is worked out once."""
FIRST, DAYS = dt.date(2015, 1, 1), 365 * 25


def test_no_planned_leg_leaks(shipped: Network) -> None:
    """Random pairs on random days from 2015 to 2039: every leg of every way is in use on its day by its own record."""
    rnd = Random(20261125)  # noqa: S311 - repeatable, not secret
    places = sorted({end for leg in shipped.data.legs for end in (leg.start, leg.end)})
    places = [place for place in places if not shipped.places[place].at_sea]
    asked = answered = legs = 0
    while asked < QUERIES:
        on = FIRST + dt.timedelta(rnd.randrange(DAYS))
        for _ in range(min(PER_DAY, QUERIES - asked)):
            origin, destination = rnd.sample(places, 2)
            asked += 1
            try:
                answer = plan(shipped, ask(shipped, origin, destination, on=on, alternatives=rnd.choice((1, 1, 1, 3))))
            except NoRouteError:
                continue
            answered += 1
            for itinerary in answer.itineraries:
                for step in itinerary.steps:
                    if isinstance(step, LegStep):
                        leg = shipped.legs[step.id]
                        span = span_on(leg.status, on, "forward" if step.start == leg.start else "backward")
                        assert span is not None, f"{leg.id} on {on}"
                        assert span.state not in FUTURE_STATES, f"{leg.id} on {on}"
                        assert step.status not in FUTURE_STATES, f"{leg.id} on {on}"
                        legs += 1
    print(f"{asked} queries, {answered} answered, {legs} legs, no planned one")  # noqa: T201 - the campaign's result
    assert answered > asked / 2
