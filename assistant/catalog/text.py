"""Text in two languages, and the base of every frozen catalogue type."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, WithJsonSchema, model_validator

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


def as_text(value: Any) -> Any:
    """Read a scalar value as text, so that ``0344`` and ``2024`` compare as they are written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) else value


def one_or_many(value: Any) -> Any:
    """Read one value where a list is meant as a list of one."""
    return [value] if isinstance(value, str | int | float) else value


def _iso_day(value: Any) -> Any:
    # Left to itself pydantic reads a bare number as seconds since 1970.
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()):
        raise ValueError("a date is written as 2024-12-31")
    return value


#: How an editor that checks the YAML sees a value: 0344, 2024 and true need no quotes.
SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
SCALARS: dict[str, Any] = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}

#: A stored value or a code: compared as the text it is written as.
Value = Annotated[str, BeforeValidator(as_text), WithJsonSchema(SCALAR)]
#: A list of codes or names; one alone need not be a list.
Values = Annotated[tuple[Value, ...], BeforeValidator(one_or_many), WithJsonSchema(SCALARS)]
#: A calendar date, written as ``2024-12-31``.
Day = Annotated[dt.date, BeforeValidator(_iso_day)]


class Frozen(BaseModel):
    """Base of the catalogue types: immutable, and an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def context_language(info: ValidationInfo) -> Language:
    """Return the default language that the loader found in catalog.yaml (Dutch before it is known)."""
    context: dict[str, Any] = info.context or {}
    return "en" if context.get("language") == "en" else "nl"


class Text(Frozen):
    """A text for people: a plain string (in the default language) or ``{nl: …, en: …}``."""

    nl: str | None = None
    en: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return {context_language(info): str(value)}
        if isinstance(value, dict):
            return {key: as_text(words) for key, words in value.items()}
        return value

    @model_validator(mode="after")
    def _not_empty(self) -> Text:
        if not (self.nl or self.en):
            raise ValueError("a text needs words in nl or en")
        return self

    def say(self, language: Language) -> str:
        """Return the text in ``language``, or in the other language when it is not written in this one."""
        first, second = (self.en, self.nl) if language == "en" else (self.nl, self.en)
        return first or second or ""


class Synonyms(Frozen):
    """Other words people use: a list (default language) or ``{nl: […], en: […]}``."""

    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            value = [value]
        if isinstance(value, list | tuple):
            return {context_language(info): [str(word) for word in value]}
        if isinstance(value, dict):
            return {key: _words(words) for key, words in value.items()}
        return value

    def all(self) -> tuple[str, ...]:
        """Return the words of both languages, Dutch first, each once."""
        return tuple(dict.fromkeys(self.nl + self.en))


def _words(value: Any) -> Any:
    if isinstance(value, str | int | float):
        return [str(value)]
    return [str(word) for word in value] if isinstance(value, list | tuple) else value
