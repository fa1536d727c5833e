"""Random numbers by counter."""

import numpy as np

from planner.sure.streams import normals, philox, uniforms


def words(value: int) -> list[np.typing.NDArray[np.uint64]]:
    return [np.full(1, value, dtype=np.uint64)] * 4


def test_the_generator_gives_the_published_answers() -> None:
    """Philox 4x32-10 gives the words that its authors publish for counters and keys of zeros and of ones."""
    zeros = [int(word[0]) for word in philox(words(0), (0, 0))]
    ones = [int(word[0]) for word in philox(words(0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF))]
    assert zeros == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    assert ones == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]


def test_a_draw_has_its_numbers_wherever_it_is_worked_out() -> None:
    """The numbers of some draws are a stretch of the numbers of more draws; another cause or seed has others."""
    whole = uniforms(7, "run|rail", range(3_000))
    assert np.array_equal(whole[1_234:2_000], uniforms(7, "run|rail", range(1_234, 2_000)))
    assert not np.any(whole == uniforms(8, "run|rail", range(3_000)))
    assert not np.any(whole == uniforms(7, "run|road", range(3_000)))


def test_numbers_are_even_and_not_related() -> None:
    """Uniforms fill twenty bins evenly, normals have mean 0 and variance 1, and two causes go their own ways."""
    one, other = (uniforms(1, cause, range(40_000)) for cause in ("a", "b"))
    counts = np.histogram(one, bins=20, range=(0, 1))[0]
    assert float(((counts - 2_000) ** 2 / 2_000).sum()) < 43.8  # chi squared of 19 degrees, one in a thousand
    first, second = normals(one), normals(other)
    assert abs(float(first.mean())) < 4 / 200
    assert abs(float((first**2).mean()) - 1) < 4 * 2**0.5 / 200
    assert abs(float((first * second).mean())) < 4 / 200
    assert 0.0 < float(one.min()) < float(one.max()) < 1.0
