"""Limited overlap by worth, and local optimality, against enumeration on random abstract graphs."""

from collections.abc import Callable, Hashable, Iterable
from random import Random

import pytest

from planner.search.digraph import weight_of
from planner.search.distinct import distinct
from planner.search.limited import Limit, Limited, weight_bound
from planner.search.local import shortcut
from planner.search.paths import UNREACHED, distances_to
from tests.planner.test_search import Links, chain, digraph, is_open, random_links, simple_paths


def limited(size: int, links: Links, overlap: float, limits: Iterable[Limit] = ()) -> Limited:
    """A search for paths of limited overlap by weight and one, from the first vertex to the last."""

    def worth_of(path: tuple[int, ...]) -> list[tuple[Hashable, int]]:
        return [(number, links[number].weight + 1) for number in path]

    return Limited(
        0, size - 1, overlap=overlap, worth_of=worth_of,
        carriers=lambda number: [link.name for link in links if link.name == number],
        to_target=distances_to(digraph(size, links), size - 1), limits=limits,
    )  # fmt: skip


def bounded(heaviest: int | None) -> Callable[[tuple[int, ...]], int | None]:
    """The same bound whatever the first path is."""
    return lambda _: None if heaviest is None else weight_bound(heaviest)


@pytest.mark.parametrize("block", range(10))
def test_limited_paths_equal_enumeration(block: int) -> None:
    """Each path is the lightest of all simple ones within the limits and the bound, and what is left lies beyond the bound."""
    for seed in range(100 * block, 100 * block + 100):
        rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        size = rnd.randint(2, 7)
        links = random_links(rnd, size, rnd.randint(1, 14), "")
        most, overlap = rnd.randint(1, 6), rnd.choice((0.0, 0.25, 0.5, 0.75, 0.99))
        heaviest = rnd.choice((None, 3, 8))
        amounts = {link.name: rnd.randint(0, 4) for link in links}
        allowed = rnd.choice((0, 3, 6, 100))
        search = limited(size, links, overlap, [Limit(amounts, allowed)])
        graph = digraph(size, filter(is_open, links))
        found = distinct(graph, search, most, bound=bounded(heaviest))
        every = simple_paths(links, 0, size - 1)
        left = [path for path in every if sum(amounts[link.name] for link in path) <= allowed]
        for position, numbers in enumerate(found):
            path = tuple(links[number] for number in numbers)
            chain(path, 0, size - 1)
            assert path in left, f"seed {seed}: a path breaks a limit"
            assert sum(link.weight for link in path) == min(sum(link.weight for link in other) for other in left)
            assert position == 0 or heaviest is None or sum(link.weight for link in path) <= heaviest
            worth = {link.name: link.weight + 1 for link in path}
            allowance = overlap * sum(worth.values())
            left = [other for other in left if sum(worth.get(link.name, 0) for link in other) <= allowance]
        if len(found) < most:
            weights = [sum(link.weight for link in other) for other in left]
            if search.ending.beyond is None:
                assert not weights, f"seed {seed}: a path is missed"
            else:
                assert heaviest is not None
                assert all(weight >= weight_of(search.ending.beyond) > heaviest for weight in weights)


def test_local_optimality_equals_a_check_of_every_part() -> None:
    """A path is called locally optimal when no part of it within the length is beaten by any path between its ends."""
    beaten = 0
    for seed in range(600):
        rnd = Random(seed)  # noqa: S311 - as above
        size = rnd.randint(3, 8)
        links = [link for link in random_links(rnd, size, rnd.randint(4, 18), "") if is_open(link)]
        links = [link._replace(name=name) for name, link in enumerate(links)]
        graph = digraph(size, links)
        ahead = distances_to(graph, size - 1)
        to_all = [distances_to(graph, vertex) for vertex in range(size)]
        for path in list(simple_paths(links, 0, size - 1))[:6]:
            weights = [link.weight for link in path]
            most = rnd.randint(0, sum(weights))
            stops = [0, *(link.head for link in path)]
            wanted = any(
                sum(weights[first:last]) <= most
                and weight_of(to_all[stops[last]][stops[first]]) < sum(weights[first:last])
                for first in range(len(path))
                for last in range(first + 1, len(path) + 1)
            )
            numbers = tuple(link.name for link in path)
            found = shortcut(graph, numbers, 0, weights=weights, most=most, to_target=ahead)
            assert (found is not None) == wanted, f"seed {seed}"
            if found is not None:
                beaten += 1
                first, last = stops.index(found[0]), stops.index(found[1])
                assert sum(weights[first:last]) <= most
                assert weight_of(to_all[found[1]][found[0]]) < sum(weights[first:last]) < UNREACHED
    assert beaten > 100
