"""Checks that no single file can make: references across files, expressions, meaning.

``lint`` is the table of contents of :mod:`assistant.catalog.rules`: one rule, one small file. An error keeps the
catalogue from being used; a warning tells the maintainer what the assistant will do, or cannot do, because of it.
"""

from __future__ import annotations

from assistant.catalog.collector import paused_collector
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.profile import DataProfile
from assistant.catalog.rules import RULES
from assistant.catalog.rules.base import Finding, Subject
from assistant.errors import Location, Problem


def lint(loaded: LoadedCatalog, profile: DataProfile | None = None) -> tuple[Problem, ...]:
    """Return every problem of the catalogue, errors and warnings, in the order of its files."""
    with paused_collector():
        problems = [*_run(loaded, profile, errors_only=False), *_left_open(loaded)]
    return tuple(sorted(set(problems), key=lambda problem: (str(problem.location.file), problem.location.line or 0)))


def errors_of(loaded: LoadedCatalog) -> tuple[Problem, ...]:
    """Return what keeps the catalogue from being used."""
    return tuple(problem for problem in _run(loaded, None, errors_only=True) if problem.severity == "error")


def _run(loaded: LoadedCatalog, profile: DataProfile | None, *, errors_only: bool) -> list[Problem]:
    subject = Subject(loaded.catalog, profile)
    found = [
        (rule.name, finding)
        for rule in RULES
        if rule.finds_errors or not errors_only
        for finding in rule.check(subject)
        if finding.severity == "error" or not errors_only
    ]
    # File by file: places are looked up in the text, which is read again for each file once.
    found.sort(key=lambda pair: [str(step) for step in pair[1].path[:2]])
    return [_problem(rule, finding, loaded) for rule, finding in found]


def _left_open(loaded: LoadedCatalog) -> list[Problem]:
    """Warn of what is still to be filled in: comments that begin with TODO, one warning for each file."""
    found = []
    for file in {file.name: file for file in loaded.files.values()}.values():
        lines = [number for number, line in enumerate(file.text.splitlines(), 1) if line.lstrip().startswith("# TODO")]
        if lines:
            message = f"{len(lines)} thing(s) here are still to be filled in by a person"
            where = Location(file.name, lines[0])
            found.append(
                Problem("todo", message, where, "look for TODO, write the answer, take the line away", "warning")
            )
    return found


def _problem(rule: str, finding: Finding, loaded: LoadedCatalog) -> Problem:
    where = loaded.location(finding.path)
    return Problem(rule, finding.message, where, finding.suggestion, finding.severity)
