"""The pages made from the data are those that the data make."""

from pathlib import Path

from corridors import load
from planner.validation import validate
from planner.validation_table import markdown
from tools.build_docs import dictionary

DOCS = Path(__file__).parents[1] / "docs"


def test_the_data_dictionary_is_of_these_data() -> None:
    """``docs/data-dictionary.md`` is what ``python -m tools.build_docs`` writes."""
    assert (DOCS / "data-dictionary.md").read_text(encoding="utf-8") == dictionary(load()).rstrip("\n") + "\n"


def test_the_validation_page_is_of_these_data() -> None:
    """Every line on costs, and so their values, verdicts and totals, stands on the page that is shipped."""
    network = load()
    page = set((DOCS / "validation.md").read_text(encoding="utf-8").splitlines())
    lines = markdown(validate(network, ["cost_usd_per_teu"]), network).splitlines()
    assert [line for line in lines if line not in page] == []
