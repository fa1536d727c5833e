"""Networks in which one figure has another value, made by changing its record: what a parameter claims to be."""

from collections.abc import Callable
from typing import Any

import msgspec

from corridors.model import Crossing, Figure
from corridors.network import Network

replace = msgspec.structs.replace


def _figure(value: float) -> Figure:
    return Figure(typical=value, basis="assumed", note="moved for a test")


def moved(network: Network, name: str, value: float) -> Network | None:
    """The network with the figure of a parameter moved; None for a kind that is not made here."""
    kind, _, rest = name.partition(":")
    maker = _MAKERS.get(kind)
    data = None if maker is None else maker(network.data, rest, value)
    return None if data is None else Network(data, "moved")


def _speed(data: Any, name: str, value: float) -> Any:
    return _with(data, "run_rates", name, speed_km_per_day=_figure(value)) or _with(
        data, "services", name, speed_km_per_day=_figure(value)
    )


def _freight(data: Any, name: str, value: float) -> Any:
    return _with(data, "run_rates", name, cost_usd_per_teu_km=_figure(value)) or _with(
        data, "legs", name, cost_usd=_figure(value)
    )


def _hours(data: Any, name: str, value: float) -> Any:
    return _with(data, "legs", name, time_h=_figure(value))


def _wait(data: Any, name: str, value: float) -> Any:
    if name in {wait.mode for wait in data.wait_rates}:
        waits = [replace(wait, time_h=_figure(value)) if wait.mode == name else wait for wait in data.wait_rates]
        return replace(data, wait_rates=tuple(waits))
    return _with(data, "services", name, departures_per_week=None, leaves_when_full_wait_h=_figure(value))


def _handling(data: Any, name: str, value: float) -> Any:
    return _with(data, "handling_rates", name, time_h=_figure(value))


def _border(data: Any, name: str, value: float) -> Any:
    leg, _, way = name.partition(":")
    record = next(each for each in data.legs if each.id == leg)
    crossing = getattr(record, way) or Crossing()
    return _with(data, "legs", leg, **{way: replace(crossing, dwell_h=_figure(value))})


def _with(data: Any, table: str, name: str, **changes: Any) -> Any:
    records = getattr(data, table)
    if name not in {record.id for record in records}:
        return None
    changed = tuple(replace(record, **changes) if record.id == name else record for record in records)
    return replace(data, **{table: changed})


_MAKERS: dict[str, Callable[[Any, str, float], Any]] = {
    "speed": _speed,
    "freight": _freight,
    "hours": _hours,
    "wait": _wait,
    "handling": _handling,
    "gauge": _handling,
    "border": _border,
}
