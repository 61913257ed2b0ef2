"""The shapes that maps are drawn from: there, readable, and of every member of a level that has any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assistant.catalog.refs import FieldRef
from assistant.catalog.shapes import UnreadableShapes, read_shapes
from assistant.errors import Problem
from assistant.workbench.checking.base import Checked

_SHOWN = 5


def missing_shapes(checked: Checked) -> Iterator[Problem]:
    """The GeoJSON file of a field cannot be read, or lacks members of a level of which it has others: no map then."""
    for field in checked.dataset.fields:
        shapes = checked.loaded.catalog.shapes.get(FieldRef(checked.dataset.name, field.name))
        found = checked.profile.fields.get(field.name)
        if shapes is None or found is None:
            continue
        try:
            known = read_shapes(shapes.path, shapes.member)
        except UnreadableShapes as error:
            message = f"no map can be drawn from '{shapes.path.name}': {error}"
            yield checked.problem("shapes", field.name, "geojson", message, "warning", "mend the file or its name")
            continue
        levels: dict[str | None, list[str]] = defaultdict(list)
        for member in found.members:
            levels[member.level].append(member.value)
        for level, members in levels.items():
            absent = [member for member in members if member not in known]
            if 0 < len(absent) < len(members):
                named = ", ".join(f"'{value}'" for value in absent[:_SHOWN]) + (" …" if len(absent) > _SHOWN else "")
                message = (
                    f"{len(absent)} of {len(members)} members{f' of {level}' if level else ''} have no shape: {named}"
                )
                mend = "add their shapes; figures that include one of them are not shown on a map"
                yield checked.problem("shapes", field.name, "geojson", message, "warning", mend)
