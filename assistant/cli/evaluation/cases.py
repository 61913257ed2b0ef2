"""Cases as they are written in YAML; a key that nobody knows is an error, so that no expectation is ignored."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import InputError


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expect(_Strict):
    """What the answer must be. Only what is written is checked; ``rows`` are all rows, in order when one is asked."""

    outcome: Literal["answer", "clarify", "refuse"] = "answer"
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
    suppressed: bool | None = None


class Case(_Strict):
    """One question; ``before`` are the turns that it follows."""

    id: str
    question: str
    lang: Literal["nl", "en"] | None = None
    role: str = "manager"
    before: tuple[str, ...] = ()
    expect: Expect


class Bar(_Strict):
    """What the figures of a file must reach for the run to be good."""

    right: float | None = None
    confidently_wrong: int | None = None


class CaseFile(_Strict):
    """One file of cases."""

    name: str = ""
    as_of: dt.date
    bar: Bar = Bar()
    cases: tuple[Case, ...]


def read_cases(path: Path) -> CaseFile:
    """Read a file of cases; raises :class:`InputError` that says where it is wrong."""
    try:
        loaded = yaml.safe_load(path.read_text("utf-8"))
        return CaseFile.model_validate({"name": path.stem} | loaded)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"cannot read {path}: {' '.join(str(error).split())}") from error
    except (ValidationError, TypeError) as error:
        raise InputError(f"{path} is no file of cases: {' '.join(str(error).split())[:300]}") from error
