"""``landbridge verify``: a certificate held against the data."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from corridors.dataset import DATA_DIR
from corridors.errors import InputError, UsageError
from planner import exits
from planner.commands.output import emit
from planner.proof.certificate import CERTIFICATE_SCHEMA, Certificate
from planner.proof.folder import UnreadableError, read
from planner.proof.verdict import Verdict, check

if TYPE_CHECKING:
    from planner.proof.folder import Records

REJECTED = 1


class _Headed(msgspec.Struct):
    """What tells one kind of file from another."""

    schema: str = ""


@click.command(name="verify")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/verdict/1 JSON.")
@click.option(
    "--data", type=click.Path(path_type=Path), metavar="DIR", help="Check against the network in this folder."
)
def command(file: Path, data: Path | None, *, as_json: bool) -> int:
    """Check the certificate in FILE with code that shares nothing with the search.

    It reads the data again, recomputes every claim and names each one that is false.

    Exit codes: 0 certified, 1 rejected, 2 usage, 3 the file or the data cannot be used.
    """
    certificate = _read(file)
    folder = data or DATA_DIR
    try:
        records, version = read(folder)
    except UnreadableError as error:
        raise InputError(
            what="the data cannot be read", where=str(folder), why=str(error), remedy="landbridge check DIR"
        ) from error
    if version != certificate.claims.data_version:
        raise InputError(
            what=f"{file} is about other data",
            where="claims.data_version",
            why=f"it was made on {certificate.claims.data_version}; the data here are {version}",
            remedy="check it against the data it was made on with --data DIR, or ask again",
        )
    verdict = _verdict(certificate, records, version, folder)
    emit(_json(verdict) if as_json else _text(verdict, certificate, file))
    return exits.ANSWERED if verdict.certified else REJECTED


def _read(file: Path) -> Certificate:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(
            what=f"cannot read {file}", where="FILE", why=error.strerror or str(error),
            remedy="name a file that landbridge route --certificate FILE has written",
        ) from error  # fmt: skip
    try:
        headed = msgspec.json.decode(content, type=_Headed)
        if headed.schema != CERTIFICATE_SCHEMA:
            raise InputError(
                what=f"{file} is no certificate", where="schema", why=f"it is {headed.schema or 'of no known schema'!r}",
                remedy=f"a certificate is {CERTIFICATE_SCHEMA}: landbridge schema certificate",
            )  # fmt: skip
        return msgspec.json.decode(content, type=Certificate)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            what=f"{file} is broken", where=str(file), why=str(error), remedy="ask for the certificate again"
        ) from error


def _verdict(certificate: Certificate, records: "Records", version: str, folder: Path) -> Verdict:
    try:
        return check(certificate, records, version)
    except KeyError as error:
        raise InputError(
            what="the data are not sound", where=str(folder), why=f"a record lacks what it needs: {error}",
            remedy="landbridge check DIR lists every problem",
        ) from error  # fmt: skip


def _json(verdict: Verdict) -> str:
    return msgspec.json.format(msgspec.json.encode(verdict), indent=2).decode() + "\n"


def _text(verdict: Verdict, certificate: Certificate, file: Path) -> str:
    query = certificate.claims.query
    asked = f"{query.origin} to {query.destination} on {query.on} by {query.by}, data {verdict.data_version}"
    if not verdict.certified:
        count = len(verdict.false_claims)
        lines = [f"rejected: {file}: {count} claim{'s are' if count > 1 else ' is'} false", f"  {asked}"]
        lines += [f"  {claim}" for claim in verdict.false_claims]
    else:
        further = certificate.claims.further
        rest = f"any further one weighs {further.at_least:,} or more" if further.exists else "no further one exists"
        lines = [
            f"certified: {file}",
            f"  {asked}",
            f"  {verdict.routes} route{'s' if verdict.routes > 1 else ''}: every step and sum recomputed from the data",
            f"  the first is the lightest: potentials of {verdict.terminals:,} terminals",
            f"  the others are the lightest that differ, and {rest}: proved in {verdict.cases:,} cases",
        ]
    return "\n".join(lines) + "\n"
