"""Issues ten thousand true certificates and forges ten thousand, and counts what the checker says of each.

    python -m benchmarks.certificates [--true N] [--shipped N] [--seed N]

Most are of random networks, the others of the shipped one; the kinds of forgery that have come least are tried first.
It prints the counts by kind and ends with 1 where a true certificate is rejected or a forged one accepted.
"""

import argparse
import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import NamedTuple

import msgspec

from corridors.dataset import DATA_DIR
from corridors.errors import NoRouteError, UsageError
from corridors.network import Network, load
from planner.certificate import encoded
from planner.proof.certificate import Certificate
from planner.proof.folder import Records, read
from planner.proof.verdict import check
from planner.query import OBJECTIVES, Query, ask
from tests.proof.forgery import FORGERIES, HARMLESS, Change, Issued, changed, issue
from tests.random_networks import case

KINDS = ("plain", "plain", "via", "corridor")
FIRST_SEED = 100_000
"""Seeds that no test uses."""


class Checked(NamedTuple):
    """A certificate as it comes out of its file, with the records it is held against."""

    issued: Issued
    records: Records
    version: str

    def accepts(self, certificate: Certificate) -> bool:
        """What the checker says of a certificate after a journey through JSON."""
        read_again = msgspec.json.decode(encoded(certificate), type=Certificate)
        return check(read_again, self.records, self.version).certified


def random_certificates(seed: int) -> Iterator[Checked]:
    """Certificates of random networks, without end."""
    for number in count(seed):
        made = case(number, KINDS[number % len(KINDS)])
        try:
            issued = issue(made.network, made.query)
        except NoRouteError:
            continue
        yield Checked(issued, msgspec.to_builtins(made.network.data), made.network.version)


def shipped_certificates(seed: int) -> Iterator[Checked]:
    """Certificates of random questions about the shipped network, without end."""
    network = load()
    records, version = read(DATA_DIR)
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    while True:
        try:
            yield Checked(issue(network, _question(network, rnd)), records, version)
        except (NoRouteError, UsageError):
            continue


def _question(network: Network, rnd: Random) -> Query:
    places = [place.id for place in network.data.places if place.kind in ("city", "port")]
    origin, destination, third = rnd.sample(places, 3)
    extra = rnd.random()
    return ask(
        network,
        origin,
        destination,
        on=dt.date(2024, 1, 1) + dt.timedelta(days=rnd.randrange(1100)),
        by=rnd.choice(("generalised", "generalised", *OBJECTIVES)),
        alternatives=rnd.choice((1, 3, 6)),
        via=[third] if extra < 0.1 else [],  # noqa: PLR2004 - shares of the questions
        corridor=rnd.choice(sorted(network.corridors)) if 0.1 <= extra < 0.2 else None,  # noqa: PLR2004 - as above
        avoid=[rnd.choice(("IR", "road", "sea", "TM", "ferry"))] if 0.2 <= extra < 0.4 else [],  # noqa: PLR2004 - as above
        scenario=[rnd.choice(sorted(network.scenarios))] if 0.4 <= extra < 0.6 else [],  # noqa: PLR2004 - as above
        include=["planned"] if rnd.random() < 0.2 else [],  # noqa: PLR2004 - as above
        teu=rnd.choice((1, 1, 2, 40)),
        tonnes=rnd.choice((12.0, 7.3, 24.0)),
    )


def campaign(source: Iterator[Checked], wanted: int, counts: Counter[tuple[str, str]]) -> None:
    """Check ``wanted`` true certificates and as many forged ones; what only weakens a proof is counted apart."""
    for position, checked in enumerate(source):
        if position == wanted:
            return
        counts["true", _said(checked, checked.issued.certificate)] += 1
        rnd = Random(position)  # noqa: S311 - as above
        for change in sorted(FORGERIES, key=lambda each: counts[f"  {each.__name__}", "rejected"]):  # rare ones first
            forged = changed(checked.issued, change, rnd)
            if forged is not None:
                _count(checked, change, forged, counts, "forged")
                break
        weakened = HARMLESS[position % len(HARMLESS)]
        harmless = changed(checked.issued, weakened, rnd) if position % 10 == 0 else None
        if harmless is not None:
            _count(checked, weakened, harmless, counts, "weakened")
        if position % 100 == 0:
            print(f"{position:,} of {wanted:,}", file=sys.stderr, end="\r", flush=True)


def _count(
    checked: Checked, change: Change, certificate: Certificate, counts: Counter[tuple[str, str]], sort: str
) -> None:
    said = _said(checked, certificate)
    counts[sort, said] += 1
    counts[f"  {change.__name__}", said] += 1
    if said == ("accepted" if sort == "forged" else "rejected"):
        print(f"{sort} and {said}: {change.__name__}, {checked.issued.query}")


def _said(checked: Checked, certificate: Certificate) -> str:
    return "accepted" if checked.accepts(certificate) else "rejected"


def main() -> int:
    """Run the campaign; 1 where the checker was wrong once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--true", type=int, default=9_700, help="true certificates of random networks")
    parser.add_argument("--shipped", type=int, default=300, help="true certificates of the shipped network")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for source, wanted in (
        (random_certificates(options.seed), options.true),
        (shipped_certificates(options.seed), options.shipped),
    ):
        began = time.monotonic()
        campaign(source, wanted, counts)
        print(f"{wanted:,} true and {wanted:,} forged certificates in {time.monotonic() - began:.0f} s")
    print(f"{'':40} {'accepted':>10} {'rejected':>10}")
    for name in dict.fromkeys(name for name, _ in counts):
        print(f"{name:40} {counts[name, 'accepted']:>10,} {counts[name, 'rejected']:>10,}")
    wrong = counts["true", "rejected"] + counts["forged", "accepted"] + counts["weakened", "rejected"]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
