"""The compiled network is the read one, and a stale or broken one is noticed."""

from pathlib import Path

import msgspec
import pytest

from corridors import compiled
from corridors.errors import DataError
from corridors.loader import read_folder
from corridors.network import Network
from tests import tiny


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that stands for the shipped one."""
    made = tiny.write(tmp_path / "data")
    monkeypatch.setattr(compiled, "DATA_DIR", made)
    return made


def test_compiled_records_are_the_read_ones(folder: Path, tmp_path: Path) -> None:
    """What is compiled decodes to the very records of the sources."""
    target = compiled.compile_folder(folder, tmp_path / "out" / "network.json")
    found = compiled.read(folder, target)
    read = read_folder(folder)[0]
    assert read is not None
    network = Network(found.data, "", sources=found.sources)
    assert msgspec.structs.replace(found.data, sources=tuple(network.sources.values())) == read
    assert found.digest == compiled.digest_of(folder)
    assert not found.stale


def test_the_compiled_file_is_used(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh compiled file is read without reading the sources' records."""
    target = compiled.compile_folder(folder, tmp_path / "network.json")
    monkeypatch.setattr("corridors.loader.read_folder", None)
    assert compiled.read(folder, target).data.settings.title == "tiny"


def test_a_stale_file_is_noticed(folder: Path, tmp_path: Path) -> None:
    """After a source has changed, the sources are read and the answer says that the compiled file is stale."""
    target = compiled.compile_folder(folder, tmp_path / "network.json")
    tiny.write(folder, settings=tiny.SETTINGS.replace('"tiny"', '"changed"'))
    found = compiled.read(folder, target)
    assert (found.stale, found.data.settings.title) == (True, "changed")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"digest": 1}', b"\xff\xfe", b'{"digest": "\xff"}', b"null"])
def test_a_broken_file_falls_back_to_the_sources(folder: Path, tmp_path: Path, content: bytes) -> None:
    """A compiled file that cannot be decoded is stale; the sources are read."""
    target = tmp_path / "network.json"
    target.write_bytes(content)
    found = compiled.read(folder, target)
    assert (found.stale, found.data.settings.title) == (True, "tiny")


def test_no_file_is_not_stale(folder: Path, tmp_path: Path) -> None:
    """A checkout without a compiled file reads the sources without a word."""
    assert not compiled.read(folder, tmp_path / "none.json").stale


def test_broken_sources_leave_the_old_file(folder: Path, tmp_path: Path) -> None:
    """Compiling broken sources raises and leaves the file that was there."""
    target = compiled.compile_folder(folder, tmp_path / "network.json")
    before = target.read_bytes()
    tiny.write(folder, sea="[[leg]]")
    with pytest.raises(DataError):
        compiled.compile_folder(folder, target)
    assert target.read_bytes() == before


def test_the_digest_sees_names_and_contents(folder: Path) -> None:
    """A changed byte, a renamed file and a new file each change the digest."""
    digests = {compiled.digest_of(folder)}
    tiny.write(folder, sea=tiny.SEA + "\n")
    digests.add(compiled.digest_of(folder))
    (folder / "legs" / "sea.toml").rename(folder / "legs" / "ocean.toml")
    digests.add(compiled.digest_of(folder))
    (folder / "legs" / "empty.toml").touch()
    digests.add(compiled.digest_of(folder))
    assert len(digests) == 4
