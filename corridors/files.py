"""Writes files whole or not at all."""

import os
import secrets
from pathlib import Path

from corridors.errors import OutputError


def write_atomically(path: Path | str, content: bytes | str) -> None:
    """Write to a new file beside ``path``, which then takes its place; a link is followed to its target.

    Raises:
        OutputError: where it cannot be written; a file that was there is untouched and no draft is left.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            raise OSError(None, "it is there and is not a plain file")  # noqa: TRY301 - told like the others below
        draft = target.with_name(f".{target.name[:50]}.{secrets.token_hex(6)}.tmp")
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(
            what=f"cannot write {path}",
            where=str(Path(str(path)).parent),
            why=getattr(error, "strerror", None) or str(error),
            remedy="name a file in a folder that exists and that you may write to",
        ) from error
