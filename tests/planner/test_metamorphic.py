"""Changes to a network whose effect on the answers is known."""

from collections import Counter

from tests.planner.metamorphic import CHECKS, check
from tests.planner.trials import NETWORKS


def test_known_changes_have_their_known_effects() -> None:
    """Scaling, permuting, splitting a leg, adding a dominated one, turning round and shutting an unused one do what they must."""
    held = Counter[str]()
    for seed in range(NETWORKS // 4):
        try:
            held[check(seed)] += 1
        except AssertionError as error:
            raise AssertionError(f"seed {seed} ({CHECKS[seed % len(CHECKS)].__name__}): {error}") from error
    for change in CHECKS:
        assert held[change.__name__] > NETWORKS // 100, change.__name__
