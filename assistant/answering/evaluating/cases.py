"""Cases as they are written in YAML; a key that nobody knows is an error, so that no expectation is ignored."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import InputError


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expect(_Strict):
    """What the answer must be. Only what is written is checked; ``rows`` are all rows, in order when one is asked.

    ``error`` is the honest outcome of text that is no question at all, such as one that is far too long.
    """

    outcome: Literal["answer", "clarify", "refuse", "error"] = "answer"
    metrics: tuple[str, ...] | None = None
    value: float | None = None
    rows: tuple[tuple[Any, ...], ...] | None = None
    row_count: int | None = None
    first_row: tuple[Any, ...] | None = None
    ordered: bool = True
    reasons: tuple[str, ...] | None = None
    options: int | None = None
    caveats: tuple[str, ...] = ()
    no_caveats: tuple[str, ...] = ()
    exact_caveats: tuple[str, ...] | None = None
    suppressed: bool | None = None
    says: tuple[str, ...] = ()


class Case(_Strict):
    """One question, or one pasted query; ``before`` are the turns that it follows.

    ``type`` is the form of question, such as ``series`` or ``claim``; without it a case counts as ``conversation``
    when it follows other turns, else under the outcome it expects. ``repeat`` says the question so many times over:
    a very long paste without a very long file.
    """

    id: str
    question: str = ""
    query: str = ""
    type: str | None = None
    lang: Literal["nl", "en"] | None = None
    role: str = "manager"
    before: tuple[str, ...] = ()
    repeat: int = Field(default=1, ge=1)
    expect: Expect

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.question) is bool(self.query):
            raise ValueError(f"case {self.id!r} needs a question or a query")
        return self

    @property
    def text(self) -> str:
        """The question as it is asked, or the query as it is pasted."""
        return self.query or " ".join([self.question] * self.repeat)

    @property
    def form(self) -> str:
        """The type that the case counts under."""
        return self.type or ("conversation" if self.before else self.expect.outcome)


class Bar(_Strict):
    """What the figures of a file must reach for the run to be good."""

    right: float | None = None
    confidently_wrong: int | None = None


class CaseFile(_Strict):
    """One file of cases. ``catalog`` is the catalogue they are about, ``type`` the form of those that say none."""

    name: str = ""
    as_of: dt.date
    catalog: Path | None = None
    type: str | None = None
    bar: Bar = Bar()
    cases: tuple[Case, ...]


def read_cases(path: Path) -> CaseFile:
    """Read a file of cases; raises :class:`InputError` that says where it is wrong.

    A catalogue is named relative to the file.
    """
    try:
        loaded = yaml.safe_load(path.read_text("utf-8"))
        return _at(path, CaseFile.model_validate({"name": path.stem} | loaded))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"cannot read {path}: {' '.join(str(error).split())}") from error
    except (ValidationError, TypeError) as error:
        raise InputError(f"{path} is no file of cases: {' '.join(str(error).split())[:300]}") from error


def _at(path: Path, file: CaseFile) -> CaseFile:
    cases = tuple(case.model_copy(update={"type": case.type or file.type}) for case in file.cases)
    catalog = None if file.catalog is None else (path.parent / file.catalog).resolve()
    return file.model_copy(update={"cases": cases, "catalog": catalog})
