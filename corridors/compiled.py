"""The network compiled from its sources: one JSON file with the digest of what it was made from.

A wheel carries it, so that a question need not parse hundreds of TOML records. Where it is missing or older than its
sources, the sources are read instead.
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from corridors.dataset import DATA_DIR, NetworkData
from corridors.model import Record

COMPILED = DATA_DIR / "compiled" / "network.json"


class Compiled(Record, frozen=True, kw_only=True):
    """The compiled file: the records, the digest of the files they were read from, and every name by its key."""

    digest: str
    data: NetworkData
    """All records but the sources."""
    sources: msgspec.Raw
    """The sources, a third of the file: decoded when somebody cites them."""
    names: dict[str, tuple[str, ...]]


class Loaded(Record, frozen=True, kw_only=True):
    """What reading a data folder gives; ``stale`` says that a compiled file was there and could not be used."""

    data: NetworkData
    digest: str
    sources: msgspec.Raw | None = None
    names: dict[str, tuple[str, ...]] | None = None
    stale: bool = False


def _source_names(folder: Path) -> Iterator[str]:
    """The tables and lists of a data folder, and the lists one floor below, as POSIX paths from the folder."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".toml", ".csv")):
                yield entry.name
            elif entry.is_dir():
                yield from (
                    f"{entry.name}/{name}"
                    for name in os.listdir(entry.path)  # noqa: PTH208 - as below
                    if name.endswith(".toml")
                )


def digest_of(folder: Path) -> str:
    """A checksum over the names and contents of all source files of a data folder, 16 hexadecimal digits.

    It tells one state of the files from another and guards against nothing else.
    """
    forward, backward = 0, 1
    for name in sorted(_source_names(folder)):
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - a fifth of a Path's time, for each of many files
            content = name.encode() + b"\0" + file.read()
        forward = zlib.crc32(content, forward)
        backward = zlib.adler32(content, backward)
    return f"{forward:08x}{backward:08x}"


def compile_folder(folder: Path = DATA_DIR, target: Path = COMPILED) -> Path:
    """Read, check and compile a data folder.

    Raises:
        DataError: where the sources are broken; the file that was there stays.
    """
    from corridors.files import write_atomically  # noqa: PLC0415 - reading the compiled file writes nothing
    from corridors.spelling import names_of  # noqa: PLC0415 - as above

    data = _from_sources(folder)
    compiled = Compiled(
        digest=digest_of(folder),
        data=msgspec.structs.replace(data, sources=()),
        sources=msgspec.Raw(msgspec.json.encode(data.sources)),
        names=names_of(data.places),
    )
    target.parent.mkdir(exist_ok=True)
    write_atomically(target, msgspec.json.encode(compiled))
    return target


def read(folder: Path = DATA_DIR, compiled: Path = COMPILED) -> Loaded:
    """The records of a data folder: the compiled ones where they are of these sources.

    Raises:
        DataError: where the sources had to be read and are broken.
    """
    digest = digest_of(folder)
    stale = False
    if folder == DATA_DIR and compiled.is_file():
        try:
            found = msgspec.json.decode(compiled.read_bytes(), type=Compiled)
        except (msgspec.DecodeError, UnicodeDecodeError):
            stale = True
        else:
            if found.digest == digest:
                return Loaded(data=found.data, digest=digest, sources=found.sources, names=found.names)
            stale = True
    return Loaded(data=_from_sources(folder), digest=digest, stale=stale)


def _from_sources(folder: Path) -> NetworkData:
    from corridors.checks import problems  # noqa: PLC0415 - a query that reads the compiled file needs no checks
    from corridors.loader import load_folder  # noqa: PLC0415 - nor a TOML parser

    return load_folder(folder, problems)
