"""Maps: drawn where colour may show a figure, by shapes that are turned the right way, in steps with round bounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalog.shapes import UnreadableShapes, read_shapes
from assistant.explanation.chart.area import in_degrees, middle, wound
from assistant.explanation.chart.shaded import bounds

SQUARE = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
HOLE = [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 2.0], [1.0, 1.0]]


def collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(code: object, kind: str = "Polygon", coordinates: object = (SQUARE,)) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def test_areas_are_read_by_the_value_of_their_member(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text(collection(feature("A"), feature(7), feature("P", "Point", [1, 2])), "utf-8")
    assert set(read_shapes(tmp_path / "a.geojson", "code")) == {"A", "7"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[1, 2]", "no GeoJSON"),
        ('{"features": 3}', "no GeoJSON"),
        (collection(), "property 'code'"),
        (collection(feature(None)), "property 'code'"),
        (collection({"properties": None, "geometry": None}), "property 'code'"),
    ],
)
def test_a_file_with_nothing_to_draw_says_what_is_wrong(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text(text, "utf-8")
    with pytest.raises(UnreadableShapes, match=why):
        read_shapes(tmp_path / "a.geojson", "code")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableShapes, match="No such file"):
        read_shapes(tmp_path / "a.geojson", "code")


@pytest.mark.parametrize("turned", [False, True])
def test_outer_edges_run_clockwise_and_holes_the_other_way_however_the_file_has_them(turned: bool) -> None:
    rings = [ring[::-1] if turned else ring for ring in (SQUARE, HOLE)]
    (part,) = wound({"type": "Polygon", "coordinates": rings})["coordinates"]
    assert part == [SQUARE[::-1], HOLE]


def test_the_middle_of_an_area_is_that_of_its_largest_part() -> None:
    assert middle({"type": "MultiPolygon", "coordinates": [[HOLE], [SQUARE]]}) == (2.0, 2.0)
    assert in_degrees({"type": "Polygon", "coordinates": [SQUARE]})
    assert not in_degrees({"type": "Polygon", "coordinates": [[[155_000.0, 463_000.0], *SQUARE]]})


@pytest.mark.parametrize(
    ("low", "high", "limits"), [(1.9, 11.0, [2, 4, 6, 8, 10]), (300_000, 498_000, [350_000, 400_000, 450_000])]
)
def test_steps_have_round_bounds(low: float, high: float, limits: list[float]) -> None:
    assert bounds(low, high) == limits


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_there_are_never_more_steps_than_colours(low: float, width: float) -> None:
    limits = bounds(low, low + width)
    assert 1 <= len(limits) <= 5
    assert limits == sorted(set(limits))
