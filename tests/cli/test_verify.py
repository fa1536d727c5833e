"""``landbridge route --certificate`` and ``landbridge verify``: what they print, and the codes they end with."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def certificate(tiny_run: Run, tmp_path: Path) -> Path:
    """A true certificate of the small network."""
    target = tmp_path / "certificate.json"
    ran = tiny_run("route", "alpha_city", "beta_city", "--certificate", str(target), "--json")
    assert ran.code == 0, ran.err
    assert f"certificate: {target}" in ran.err
    return target


def altered(certificate: Path, old: str, new: str) -> Path:
    """The file with some of its text replaced."""
    text = certificate.read_text(encoding="utf-8")
    assert old in text
    certificate.write_text(text.replace(old, new, 1), encoding="utf-8")
    return certificate


def test_a_true_certificate_is_certified(tiny_run: Run, certificate: Path) -> None:
    """Exit code 0, and a line each on sums, the first route and the others."""
    ran = tiny_run("verify", str(certificate))
    assert ran.code == 0, ran.out + ran.err
    assert ran.out.startswith(f"certified: {certificate}\n")
    assert "the first is the lightest" in ran.out
    assert "no further one exists" in ran.out


def test_a_false_claim_is_rejected_and_named(tiny_run: Run, certificate: Path) -> None:
    """Exit code 1; the claim, its value and the true one are told, in text and in JSON."""
    altered(certificate, '"teu": 1,', '"teu": 2,')
    ran = tiny_run("verify", str(certificate))
    assert ran.code == 1
    assert ran.out.startswith("rejected: ")
    assert "route 1, step 1, cost_usd typical: claimed " in ran.out
    told = json.loads(tiny_run("verify", str(certificate), "--json").out)
    assert told["schema"] == "landbridge/verdict/1"
    assert told["certified"] is False
    assert told["false_claims"][0].keys() == {"about", "claimed", "holds"}


def test_checking_changes_nothing(tiny_run: Run, certificate: Path) -> None:
    """The file is only read."""
    before = certificate.read_bytes()
    tiny_run("verify", str(certificate))
    assert certificate.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "broken"),
        (b"not JSON", "broken"),
        (b"\xff\xfe", "broken"),
        (b"[" * 100_000, "broken"),
        (b"{}", "no certificate"),
        (b'{"schema": "landbridge/plan/1"}', "landbridge/plan/1"),
        (b'{"schema": "landbridge/certificate/2"}', "landbridge/certificate/2"),
        (b'{"schema": "landbridge/certificate/1"}', "claims"),
    ],
)
def test_a_file_that_is_no_certificate(tiny_run: Run, tmp_path: Path, content: bytes, told: str) -> None:
    """Exit code 3, and what is wrong with the file."""
    broken = tmp_path / "broken.json"
    broken.write_bytes(content)
    ran = tiny_run("verify", str(broken))
    assert ran.code == 3
    assert told in ran.err
    assert not ran.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"weight": ', '"weight": -'),
        ('"on": "2026-07-31"', '"on": "2026-02-31"'),
        ('"rank": 1', '"rank": "one"'),
        ('"overlap": 0.5', '"overlap": 1.0'),
        ('"teu": 1', '"teu": 1e400'),
        ('"schema"', '"extra": 1, "schema"'),
    ],
)
def test_a_value_that_the_schema_forbids(tiny_run: Run, certificate: Path, old: str, new: str) -> None:
    """Exit code 3: a value of the wrong kind or out of its range, or a key that is not known."""
    assert tiny_run("verify", str(altered(certificate, old, new))).code == 3


def test_data_of_another_version(tiny_run: Run, run: Run, certificate: Path) -> None:
    """Exit code 3, with both versions: a certificate is held against the data it was made on, and no other."""
    ran = run("verify", str(certificate))
    assert ran.code == 3
    assert "other data" in ran.err
    assert tiny_run("verify", str(altered(certificate, '"data_version": "1+', '"data_version": "2+'))).code == 3


@pytest.mark.parametrize("name", ["no-such-file.json", "."])
def test_a_file_that_cannot_be_read(tiny_run: Run, tmp_path: Path, name: str) -> None:
    """Exit code 2: the command was given a wrong name."""
    assert tiny_run("verify", str(tmp_path / name)).code == 2


def test_a_folder_that_cannot_be_read(run: Run, certificate: Path, tmp_path: Path) -> None:
    """Exit code 3: without data nothing can be certified."""
    ran = run("verify", str(certificate), "--data", str(tmp_path / "nowhere"))
    assert ran.code == 3
    assert "the data cannot be read" in ran.err


def test_a_certificate_is_written_whole_or_not_at_all(tiny_run: Run, tmp_path: Path) -> None:
    """Exit code 5 where it cannot be written; nothing is written where there is no way."""
    ran = tiny_run("route", "alpha_city", "beta_city", "--certificate", str(tmp_path / "none" / "c.json"))
    assert ran.code == 5
    target = tmp_path / "c.json"
    target.write_text("mine", encoding="utf-8")
    assert tiny_run("route", "alpha_city", "island_east", "--certificate", str(target)).code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["certificate", "verdict"])
def test_schemas(run: Run, name: str) -> None:
    """The JSON Schemas of a certificate and of a verdict are printed."""
    ran = run("schema", name)
    assert ran.code == 0
    assert json.loads(ran.out)["$ref"].lower() == f"#/$defs/{name}"
