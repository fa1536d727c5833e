"""The gamma distribution: its share below a value, and the value below which a share lies. SciPy is no dependency."""

import math

MOST_STEPS = 2_000
SMALL = 1e-300
CLOSE = 1e-16


def below(shape: float, value: float) -> float:
    """The regularised lower incomplete gamma function: a series where it converges fast, else a continued fraction."""
    if value <= 0.0:
        return 0.0
    scale = math.exp(shape * math.log(value) - value - math.lgamma(shape))
    if value < shape + 1.0:
        term = total = 1.0 / shape
        for step in range(1, MOST_STEPS):
            term *= value / (shape + step)
            total += term
            if term < total * CLOSE:
                break
        return min(1.0, scale * total)
    b = value + 1.0 - shape
    c, d = 1.0 / SMALL, 1.0 / b
    fraction = d
    for step in range(1, MOST_STEPS):
        a = -step * (step - shape)
        b += 2.0
        d = 1.0 / (a * d + b or SMALL)
        c = b + a / c or SMALL
        fraction *= c * d
        if abs(c * d - 1.0) < CLOSE * 10:
            break
    return max(0.0, 1.0 - scale * fraction)


def quantile(shape: float, share: float) -> float:
    """The value below which a share of the gamma distribution of scale 1 lies, by halving on a logarithmic scale.

    Raises:
        ValueError: for a shape that is not positive, or a share that does not lie between 0 and 1.
    """
    if not (0.0 < shape < math.inf and 0.0 <= share < 1.0):
        raise ValueError(f"no quantile of shape {shape!r} at {share!r}")
    if share == 0.0:
        return 0.0
    high = max(1.0, shape)
    while below(shape, high) < share:
        high *= 2.0
    low = high
    while below(shape, low) > share:
        low *= 0.5
        if low < SMALL:
            return 0.0
    for _ in range(200):
        middle = math.sqrt(low * high)
        if middle in {low, high}:
            break
        low, high = (middle, high) if below(shape, middle) < share else (low, middle)
    return math.sqrt(low * high)


def shape_of(ratio: float) -> float:
    """The shape whose 90th percentile lies ``ratio`` times above its median.

    Raises:
        ValueError: for a ratio that is not above 1.
    """
    if not 1.0 < ratio < math.inf:
        raise ValueError(f"no gamma distribution has its 90th percentile {ratio!r} times above its median")

    def spread(shape: float) -> float:
        median = quantile(shape, 0.5)
        return quantile(shape, 0.9) / median if median > 0.0 else math.inf

    low, high = 1e-2, 1.0
    while spread(high) > ratio:
        high *= 2.0
        if high > 1e7:  # noqa: PLR2004 - the ratio is 1 but for rounding
            return high
    for _ in range(60):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if spread(middle) > ratio else (low, middle)
    return math.sqrt(low * high)
