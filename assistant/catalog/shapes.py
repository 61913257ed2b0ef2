"""The shapes of members, for a map: read from a GeoJSON file when a map is first drawn, and never needed for an answer.

A file that is not there or cannot be read leaves an answer without its map: the figures stand in bars then, and the
log and ``duiding catalog check-data`` say why.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)
#: A map of more bytes than this is no map for a screen.
LARGEST = 20_000_000
_AREAS = ("Polygon", "MultiPolygon")


class UnreadableShapes(ValueError):
    """The file is no GeoJSON with shapes of members; the message says what is wrong with it."""


@dataclass(frozen=True)
class Shapes:
    """A GeoJSON file in which ``member`` is the property that holds the stored value of a member (RFC 7946)."""

    path: Path
    member: str

    @cached_property
    def by_member(self) -> Mapping[str, dict[str, Any]]:
        """Geometries by stored value; empty, with a line in the log, when the file cannot be read."""
        try:
            return read_shapes(self.path, self.member)
        except UnreadableShapes as error:
            _log.warning("no map: %s: %s", self.path.name, error)
            return {}


def read_shapes(path: Path, member: str) -> dict[str, dict[str, Any]]:
    """Return the areas of a GeoJSON file by the value of their property ``member``.

    Raises :class:`UnreadableShapes` when there is no such file, it is larger than 20 MB, is no feature collection, or
    no area of it has the property.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableShapes(f"the file is larger than {LARGEST // 1_000_000} MB; simplify the shapes")
        told = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnreadableShapes(error.strerror or "it cannot be read") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableShapes("it is no JSON in UTF-8") from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise UnreadableShapes("it is no GeoJSON feature collection")
    found = dict(_areas(features, member))
    if not found:
        raise UnreadableShapes(f"no area in it has the property '{member}'")
    return found


def _areas(features: list[Any], member: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for feature in features:
        if not isinstance(feature, dict):
            continue
        geometry, properties = feature.get("geometry"), feature.get("properties")
        if not isinstance(geometry, dict) or not isinstance(properties, dict) or properties.get(member) is None:
            continue
        if geometry.get("type") in _AREAS and isinstance(geometry.get("coordinates"), list):
            kept = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
            yield str(properties[member]), kept
