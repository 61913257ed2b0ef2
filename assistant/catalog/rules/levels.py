"""Levels: each once, coarse to fine, and parents that belong to a level."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.complaints import did_you_mean
from assistant.catalog.rules.base import Finding, Rule, Subject, warning
from assistant.catalog.rules.walk import fields


def _check(subject: Subject) -> Iterator[Finding]:
    for _, field, path in fields(subject.catalog):
        levels = field.levels
        if levels is None:
            continue
        if len(set(levels.order)) < len(levels.order):
            yield Finding((*path, "levels", "order"), "a level is named twice", "name each level once, coarse to fine")
        for level in levels.parents:
            if level not in levels.order:
                message = f"'{level}' is not one of the levels {', '.join(levels.order)}"
                hint = did_you_mean(level, levels.order)
                yield Finding((*path, "levels", "parents", level), message, hint)
        # The coarsest level holds everything, the finest has nothing below it.
        for level in levels.order[1:-1]:
            if level not in levels.parents:
                message = f"no field says in which {level} a row lies, so finer rows cannot be taken together to it"
                yield warning((*path, "levels"), message, f"add parents: {{{level}: FIELD}}")


RULE = Rule("levels", _check)
