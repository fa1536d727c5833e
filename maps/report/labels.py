"""Names on a drawing: the earlier one keeps its place, a later one that finds none is left out."""

from typing import NamedTuple

WIDTH_OF_LETTER = 0.58
"""Of the size of the letters, on average."""
GAP = 11
EDGE = 4
BOX_BELOW = 48
"""Height of the legend, which no name may cover."""


class Label(NamedTuple):
    """A text at the left end of its base line."""

    x: float
    y: float
    text: str
    size: int
    bold: bool
    sea: bool
    ink: str
    halo: float


Box = tuple[float, float, float, float]


class Labels:
    """What is placed on a drawing of a size."""

    def __init__(self, width: float, height: float) -> None:
        """Start with nothing but the legend's corner."""
        self._width, self._height = width, height
        self._boxes: list[Box] = [(0, height - BOX_BELOW, width / 2, height)]
        self.placed: list[Label] = []

    def taken(self, x: float, y: float, reach: float) -> None:
        """Keep names off a point."""
        self._boxes.append((x - reach, y - reach, x + reach, y + reach))

    def free(self, x: float, y: float, reach: float) -> bool:
        """Whether a mark would cover nothing."""
        return self._fits((x - reach, y - reach, x + reach, y + reach))

    def beside(self, x: float, y: float, text: str, *, size: int, bold: bool = False) -> None:
        """A name right, left, above or below of a point."""
        wide = len(text) * size * WIDTH_OF_LETTER
        for left, base in (
            (x + GAP, y + size / 3), (x - GAP - wide, y + size / 3), (x + GAP, y - size / 2), (x + GAP, y + size * 1.2),
            (x - GAP - wide, y - size / 2), (x - GAP - wide, y + size * 1.2), (x - wide / 2, y - GAP - 2),
            (x - wide / 2, y + GAP + size),
        ):  # fmt: skip
            if self._place(Label(left, base, text, size, bold, False, "#1b2430", 0.95), wide):  # noqa: FBT003 - a field
                return

    def upon(self, x: float, y: float, text: str, *, size: int, sea: bool) -> None:
        """A name in the middle of a country or a sea."""
        wide = len(text) * size * WIDTH_OF_LETTER
        ink = "#5b7f93" if sea else "#8a8072"
        self._place(Label(x - wide / 2, y + size / 3, text, size, False, sea, ink, 0.5), wide)  # noqa: FBT003 - a field

    def _place(self, label: Label, wide: float) -> bool:
        box = (label.x, label.y - label.size, label.x + wide, label.y + label.size * 0.25)
        if not self._fits(box):
            return False
        self._boxes.append(box)
        self.placed.append(label)
        return True

    def _fits(self, box: Box) -> bool:
        inside = box[0] >= EDGE and box[1] >= EDGE and box[2] <= self._width - EDGE and box[3] <= self._height - EDGE
        return inside and not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in self._boxes
        )
