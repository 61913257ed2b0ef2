"""Personal data are not what people see, group by or are told apart by."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.rules.base import Finding, Rule, Subject, warning
from assistant.catalog.rules.walk import fields
from assistant.catalog.vocabulary import FieldRole


def _check(subject: Subject) -> Iterator[Finding]:
    for dataset, field, path in fields(subject.catalog):
        label = dataset.fields_by_name.get(field.label_field) if field.label_field else None
        if label is not None and label.personal and field.reachable:
            message = f"'{field.name}' shows '{label.name}', which is personal data"
            yield Finding((*path, "label_field"), message, "show another field")
        if field.personal and field.role in (FieldRole.DIMENSION, FieldRole.MEASURE, FieldRole.TIME):
            message = f"'{field.name}' is personal data, so it cannot be asked for or grouped by"
            yield warning((*path, "role"), message, "use role: hidden")


RULE = Rule("personal", _check)
