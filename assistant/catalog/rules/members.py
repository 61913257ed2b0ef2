"""Totals, defaults and alternatives fit the documented members."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.field import Field
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import fields


def _check(subject: Subject) -> Iterator[Finding]:
    for _, field, path in fields(subject.catalog):
        yield from _alternatives(field, path)
        yield from _twice(field, path)


def _alternatives(field: Field, path: Path) -> Iterator[Finding]:
    if field.default is not None and not field.exclusive:
        message = f"'{field.name}' has a default, but its members are no alternatives: it is not used"
        yield warning((*path, "default"), message, "add exclusive: true, or leave default out")
    if field.exclusive and field.total is not None:
        message = f"the members of '{field.name}' are alternatives, so none can be their total"
        yield warning((*path, "total"), message, "leave out total or exclusive")
    known = {member.value for member in field.members}
    if field.exclusive and field.default is not None and known and field.default not in known:
        yield warning((*path, "default"), f"the default '{field.default}' is not among the members", "check the value")


def _twice(field: Field, path: Path) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, member in enumerate(field.members):
        if member.value in seen:
            yield Finding(
                (*path, "members", at, "value"), f"the member '{member.value}' is documented twice", "keep one"
            )
        seen.add(member.value)


RULE = Rule("members", _check)
