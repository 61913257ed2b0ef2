"""Texts with one thing changed: a digit, a unit, a period, a place or a direction."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from assistant.explanation.grounding import figures
from assistant.explanation.shown import Shown
from tests.explanation.generated import METRIC

KINDS = ("digit", "unit", "period", "place", "direction")
_OTHER_PLACES = ("Nergenshuizen", "Verderop", "Elders aan Zee")
_WAYS = {
    "nl": [("stegen", "daalden"), ("steeg", "daalde"), ("stijging", "daling"), ("hoogste", "laagste")],
    "en": [("rose", "fell"), ("a rise", "a fall"), ("highest", "lowest")],
}
_LIMITS = {"nl": [("hoger", "lager")], "en": [("above", "below"), ("or more", "or less")]}
_UNITS = {"nl": [" %", " procentpunt"], "en": ["%", " percentage points"]}


def mutations(text: str, shown: Shown, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the kind of change and the changed text, for a few changes of every kind that the text allows."""
    bare = _blanked(text, shown)
    found = [one for one in figures(bare, shown.language) if len(one.text.strip("+-€ ")) > 1]
    for figure in dice.sample(found, min(2, len(found))):
        at = dice.choice([i for i in range(figure.start, figure.end) if text[i].isdigit()])
        other = dice.choice([digit for digit in "123456789" if digit != text[at]])
        yield "digit", text[:at] + other + text[at + 1 :]
    for figure in found[:1]:
        yield "unit", _other_unit(text, figure.start, figure.end, shown)
    years = [match for match in re.finditer(r"(?<!\d)20[12]\d(?!\d)", text) if bare[match.start()] == "\0"]
    for match in dice.sample(years, min(1, len(years))):
        yield "period", text[: match.start()] + str(int(match[0]) - 11) + text[match.end() :]
    names = [label for label in _names(shown) if label[:1].isupper() and len(label) > 3 and label in text]
    for label in names[:1]:
        at = text.index(label)
        yield "place", text[:at] + dice.choice(_OTHER_PLACES) + text[at + len(label) :]
    ways = _WAYS[shown.language] + (_LIMITS[shown.language] if shown.plan.conditions else [])
    for one, other in [*ways, *((b, a) for a, b in ways)]:
        if re.search(rf"{one}\b", bare) and len(shown.rows) > (
            0 if shown.plan.conditions else 1 if shown.dimensions else 0
        ):
            at = re.search(rf"{one}\b", bare).start()  # type: ignore[union-attr]
            yield "direction", text[:at] + other + text[at + len(one) :]
            break


def _other_unit(text: str, start: int, end: int, shown: Shown) -> str:
    first, second = _UNITS[shown.language]
    figure = text[start:end]
    if figure.endswith("%"):
        return text[:start] + figure.rstrip("% ") + second + text[end:]
    if figure.startswith(("€", "+€", "-€")):
        return text[:start] + figure.replace("€", "").strip() + text[end:]
    if figure.endswith(second.strip()):
        return text[:start] + figure.removesuffix(second) + first + text[end:]
    sign = figure[:1] if figure[:1] in "+-" else ""
    return f"{text[:start]}{sign}€ {figure.removeprefix(sign)}{text[end:]}"


def _names(shown: Shown) -> list[str]:
    rows = [shown.label(row, column) for row in range(len(shown.rows)) for column in shown.dimensions]
    return rows + [member.label for item in shown.plan.filters for member in getattr(item, "members", ())]


def _blanked(text: str, shown: Shown) -> str:
    """Return the text with names and periods blanked out, so that only figures and our own words are changed."""
    label = shown.catalog.metric(METRIC).label
    known = [*_names(shown), label.say(shown.language) if label else ""]
    for name in sorted({one for one in known if one}, key=len, reverse=True):
        for form in (name, name[:1].upper() + name[1:]):
            text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", lambda found: "\1" * len(found[0]), text)
    months = "januari|december|January|December"
    return re.sub(rf"(?<!\d)(\d{{1,2}} (?:{months}) )?20[012]\d(?!\d)", lambda found: "\0" * len(found[0]), text)
