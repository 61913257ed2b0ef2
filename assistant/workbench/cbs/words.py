"""The reviewed words of this room, read from ``words.yaml``: levels, units, reasons, patterns, a glossary."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from assistant.workbench.cbs.yaml_files import parse

Words = dict[str, Any]


@cache
def words() -> Words:
    """Return the whole word file."""
    found: Words = parse(resources.files(__package__).joinpath("words.yaml").read_text("utf-8"), "words.yaml")
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words()["patterns"][name])


def matches(name: str, text: str) -> bool:
    """Whether ``text`` holds what the named pattern looks for."""
    return _pattern(name).search(text.lower()) is not None


def in_both(text: str, language: str) -> dict[str, str]:
    """Return a text of the service as a catalogue text, with its English where the glossary knows it."""
    english = words()["glossary"].get(text)
    return {language: text} | ({"en": english} if english and language == "nl" else {})


def fill(text: dict[str, str], **values: dict[str, str]) -> dict[str, str]:
    """Fill a two-language template with two-language values, each in its own language where it has one."""
    return {
        language: template.format(
            **{key: value.get(language) or next(iter(value.values())) for key, value in values.items()}
        )
        for language, template in text.items()
    }
