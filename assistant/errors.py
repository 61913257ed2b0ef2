"""One tree of errors, split by who can mend them.

    DuidingError
    ├── InputError            the person or program that asks can mend it        exit code 1
    │   ├── QuestionError     an empty, overlong or unreadable question
    │   └── SourceError       a table or service that an import reads from
    ├── CatalogError          the catalogue maintainer can mend it               exit code 1
    │   └── DataError         a data file that does not fit its documentation
    ├── OperatorError         whoever runs the program can mend it               exit code 3
    └── InternalError         our own fault                                      exit code 3

An answer, a question back and a refusal are never errors: they are types in :mod:`assistant.plan`.
A rejected query is no error either: validation returns its issues.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands in a file: path relative to the catalogue, line and column counted from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a catalogue or its data: what, where, and how to mend it."""

    rule: str
    message: str
    location: Location
    suggestion: str | None = None
    severity: str = "error"

    def __str__(self) -> str:
        mend = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.location}: {self.message}{mend}"


class DuidingError(Exception):
    """Root of every error this package raises on purpose; its text is one clear line, never a traceback."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InputError(DuidingError):
    """What was given cannot be used; the asker can mend it."""

    exit_code = 1


class QuestionError(InputError):
    """A question that is empty, too long or not readable text."""


class SourceError(InputError):
    """A table or service that an import reads from is absent, broken or not what it says it is."""


class CatalogError(DuidingError):
    """A catalogue that cannot be read; carries every :class:`Problem` found, not only the first."""

    exit_code = 1

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems) or "the catalogue cannot be read")


class DataError(CatalogError):
    """A data file that is absent, unreadable or does not fit its documentation."""


class OperatorError(DuidingError):
    """The machine or its configuration stands in the way: a full disk, a folder that cannot be written."""


class InternalError(DuidingError):
    """A promise inside the program was broken; worth reporting."""
