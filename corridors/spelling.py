"""Reduces a name to a key that its spellings share, in any script."""

import unicodedata
from collections.abc import Iterable

from corridors.model import Place

_LETTERS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "أ": "ا", "إ": "ا", "آ": "ا",
        "ٱ": "ا", "ؤ": "و", "ё": "е", "ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ə": "a", "ʻ": None, "ʼ": None,
        "\u200c": None, "\u200d": None, "\u0640": None,
    }
)  # fmt: skip


def key_of(name: str) -> str:
    """A name without case, accents, spaces, punctuation, and variants of one Arabic or Cyrillic letter."""
    folded = name.casefold().translate(_LETTERS)
    parts = unicodedata.normalize("NFKD", folded)
    kept = (char for char in parts if unicodedata.category(char)[0] in "LN" or "\u0900" <= char <= "\u0963")
    return "".join(kept).casefold()


def names_of(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """Place ids by the key of every id, name, UN/LOCODE and alias."""
    index: dict[str, dict[str, None]] = {}
    for place in places:
        for name in (place.id, place.name, place.unlocode, *place.aliases):
            key = key_of(name)
            if key:
                index.setdefault(key, {})[place.id] = None
    return {key: tuple(found) for key, found in index.items()}
