"""The colours can be told apart, and read on land and water."""

from itertools import combinations

import pytest

from corridors.model import MODES
from maps import palette

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
EYES: dict[str, Matrix] = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST_DIFFERENCE = 10.0
LEAST_CONTRAST = 3.0


def _linear(code: str) -> Colour:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _each(red), _each(green), _each(blue)


def _each(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _times(matrix: Matrix, colour: Colour) -> Colour:
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, colour, strict=True)))) for row in matrix)
    return red, green, blue


def _luminance(colour: Colour) -> float:
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


def _lab(colour: Colour) -> Colour:
    to_xyz: Matrix = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1095, 0.8727))
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (sum(a * b for a, b in zip(row, colour, strict=True)) for row in to_xyz)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", EYES)
def test_any_two_modes_differ_in_colour_for_these_eyes(eyes: str) -> None:
    seen = {stroke.mode: _lab(_times(EYES[eyes], _linear(stroke.colour))) for stroke in palette.STROKES}
    for a, b in combinations(seen, 2):
        difference = sum((x - y) ** 2 for x, y in zip(seen[a], seen[b], strict=True)) ** 0.5
        assert difference >= LEAST_DIFFERENCE, f"{a} and {b} look alike: {difference:.1f}"


@pytest.mark.parametrize("stroke", palette.STROKES, ids=lambda stroke: stroke.mode)
def test_every_mode_is_readable_on_land_and_on_water(stroke: palette.Stroke) -> None:
    for ground in (palette.Ground().land, palette.Ground().water):
        light, dark = sorted((_luminance(_linear(ground)), _luminance(_linear(stroke.colour))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


def test_every_mode_has_one_stroke_and_a_pattern_of_its_own() -> None:
    assert [stroke.mode for stroke in palette.STROKES] == list(MODES)
    patterns = {(stroke.dash, stroke.ties) for stroke in palette.STROKES}
    assert len(patterns) == len(MODES)
    assert palette.PLANNED_DASH not in {stroke.dash for stroke in palette.STROKES}
