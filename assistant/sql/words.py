"""Words of our own in headings and refusals, in both languages, from ``words.yaml``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from assistant.catalog.text import LANGUAGES, Language, Text
from assistant.own_yaml import read_own
from assistant.plan import Reason, Refusal


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, dict[Language, str]]]:
    loaded: Any = read_own(files("assistant.sql").joinpath("words.yaml").read_text(encoding="utf-8"))
    words: dict[str, dict[str, dict[Language, str]]] = loaded
    return words


def heading(key: str, **texts: Text | str) -> Text:
    """Return a column heading in both languages; each ``texts`` value is said in the heading's language."""
    return _text("headings", key, texts)


def word(section: str, key: str) -> Text:
    """Return a word of a section: a weekday, a month."""
    return _text(section, key, {})


def unit(key: str) -> Text:
    """Return the unit of a calculation."""
    return _text("units", key, {})


def grain_word(grain: str) -> Text:
    """Return the name of a period length."""
    return _text("grains", grain, {})


def refusal(
    reason: Reason,
    key: str,
    language: Language,
    nearest: tuple[str, ...] = (),
    *,
    lacking: tuple[str, ...] = (),
    **texts: Text | str,
) -> Refusal:
    """Return a refusal in the reader's language; ``lacking`` is what the data do not hold."""
    return Refusal(reason, _text("refusals", key, texts).say(language), language, nearest, lacking=lacking)


def _text(section: str, key: str, texts: dict[str, Text | str]) -> Text:
    patterns = _words()[section][key]
    said = {
        language: patterns[language].format(
            **{name: text.say(language) if isinstance(text, Text) else text for name, text in texts.items()}
        )
        for language in LANGUAGES
    }
    return Text.model_validate(said)
