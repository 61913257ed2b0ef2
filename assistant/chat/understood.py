"""How the question was understood, word by word, as people say it: labels and periods, never a field name or code."""

from __future__ import annotations

from typing import Any

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.chat.wording import wording
from assistant.explanation.names import field_label, level_label, metric_label
from assistant.explanation.periods import plain


def understood(interpretation: dict[str, Any] | None, catalog: Catalog, language: Language) -> list[dict[str, str]]:
    """Return the words of the question with what each was taken for; neighbours with one meaning stand together."""
    if interpretation is None:
        return []
    found: list[dict[str, str]] = []
    for one in interpretation["words"]:
        said = meaning(one["as"], interpretation, catalog, language)
        if found and found[-1]["meaning"] == said:
            found[-1]["word"] += f" … {one['text']}"
        else:
            found.append({"word": one["text"], "meaning": said})
    return found


def meaning(as_: str, interpretation: dict[str, Any], catalog: Catalog, language: Language) -> str:
    """Return what one word was taken for."""
    words = wording(language)
    if as_ == "period":
        return _period(interpretation.get("period"), language)
    kind, colon, name = as_.partition(":")
    if colon and kind == "group":
        return _group(name, catalog, language)
    if colon and kind == "per":
        return words["per"].format(name=_denominator(name, catalog, language))
    return _documented(as_, interpretation, catalog, language) or words.get(f"as_{as_}", words["as_other"])


def _documented(as_: str, interpretation: dict[str, Any], catalog: Catalog, language: Language) -> str | None:
    left, equals, value = as_.partition("=")
    left, _, level = left.partition(":")
    dataset, _, name = left.partition(".")
    known = catalog.by_name.get(dataset)
    if known is None:
        return None
    if not name:
        return known.title.say(language) if known.title else wording(language)["as_other"]
    if name in known.metrics and not equals:
        return metric_label(catalog, MetricRef(dataset, name), language)
    if name not in known.fields_by_name:
        return None
    ref = FieldRef(dataset, name)
    if equals:
        return _members(ref, value, interpretation, catalog, language)
    return level_label(catalog, ref, level, language) if level else field_label(catalog, ref, language)


def _members(
    ref: FieldRef, value: str, interpretation: dict[str, Any], catalog: Catalog, language: Language
) -> str | None:
    """Return ``gemeente Utrecht`` or ``leeftijd: 65 tot 75 jaar`` from the filter that the words became."""
    labels = {member.value: member.label.say(language) for member in catalog.field(ref).members if member.label}
    level = None
    for item in interpretation.get("filters", []):
        if item["labels"]:
            labels |= dict(zip(item["values"], item["labels"], strict=True))
            if value in item["values"]:
                level = item["level"]
    what = level_label(catalog, ref, level, language) if level else field_label(catalog, ref, language)
    said = ", ".join(str(labels.get(one, one)) for one in ([value] if value in labels else value.split(",")))
    return f"{what} {said}" if level else f"{what}: {said}"


def _period(period: dict[str, Any] | None, language: Language) -> str:
    words = wording(language)
    if period is None:
        return words["period"]
    start, end = (plain(Period.parse(period[key]), language) for key in ("from", "to"))
    if base := period.get("compare_to"):
        return words["compared"].format(start=plain(Period.parse(base), language), end=end)
    return start if start == end else words["through"].format(start=start, end=end)


def _group(name: str, catalog: Catalog, language: Language) -> str:
    found = next((one.label for one in catalog.groups if one.name == name and one.label), None)
    return found.say(language) if found else name.replace("_", " ")


def _denominator(name: str, catalog: Catalog, language: Language) -> str:
    found = next((one.label for one in catalog.denominators if one.name == name and one.label), None)
    return found.say(language) if found else name.replace("_", " ")
