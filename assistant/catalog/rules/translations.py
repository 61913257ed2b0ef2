"""A catalogue in two languages is so throughout; where it is not, the other language is shown."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import Catalog
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import fields, metrics
from assistant.catalog.text import LANGUAGES, Text

_EVERYWHERE = frozenset({"euro", "index"})
_NAMES = {"nl": "Dutch", "en": "English"}


def _check(subject: Subject) -> Iterator[Finding]:
    texts = [(text, path) for text, path in _texts(subject.catalog) if text is not None]
    # A catalogue in one language only is a choice, not an omission.
    used = [language for language in LANGUAGES if any(getattr(text, language) for text, _ in texts)]
    for text, path in texts:
        for language in used:
            if len(used) > 1 and not getattr(text, language) and not _wordless(text):
                said = text.say(language)
                short = said if len(said) <= 40 else said[:39] + "…"
                yield warning(path, f"'{short}' has no {_NAMES[language]} text", f"add {language}: …")


def _wordless(text: Text) -> bool:
    """A unit such as %, m² or euro reads the same everywhere."""
    words = text.nl or text.en or ""
    return not any(letter.isalpha() for letter in words) or len(words) <= 3 or words in _EVERYWHERE


def _texts(catalog: Catalog) -> Iterator[tuple[Text | None, Path]]:
    yield catalog.title, ("title",)
    yield catalog.description, ("description",)
    yield from ((group.label, ("groups", at, "label")) for at, group in enumerate(catalog.groups))
    yield from ((concept.label, ("concepts", at, "label")) for at, concept in enumerate(catalog.concepts))
    yield from ((caveat.text, ("caveats", at, "text")) for at, caveat in enumerate(catalog.caveats))
    for dataset in catalog.datasets:
        top: Path = ("datasets", dataset.name)
        yield dataset.title, (*top, "title")
        yield dataset.description, (*top, "description")
        yield from ((caveat.text, (*top, "caveats", caveat.id, "text")) for caveat in dataset.caveats)
        yield from ((item.text, (*top, "breaks", item.id, "text")) for item in dataset.breaks)
    # Labels of members are left out: most are names, and read the same in both.
    for _, field, path in fields(catalog):
        if not field.is_metric and field.reachable:
            yield field.label, (*path, "label")
            yield field.definition, (*path, "definition")
    for _, metric, path in metrics(catalog):
        yield metric.label, (*path, "label")
        yield metric.definition, (*path, "definition")
        yield metric.unit, (*path, "unit")


RULE = Rule("translations", _check, finds_errors=False)
