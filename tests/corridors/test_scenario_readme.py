"""The scenario in the data's README is one."""

import re
from pathlib import Path

from corridors import Network
from corridors.dataset import DATA_DIR
from corridors.scenarios import stage


def test_the_scenario_of_the_readme_is_read(shipped: Network, tmp_path: Path) -> None:
    """The example in ``data/README.md`` is laid over the shipped network as it stands."""
    (example,) = re.findall(
        r"^```toml\n(.*?)^```", (DATA_DIR / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    path = tmp_path / "mine.toml"
    path.write_text(example)
    network, names = stage(shipped, [str(path)])
    assert names == ("mine",)
    assert "road-mine" in network.legs
