"""The units of the field and the few conversions between them."""

import math

HOURS_PER_DAY = 24.0
KM_PER_NAUTICAL_MILE = 1.852
KG_PER_TONNE = 1000.0
EARTH_RADIUS_KM = 6371.0088


def great_circle_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Distance in km between two points given in degrees, on a sphere of the Earth's mean radius."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_dphi = (phi_b - phi_a) / 2
    half_dlam = math.radians(lon_b - lon_a) / 2
    chord = math.sin(half_dphi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_dlam) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
