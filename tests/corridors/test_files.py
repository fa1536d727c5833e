"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from corridors.errors import OutputError
from corridors.files import write_atomically


def test_text_and_bytes_are_written(tmp_path: Path) -> None:
    """Text is written as UTF-8, bytes as they are, with the mode of any new file, and nothing else is left."""
    path = tmp_path / "f"
    write_atomically(path, "é")
    assert path.read_bytes() == "é".encode()
    write_atomically(path, b"\x00")
    assert path.read_bytes() == b"\x00"
    (tmp_path / "g").touch()
    assert path.stat().st_mode == (tmp_path / "g").stat().st_mode
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "g"]


@pytest.mark.parametrize("failing", ["pathlib.Path.replace", "os.fsync"])
def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """Where the write fails half-way, the old content stays and no temporary file is left."""
    path = tmp_path / "f"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(failing, fail)
    with pytest.raises(OutputError, match="cannot write") as caught:
        write_atomically(path, "new")
    assert "No space left" in str(caught.value)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C in the middle of a write leaves the old file alone in its folder."""
    path = tmp_path / "f"
    path.write_text("old", encoding="utf-8")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_folders_and_missing_folders_are_refused(tmp_path: Path) -> None:
    """A folder is not overwritten, and a missing one is not made."""
    for path in (tmp_path, tmp_path / "none" / "f"):
        with pytest.raises(OutputError) as caught:
            write_atomically(path, "x")
        assert caught.value.exit_code == 5
    assert list(tmp_path.iterdir()) == []
