"""Tracks are cut along the rails from place to place, read as they were written, and drawn with their bends."""

from pathlib import Path

import msgspec

from corridors.model import Leg, Place
from corridors.network import load
from tools.cut_tracks import TrackMap
from tools.draw_lines import drawn_along, length_km
from tools.guides import Guide
from tools.leg_ways import Measured, at
from tools.tracks import TRACKS, Track, read_tracks, write_tracks

BEND = [(60.0, 40.0), (60.1, 40.05), (60.2, 40.0), (60.3, 40.05)]
SIDING = [(60.1, 40.05), (60.1, 40.07)]
WAYS = [[(lat, lon) for lon, lat in way] for way in (BEND[:2], BEND[1:], SIDING)]


def measured() -> Measured:
    """A leg of the network, with its two places put at the ends of the bend."""
    data = load().data
    leg: Leg = next(leg for leg in data.legs if leg.mode == "rail")
    place: Place = data.places[0]

    def moved(lon: float, lat: float) -> Place:
        return msgspec.structs.replace(place, lon=lon, lat=lat)

    return Measured(leg, moved(*BEND[0]), moved(*BEND[-1]), None, "no way")


def test_a_way_follows_the_rails() -> None:
    """The way between two places is that along the ways of the map, joined where they share a point."""
    assert TrackMap(WAYS).way(BEND[0], BEND[-1]) == BEND


def test_no_way_leads_where_no_rails_are() -> None:
    """A place that no rail comes near has no way."""
    assert TrackMap(WAYS).way(BEND[0], (61.0, 41.0)) == []


def test_a_station_on_a_siding_is_reached_by_it() -> None:
    """A place on a track is left along that track, not along the one beside it."""
    assert TrackMap(WAYS).way(SIDING[-1], BEND[0])[0] == SIDING[-1]


def test_gaps_are_crossed_where_most_is_mapped() -> None:
    """A line with gaps goes straight where there are no rails, and is none where they are most of it."""
    rails = TrackMap(WAYS)
    before = (59.9, 40.0)
    assert rails.line([before, *BEND[:1], BEND[-1]]) == []
    assert rails.line([before, BEND[0], BEND[-1]], gaps=True)[2:] == BEND
    assert rails.line([(50.0, 40.0), BEND[0], BEND[-1]], gaps=True) == []


def test_tracks_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Points and length come back."""
    tracks = {"rail-b-c": Track(tuple(BEND), 47.1), "rail-a-b": Track(tuple(SIDING), 2.2)}
    path = tmp_path / "tracks.geojson"
    write_tracks(tracks, path)
    assert read_tracks(path) == tracks


def test_a_line_along_a_track_keeps_its_bends() -> None:
    """Bends stay as they are; a track that turns back does so only where the guide says that trains reverse."""
    found = measured()
    assert drawn_along(found, None, BEND[1:3]) == BEND
    there_and_back = [BEND[1], BEND[2], (60.11, 40.04), (60.01, 40.0)]
    found = found._replace(end=msgspec.structs.replace(found.end, lon=59.9))
    reverses = Guide(found.leg.id, why="kinks: trains reverse")
    assert length_km(drawn_along(found, reverses, there_and_back)) > length_km(drawn_along(found, None, there_and_back))
    assert drawn_along(found, reverses, there_and_back)[0] == at(found.start)


def test_every_track_is_of_a_leg() -> None:
    """The shipped tracks are of rail legs of the network."""
    legs = load().legs
    assert all(legs[name].mode == "rail" for name in read_tracks(TRACKS))
