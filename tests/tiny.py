"""A small made-up data folder: two ways between Alpha and Beta, by land over a gate and by sea, and an island alone."""

from pathlib import Path

FIGURE = 'basis = "assumed", as_of = "2025", note = "made up for a test"'

PLACES = """id,name,country,lon,lat,kind,unlocode,aliases,position_basis,position_source,position_note
alpha_city,Alpha City,XA,50.0,40.0,city,XAACT,Альфа; الفا,assumed,,made up
alpha_port,Alpha Port,XA,50.0,38.5,port,,,assumed,,made up
alpha_post,Gate,XA,51.0,40.0,border_post,,,assumed,,made up
beta_post,Gate,XB,51.04,40.0,border_post,,,assumed,,made up
beta_city,Beta City,XB,52.2,40.0,city,XBBCT,Old Beta; Бета,published,made-up,
beta_port,Beta Port,XB,52.2,38.5,port,,,assumed,,made up
mid_sea,Middle of the Sea,XZ,51.0,38.0,waypoint,,,assumed,,made up
island_west,Island West,XC,60.0,10.0,port,,Homonym,assumed,,made up
island_east,Island East,XC,61.0,10.0,city,,Homonym,assumed,,made up
"""

COUNTRIES = """code,name,aliases
XA,Alphaland,Альфия
XB,Betaland,
XC,Island,
XZ,High Seas,
"""

FACTORS = """id,title,tank_to_wheel_kg_per_tkm,well_to_tank_kg_per_tkm,basis,source,year,note
lorry,Lorry,0.08,0.02,published,made-up,2025,
train,Train,0.02,0.005,published,made-up,2025,
ship,Ship,0.01,0.002,published,made-up,2025,
"""

PUBLISHED = """id,origin,destination,corridors,via,metric,low,high,date,nature,source,conditions
p1,alpha_city,beta_city,ring,sea,time_h,200,300,2025,reported,made-up,
p2,alpha_city,beta_city,ring,sea,cost_usd_per_teu,900,900,2025,tariff,made-up,
"""

SETTINGS = f"""title = "tiny"
version = "1"
as_of = 2026-07-31
money_year = 2025
licence = "CC0-1.0"
attribution = "nobody"
value_of_time_usd_per_day = {{ typical = 24, low = 12, high = 48, {FIGURE} }}
"""

SOURCES = """[[source]]
id = "made-up"
producer = "Nobody"
title = "Made up for a test"
licence = "CC0-1.0"
kind = "personal"
note = "undated; lies here"
"""

PRICE_LEVELS = """year,index,source,note
2020,100,made-up,
2025,125,made-up,
"""

RANKINGS = """[[ranking]]
id = "land-or-sea"
origin = "alpha_city"
destination = "beta_city"
metric = "time_h"
on = 2026-07-31
ways = [{ name = "by land", through = ["beta_post"] }, { name = "by sea", through = ["beta_port"] }]
sources = ["made-up"]
"""


def leg(
    name: str, start: str, end: str, mode: str, km: float, extra: str = "", status: str = '{ state = "open" }'
) -> str:
    """A ``[[leg]]`` block."""
    return f"""[[leg]]
id = "{name}"
from = "{start}"
to = "{end}"
mode = "{mode}"
distance_km = {{ typical = {km}, low = {km}, high = {km * 1.1}, {FIGURE} }}
status = [{status}]
{extra}

"""


LAND = (
    leg("road-alpha", "alpha_city", "alpha_post", "road", 100)
    + leg(
        "road-gate", "alpha_post", "beta_post", "road", 4,
        f"forward = {{ dwell_h = {{ typical = 30, low = 10, high = 90, {FIGURE} }} }}",
    )
    + leg("road-beta", "beta_post", "beta_city", "road", 120)
    + leg("rail-alpha", "alpha_city", "alpha_port", "rail", 200, "gauge_mm = 1520")
    + leg("rail-beta", "beta_port", "beta_city", "rail", 210, "gauge_mm = 1435")
    + leg("rail-alpha-post", "alpha_city", "alpha_post", "rail", 102, "gauge_mm = 1520")
    + leg(
        "rail-gate", "alpha_post", "beta_post", "rail", 4, "gauge_mm = 1520", '{ state = "planned", expected = "2030" }'
    )
    + leg("rail-beta-post", "beta_post", "beta_city", "rail", 118, "gauge_mm = 1520")
    + leg("road-island", "island_west", "island_east", "road", 115)
)  # fmt: skip

SEA = leg("sea-out", "alpha_port", "mid_sea", "sea", 115) + leg(
    "sea-in", "mid_sea", "beta_port", "sea", 125, 'passages = ["narrows"]'
)

FACILITIES = """[[facility]]
place = "alpha_city"
tracks = ["road", "rail-1520"]

[[facility]]
place = "alpha_port"
tracks = ["rail-1520", "sea"]

[[facility]]
place = "beta_port"
tracks = ["sea", "rail-1435"]

[[facility]]
place = "beta_city"
tracks = ["road", "rail-1435", "rail-1520"]
"""

EVENTS = """[[event]]
id = "gate-shut"
title = "The gate was shut"
kind = "border_closure"
start = 2026-05-01
end = 2026-05-31
places = ["alpha_post", "beta_post"]
sources = ["made-up"]
confidence = "high"

[[event.effects]]
borders = ["XA-XB"]
state = "suspended"
"""

PERMISSIONS = """[[permission]]
id = "no-island-goods"
title = "No goods of the island through Betaland"
goods_of = ["XC"]
through = ["XB"]
start = 2020-01-01
sources = ["made-up"]
"""

PASSAGES = """[[passage]]
id = "narrows"
name = "The Narrows"
kind = "strait"
lon = 51.5
lat = 38.2
aliases = ["Slim Strait"]
season = { closed_from = "12-01", closed_to = "02-15", note = "ice" }
"""

CAPACITIES = """[[capacity]]
id = "road-gate"
kind = "leg"
of = "road-gate"
mt_per_year = { typical = 2, low = 1.5, high = 3, basis = "published", sources = ["made-up"] }

[[capacity]]
id = "narrows"
kind = "passage"
of = "narrows"
mt_per_year = { typical = 5, basis = "published", sources = ["made-up"] }
"""

CORRIDORS = """[[corridor]]
id = "ring"
name = "Ring Corridor"
promoter = "Nobody"
ways = [["rail-alpha", "sea-out", "sea-in", "rail-beta"]]
sources = ["made-up"]
"""

SCENARIO = """[[scenario]]
id = "storm"
title = "A storm on the sea"
reasoning = "made up"
sources = ["made-up"]

[[scenario.effects]]
modes = ["sea"]
state = "suspended"
"""

SERVICES = f"""[[service]]
id = "liner"
name = "Liner"
operator = "Nobody"
legs = ["sea-out", "sea-in"]
departures_per_week = {{ typical = 2, low = 1, high = 3, {FIGURE} }}
"""


def _rates() -> str:
    blocks = []
    run = {"road": (480, 0.5, "lorry"), "rail": (480, 0.1, "train"), "sea": (600, 0.05, "ship")}
    for mode, (speed, cost, factor) in run.items():
        blocks.append(f"""[[run]]
id = "{mode}"
mode = "{mode}"
emission_factor = "{factor}"
speed_km_per_day = {{ typical = {speed}, low = {speed / 2}, high = {speed * 2}, {FIGURE} }}
cost_usd_per_teu_km = {{ typical = {cost}, low = {cost / 2}, high = {cost * 2}, {FIGURE} }}

[[wait]]
mode = "{mode}"
time_h = {{ typical = 12, low = 4, high = 24, {FIGURE} }}

""")
        if mode != "sea":
            blocks.append(f"""[[border]]
mode = "{mode}"
dwell_h = {{ typical = 24, low = 6, high = 72, {FIGURE} }}
fee_usd = {{ typical = 50, low = 20, high = 90, {FIGURE} }}

""")
    pairs = [
        ("road",),
        ("rail",),
        ("sea",),
        ("rail", "road"),
        ("rail", "rail"),
        ("rail", "sea"),
        ("road", "sea"),
        ("sea", "sea"),
    ]
    for pair in pairs:
        kind = "gauge_change" if pair == ("rail", "rail") else "quay" if "sea" in pair else "transfer"
        blocks.append(f"""[[handling]]
id = "{"-".join(pair)}"
type = "{kind}"
tracks = {list(pair)}
time_h = {{ typical = 20, low = 8, high = 40, {FIGURE} }}
cost_usd = {{ typical = 80, low = 40, high = 160, {FIGURE} }}

""")
    return "".join(blocks)


FILES: dict[str, str] = {
    "settings.toml": SETTINGS,
    "countries.csv": COUNTRIES,
    "places.csv": PLACES,
    "emission_factors.csv": FACTORS,
    "published_figures.csv": PUBLISHED,
    "price_levels.csv": PRICE_LEVELS,
    "rankings.toml": RANKINGS,
    "rates.toml": _rates(),
    "events.toml": EVENTS,
    "permissions.toml": PERMISSIONS,
    "passages.toml": PASSAGES,
    "capacities.toml": CAPACITIES,
    "corridors.toml": CORRIDORS,
    "legs/land.toml": LAND,
    "legs/sea.toml": SEA,
    "facilities/all.toml": FACILITIES,
    "services/ships.toml": SERVICES,
    "scenarios/storm.toml": SCENARIO,
    "sources/facts.toml": SOURCES,
}
"""The files of the folder, by their path in it."""


def write(folder: Path, **changed: str) -> Path:
    """Write the folder; ``changed`` replaces files, named by their stem: ``land="..."``."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(path.stem, text), encoding="utf-8")
    return folder
