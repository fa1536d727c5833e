"""Parameters are the figures they are named after."""

from fractions import Fraction

import msgspec
import pytest

from planner.frame import Frame
from planner.parameters import Parameters
from planner.search.parametric import Parametric, line_at
from planner.ways import Ways
from tests.planner.moved import moved
from tests.random_networks import priced_case

SLACK = 1e-4
"""USD: weights are rounded to millionths part by part."""
FACTORS = (Fraction(1, 2), Fraction(3, 2), Fraction(4))


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_moving_a_parameter_is_moving_its_record(start: int) -> None:
    """With the figure changed in the data, the best way weighs what the envelope says; for all kinds of figures."""
    kinds = set()
    for seed in range(start, start + 20):
        network, query = priced_case(seed)
        frame = Frame(network, query)
        search = Parametric(frame.open, frame.source, frame.target)
        if search.path is None:
            continue
        parameters = Parameters(frame.graph)
        for name, parts in parameters.parts.items():
            parameter = parameters.known[name]
            now, low, high = parameter.span
            for factor in FACTORS:
                other = moved(network, name, parameter.at(factor))
                if other is None or not low <= factor <= high:
                    continue
                line = line_at(search.pieces(parts, now, low, high), factor)
                best = Ways(other, query).best
                assert best is not None, (seed, name)
                weight = sum(arc.weight for arc in best)
                assert float(line.at(factor)) == pytest.approx(weight, abs=SLACK * 10**6), (seed, name, factor)
                kinds.add(parameter.kind)
    assert kinds >= {"speed", "freight", "border", "wait", "handling"}


def test_moving_the_value_of_time_is_asking_with_another() -> None:
    """The best way at another value of time weighs what the envelope says, from nothing on and up to ten times."""
    tried = set()
    for seed in range(40):
        network, query = priced_case(seed)
        frame = Frame(network, query)
        search = Parametric(frame.open, frame.source, frame.target)
        if search.path is None:
            continue
        parameters = Parameters(frame.graph)
        parameter = parameters.known["value-of-time"]
        now, low, high = parameter.span
        pieces = search.pieces(parameters.parts["value-of-time"], now, low, high)
        for factor in (low, *FACTORS, high):
            value = parameter.at(factor)
            best = Ways(network, msgspec.structs.replace(query, value_of_time_usd_per_day=value)).best
            assert best is not None
            weight = sum(arc.weight for arc in best)
            assert float(line_at(pieces, factor).at(factor)) == pytest.approx(weight, abs=SLACK * 10**6), (seed, factor)
        tried.add(now)
    assert tried == {0, 1}
