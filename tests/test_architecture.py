"""The three floors: who may import whom, what a question loads, how long a module is."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corridors", "maps", "planner")
HEAVY = {
    "pandas",
    "geopandas",
    "pyogrio",
    "folium",
    "branca",
    "shapely",
    "pyproj",
    "networkx",
    "numpy",
    "jinja2",
    "requests",
}
MOST_LINES = 400


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter at the root of the project."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )


def test_imports_run_downwards() -> None:
    """The import contracts of pyproject.toml are kept."""
    ran = run("import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "3 kept, 0 broken" in ran.stdout


def test_the_proof_has_code_of_its_own() -> None:
    """What checks a certificate imports the standard library, msgspec and itself, and nothing else."""
    for path in sorted((ROOT / "planner" / "proof").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        foreign = {name for name in names if name.partition(".")[0] not in {*sys.stdlib_module_names, "msgspec"}}
        assert {name for name in foreign if not name.startswith("planner.proof")} == set(), path.name


LOADED = """
import json, sys
from planner.cli import main
code = main(sys.argv[1:])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("form", [["--json"], [], ["--format", "geojson"], ["--format", "csv"]], ids=" ".join)
def test_a_question_loads_no_analysis_library(tiny_folder: Path, form: list[str]) -> None:
    """``landbridge route`` answers without importing pandas, geopandas, folium, shapely, networkx or numpy."""
    ran = run(LOADED, "route", "alpha_city", "beta_city", "--data", str(tiny_folder), *form)
    assert ran.returncode == 0, ran.stderr
    loaded = set(json.loads(ran.stderr.splitlines()[-1]))
    assert "planner" in loaded
    assert not loaded & HEAVY
    assert "maps" not in loaded


def test_a_question_loads_no_proof(tiny_folder: Path) -> None:
    """``landbridge route`` imports what writes and checks certificates only when one is asked for."""
    code = LOADED.replace('.partition(".")[0]', "")
    ran = run(code, "route", "alpha_city", "beta_city", "--data", str(tiny_folder))
    loaded = set(json.loads(ran.stderr.splitlines()[-1]))
    assert "planner.plan" in loaded
    assert not {name for name in loaded if name.startswith(("planner.proof.", "planner.certificate"))}
    assert "planner.proof" not in loaded


def test_help_loads_no_command(tiny_folder: Path) -> None:
    """``landbridge --help`` imports no command and no network."""
    del tiny_folder
    ran = run(LOADED.replace('.partition(".")[0]', ""), "--help")
    loaded = set(json.loads(ran.stderr.splitlines()[-1]))
    assert not {name for name in loaded if name.startswith("planner.commands")}
    assert "corridors.loader" not in loaded


@pytest.mark.parametrize("package", PACKAGES)
def test_types_are_shipped(package: str) -> None:
    """Each package has its py.typed marker."""
    assert (ROOT / package / "py.typed").is_file()


@pytest.mark.parametrize(
    "path",
    [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))],
    ids=lambda path: path.stem,
)
def test_no_module_is_long(path: Path) -> None:
    """No module has more lines than a reader keeps in mind, and each says at its top what it is for."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert text.startswith('"""')
