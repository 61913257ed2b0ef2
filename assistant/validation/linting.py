"""Everything that is wrong with a catalogue: its own rules, and what its metrics add up."""

from __future__ import annotations

from assistant.catalog.lint import lint
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.profile import DataProfile
from assistant.errors import Problem
from assistant.validation.metrics import metric_problems


def linted(loaded: LoadedCatalog, profile: DataProfile | None = None) -> tuple[Problem, ...]:
    """Return every problem, errors and warnings, in the order of the files; what two rules find is said once."""
    own = lint(loaded, profile)
    told = {(one.location, one.severity) for one in own if one.rule == "expression_meaning"}
    more = [one for one in metric_problems(loaded, profile) if (one.location, one.severity) not in told]
    return tuple(sorted([*own, *more], key=lambda one: (str(one.location.file), one.location.line or 0)))
