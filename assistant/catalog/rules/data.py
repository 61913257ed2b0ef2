"""Members that the catalogue names exist in the data; needs a profile of the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.complaints import did_you_mean
from assistant.catalog.profile import DataProfile
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import fields


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.profile is None:
        return
    for ref, values in _named(subject.catalog):
        yield from _absent(subject.profile, ref, values)


def _named(catalog: Catalog) -> Iterator[tuple[FieldRef, Iterable[tuple[str, Path]]]]:
    """Yield the members that are named per field, and where."""
    if catalog.home is not None:
        yield catalog.home.ref, [(catalog.home.value, ("home", "value"))]
    for at, group in enumerate(catalog.groups):
        paths: list[tuple[str, Path]] = [
            (value, ("groups", at, "values", number)) for number, value in enumerate(group.values)
        ]
        yield FieldRef.parse(group.field), paths
    for dataset, field, path in fields(catalog):
        own = [(value, (*path, key)) for key, value in (("total", field.total), ("default", field.default)) if value]
        own += [(member.value, (*path, "members", at)) for at, member in enumerate(field.members)]
        yield FieldRef(dataset.name, field.name), own


def _absent(profile: DataProfile, ref: FieldRef, values: Iterable[tuple[str, Path]]) -> Iterator[Finding]:
    members = profile.field(ref)
    if members is None or not members.complete:
        return
    for value, path in values:
        if value not in members.by_value:
            message = f"'{value}' does not occur in {ref}"
            yield warning(path, message, did_you_mean(value, list(members.by_value)[:500]))


RULE = Rule("data", _check, finds_errors=False)
