"""Writes files whole or not at all."""

import os
import tempfile
from pathlib import Path

from corridors.errors import OutputError


def write_atomically(path: Path, content: bytes | str) -> None:
    """Write to a temporary file beside ``path`` and move it into place.

    Raises:
        OutputError: where the folder is missing or cannot be written; what was at ``path`` stays as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary = ""
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "is a folder")
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(
            what=f"cannot write {path}",
            where=str(path.parent),
            why=error.strerror or str(error),
            remedy="name a file in a folder that exists and that you may write to",
        ) from error
