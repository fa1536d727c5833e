"""A preparation is kept in a file, serves every engine, and is refused when it does not fit."""

from pathlib import Path

import numpy as np
import pytest

from corridors.errors import OutputError, UsageError
from planner.large import LargeGraph, Preparation, Router, StaleError
from tests.planner.large.examples import ENGINES, Arcs, chance, random_arcs

HIERARCHIES = [name for name in ENGINES if name != "scipy"]


def example() -> Arcs:
    arcs = random_arcs(chance(11))
    assert len(arcs.tail) > 5
    return arcs


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A preparation of the example in a file."""
    preparation = Router(example().graph(), engine="routingkit-cch").preparation
    assert preparation is not None
    preparation.save(tmp_path / "graph.prepared")
    return tmp_path / "graph.prepared"


@pytest.mark.parametrize("engine", HIERARCHIES)
def test_what_is_saved_answers_as_before(engine: str, saved: Path) -> None:
    """Any hierarchy answers from a saved preparation as without one, whichever made it."""
    graph = example().graph()
    nodes = np.arange(graph.node_count)
    loaded = Router(graph, engine=engine, preparation=saved)
    assert np.array_equal(loaded.table(nodes, nodes), Router(graph, engine="scipy").table(nodes, nodes))
    own = Router(graph, engine=engine).preparation
    assert own is not None
    for other in HIERARCHIES:
        again = Router(graph, engine=other, preparation=own)
        assert np.array_equal(again.table(nodes, nodes), loaded.table(nodes, nodes))


def test_another_graph_is_refused(saved: Path) -> None:
    """A preparation is refused for a graph with other arcs, and taken for one with other weights."""
    arcs = example()
    Router(arcs._replace(weight=[3.0] * len(arcs.tail)).graph(), preparation=saved)
    more = Arcs(arcs.nodes + 1, [*arcs.tail, 0], [*arcs.head, arcs.nodes], [*arcs.weight, 1.0])
    with pytest.raises(StaleError, match="made for another graph"):
        Router(more.graph(), preparation=saved)
    with pytest.raises(StaleError, match="made for another graph"):
        Router(more.graph(), preparation=Preparation.load(saved, arcs.graph()))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda content: content[:-1], "cut short or was changed"),
        (lambda content: content[:-1] + bytes([content[-1] ^ 1]), "cut short or was changed"),
        (lambda content: content.replace(b"preparation/1", b"preparation/2"), "of the version"),
        (lambda content: b"PK" + content, "it is no preparation"),
        (lambda _: b"", "it is no preparation"),
        (lambda _: b"[]\n", "it is no preparation"),
    ],
)
def test_a_broken_file_is_refused(saved: Path, spoil: object, told: str) -> None:
    """A file cut short, changed, of another version or of another kind never reaches an engine."""
    assert callable(spoil)
    saved.write_bytes(spoil(saved.read_bytes()))
    with pytest.raises(StaleError) as caught:
        Preparation.load(saved, example().graph())
    assert told in str(caught.value)


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    """A file that is not there, and a folder that is not, are told as such."""
    with pytest.raises(UsageError, match="cannot read"):
        Preparation.load(tmp_path / "none", example().graph())
    preparation = Router(example().graph()).preparation
    assert preparation is not None
    with pytest.raises(OutputError, match="cannot write"):
        preparation.save(tmp_path / "no" / "folder")


def test_scipy_needs_none() -> None:
    """SciPy prepares nothing."""
    assert Router(LargeGraph([0], [1], [1.0]), engine="scipy").preparation is None
