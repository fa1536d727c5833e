"""What all tests share: repeatable random examples, and a small data folder."""

from pathlib import Path

import pytest
from hypothesis import settings

from corridors import Network
from corridors.dataset import DATA_DIR
from corridors.loader import read_folder
from corridors.network import load
from tests import tiny

settings.register_profile("landbridge", deadline=None, derandomize=True)
settings.load_profile("landbridge")


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small data folder; nobody writes into it."""
    return tiny.write(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_network(tiny_folder: Path) -> Network:
    """The network of the small data folder."""
    return load(tiny_folder)


@pytest.fixture(scope="session")
def shipped() -> Network:
    """The network that is shipped, read from its sources, checked or not."""
    data, _ = read_folder(DATA_DIR)
    assert data is not None
    return Network(data, "shipped")
