"""A time field says how long its periods are and how they are written, and the two agree."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.field import Field
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import fields
from assistant.catalog.timecode import grain_of, readable
from assistant.catalog.timeformat import CBS_PERIOD, SCHOOLYEAR, pattern
from assistant.catalog.vocabulary import Datatype, FieldRole, Grain


def _check(subject: Subject) -> Iterator[Finding]:
    for _, field, path in fields(subject.catalog):
        if field.role is FieldRole.TIME:
            yield from _time(field, path)
        elif field.grain is not None:
            yield warning((*path, "grain"), f"'{field.name}' has a grain but is no time field", "use role: time")


def _time(field: Field, path: Path) -> Iterator[Finding]:
    if not readable(field):
        hint = f"use {CBS_PERIOD}, {SCHOOLYEAR}, or parts %Y %y %q %m %d %G %V %H %M %S"
        yield Finding((*path, "format"), f"the format '{field.format}' cannot be read", hint)
        return
    grain = grain_of(field)
    if grain is None:
        yield Finding(
            path, f"the time field '{field.name}' has no grain", "add grain: year, quarter, month, week or day"
        )
    elif field.grain is None:
        yield warning(path, f"the time field '{field.name}' has no grain; {grain} is assumed", f"add grain: {grain}")
    written = _written(field)
    if written is not None and field.grain is not None and field.grain is not written and written is not Grain.DAY:
        message = f"the format '{field.format}' writes a {written}, but the grain is {field.grain}"
        yield Finding((*path, "grain"), message, f"use grain: {written}, or another format")
    if field.datatype in (Datatype.FLOAT, Datatype.DECIMAL, Datatype.BOOLEAN):
        yield Finding(
            (*path, "datatype"), f"a period cannot be kept as {field.datatype}", "use Integer, String or Date"
        )


def _written(field: Field) -> Grain | None:
    """Return the grain that the format can only mean; a school year may be filed under year."""
    if field.format is None or field.format == CBS_PERIOD:
        return None
    if field.format == SCHOOLYEAR:
        return None if field.grain is Grain.YEAR else Grain.SCHOOLYEAR
    return pattern.grain(field.format)


RULE = Rule("time_fields", _check)
