"""Certificates of random networks and of the shipped one: the true are certified, the forged rejected."""

from collections.abc import Iterator
from functools import cache
from random import Random

import msgspec
import pytest

from corridors.dataset import DATA_DIR
from corridors.errors import NoRouteError
from corridors.network import Network, load
from planner.certificate import encoded
from planner.proof import cases
from planner.proof.certificate import Certificate
from planner.proof.folder import Records, read
from planner.proof.verdict import Verdict, check
from planner.query import ask
from tests.proof.forgery import FORGERIES, HARMLESS, Change, Issued, changed, issue
from tests.random_networks import case

KINDS = {"plain": 50_000, "via": 60_000, "corridor": 70_000}
SEEDS = 120
FORGED_OF_EACH = 8
SHIPPED = (
    ("mumbai", "moscow", {"alternatives": 6}),
    ("karachi", "tashkent", {"by": "time", "alternatives": 3, "scenario": ["pak-afghan-borders-open"], "teu": 3}),
    ("st_petersburg", "nhava_sheva", {"by": "cost", "corridor": "instc-eastern", "on": "2025-11-30"}),
    ("termez", "karachi", {"on": "2032-01-01", "include": ["planned"], "avoid": ["IR"], "modes": "rail,road"}),
    ("tashkent", "mersin", {"by": "emissions", "via": ["aktau"], "alternatives": 2, "tonnes": 7.3}),
)


def through_json(certificate: Certificate) -> Certificate:
    """A certificate as it comes out of its file."""
    return msgspec.json.decode(encoded(certificate), type=Certificate)


@cache
def issued(kind: str, seed: int) -> tuple[Issued, Records] | None:
    """The certificate of a random network and its records; None where there is no way."""
    made = case(seed, kind)
    try:
        return issue(made.network, made.query), msgspec.to_builtins(made.network.data)
    except NoRouteError:
        return None


def all_issued() -> Iterator[tuple[Issued, Records]]:
    """The certificates of all seeds, the kinds in turn."""
    for number in range(SEEDS):
        for kind, first in KINDS.items():
            found = issued(kind, first + number)
            if found is not None:
                yield found


@pytest.mark.parametrize("kind", KINDS)
def test_true_certificates_are_accepted(kind: str) -> None:
    """What the planner answers and certifies is certified, ties, closures, places to pass and corridors included."""
    accepted = 0
    for seed in range(KINDS[kind], KINDS[kind] + SEEDS):
        found = issued(kind, seed)
        if found is not None:
            verdict = check(through_json(found[0].certificate), found[1], "random")
            assert verdict.certified, f"seed {seed}: {verdict.false_claims}"
            accepted += 1
    assert accepted > SEEDS / 4


@pytest.mark.parametrize("change", FORGERIES, ids=lambda change: change.__name__)
def test_forged_certificates_are_rejected(change: Change) -> None:
    """One false claim, or a proof that proves too little, and the certificate is rejected."""
    rnd = Random(change.__name__)  # noqa: S311 - repeatable, not secret
    rejected = 0
    for found, records in all_issued():
        forged = changed(found, change, rnd)
        if forged is None:
            continue
        verdict = check(through_json(forged), records, "random")
        assert verdict.false_claims, f"accepted: {found.query}"
        assert not verdict.certified
        rejected += 1
        if rejected == FORGED_OF_EACH:
            break
    assert rejected >= FORGED_OF_EACH / 2


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_weakened_certificates_are_accepted(change: Change) -> None:
    """A bound that is weaker than it could be, and still holds, does not spoil a certificate."""
    rnd = Random(1)  # noqa: S311 - as above
    weakened = [(changed(found, change, rnd), records) for found, records in all_issued()]
    verdicts = [check(through_json(each), records, "random") for each, records in weakened if each is not None][:20]
    assert len(verdicts) > 5
    assert all(verdict.certified for verdict in verdicts)


@pytest.fixture(scope="module")
def shipped_records() -> tuple[Network, Records, str]:
    """The shipped network, and the checker's own reading of its folder."""
    return load(), *read(DATA_DIR)


@pytest.mark.parametrize("asked", SHIPPED, ids=lambda asked: f"{asked[0]}-{asked[1]}")
def test_shipped_network(
    asked: tuple[str, str, dict[str, object]], shipped_records: tuple[Network, Records, str]
) -> None:
    """On the shipped network true certificates are accepted, and forged ones rejected."""
    network, records, version = shipped_records
    origin, destination, options = asked
    found = issue(network, ask(network, origin, destination, **options))  # type: ignore[arg-type]
    verdict = check(through_json(found.certificate), records, version)
    assert verdict.certified, verdict.false_claims
    rnd = Random(origin)  # noqa: S311 - as above
    for change in rnd.sample(FORGERIES, 4):
        forged = changed(found, change, rnd)
        if forged is not None:
            assert not check(through_json(forged), records, version).certified, change.__name__


def test_own_reading_of_the_data(shipped_records: tuple[Network, Records, str]) -> None:
    """The checker reads as many records as the planner has, and finds the same version by its own checksum."""
    network, records, version = shipped_records
    assert version == network.version
    for table in ("places", "legs", "services", "facilities", "events", "scenarios", "permissions", "run_rates"):
        assert len(records[table]) == len(getattr(network.data, table)) > 0


def small() -> tuple[Certificate, Records]:
    """A certificate with at least two routes."""
    return next(
        (found.certificate, records) for found, records in all_issued() if len(found.certificate.claims.routes) > 1
    )


def rejected(certificate: Certificate, records: Records) -> Verdict:
    """The verdict on a certificate that must not pass."""
    verdict = check(certificate, records, "random")
    assert not verdict.certified
    return verdict


def test_every_false_claim_is_named() -> None:
    """A rejection says of each false claim what it is about, what is claimed, and what holds."""
    certificate, records = small()
    first = certificate.claims.routes[0]
    claims = msgspec.structs.replace(
        certificate.claims,
        routes=(
            msgspec.structs.replace(first, weight=first.weight + 7, gauge_breaks=9),
            *certificate.claims.routes[1:],
        ),
    )
    verdict = rejected(msgspec.structs.replace(certificate, claims=claims), records)
    told = {claim.about: claim for claim in verdict.false_claims}
    assert told["route 1, weight"].claimed == str(first.weight + 7)
    assert told["route 1, weight"].holds == f"it is {first.weight}"
    assert told["route 1, gauge_breaks"].holds == f"it is {first.gauge_breaks}"


def test_a_lighter_way_is_shown() -> None:
    """Where an alternative is kept back, the rejection names the lighter way by its decision points or legs."""
    certificate, records = small()
    routes = certificate.claims.routes
    claims = msgspec.structs.replace(certificate.claims, routes=(msgspec.structs.replace(routes[1], rank=1),))
    verdict = rejected(msgspec.structs.replace(certificate, claims=claims), records)
    assert any(f"a way of {routes[0].weight} by" in str(claim) for claim in verdict.false_claims)


def test_unknown_names_are_false_claims() -> None:
    """A question about places, scenarios or corridors that the data do not have is rejected."""
    certificate, records = small()
    query = msgspec.structs.replace(
        certificate.claims.query, origin="atlantis", via=("lemuria",), scenarios=("flood",), corridor="silk-road"
    )
    claims = msgspec.structs.replace(certificate.claims, query=query)
    verdict = rejected(msgspec.structs.replace(certificate, claims=claims), records)
    assert {claim.claimed for claim in verdict.false_claims} == {"atlantis", "lemuria", "flood", "silk-road"}


def test_a_proof_too_long_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cases run out the certificate is rejected, not waved through."""
    certificate, records = small()
    monkeypatch.setattr(cases, "MOST_CASES", 1)
    verdict = rejected(certificate, records)
    assert [claim.holds for claim in verdict.false_claims] == ["the proof is too long to be made"]
