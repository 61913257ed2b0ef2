"""Rows that name no place: they belong to a figure that leaves no place out, and come last in a split by place."""

from __future__ import annotations

from assistant.plan import Op
from assistant.sql.ask import Setting
from assistant.sql.branch import Scope
from assistant.sql.leveling import LevelChoice


def unplaced_belong(setting: Setting, choice: LevelChoice, result: Scope) -> bool:
    """Whether rows without a place are in: no place is asked for, or the places asked for hold all there are.

    A field of the primary key is never empty, so nothing needs to be kept for it.
    """
    if choice.own in result.dataset.primary_key or not choice.first or choice.level_field is None:
        return False
    if not choice.limits:
        return True
    return _holds_all(setting, choice, result)


def only_level(setting: Setting, choice: LevelChoice, result: Scope) -> bool:
    """Whether all rows with a known place are of one level: then nothing needs to be told apart."""
    data = setting.profile.datasets.get(result.dataset.name)
    present = data.levels.get(choice.own, ()) if data else ()
    return present == (choice.row_level,)


def _holds_all(setting: Setting, choice: LevelChoice, result: Scope) -> bool:
    """Whether the places asked for hold every place that this dataset knows."""
    data = setting.profile.datasets.get(result.dataset.name)
    known = data.fields.get(choice.own) if data else None
    places = setting.profile.field(choice.dimension)
    wanted = {
        str(value)
        for alternatives in choice.limits
        for limit in alternatives
        if limit.ancestor is not None and limit.op is Op.IN
        for value in limit.values
    }
    if not wanted or known is None or not known.complete or places is None:
        return False
    found = [places.by_value.get(member.value) for member in known.members]
    return all(place is not None and wanted & {parent for _, parent in place.parents} for place in found)
