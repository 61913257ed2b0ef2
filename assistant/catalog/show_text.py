"""The overview of a catalogue as text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from assistant.catalog.show import Overview
from assistant.catalog.text import Language
from assistant.own_yaml import read_own

_WIDTH = 100


def as_text(overview: Overview, language: Language) -> str:
    """Return the overview as lines that fit a terminal."""
    words = _words(language)
    lines = [overview["title"] or overview["name"], *_wrapped(overview["description"])]
    if overview["publisher"]:
        lines.append(f"{words['publisher']}: {overview['publisher']['name']}")
    if overview["home"]:
        home = overview["home"]
        lines.append(f"{words['home']}: {home['label'] or home['value']}")
    for dataset in overview["datasets"]:
        lines += ["", *_dataset(dataset, words)]
    lines += _section(words["concepts"], (_concept(item) for item in overview["concepts"]))
    lines += _section(words["groups"], (f"{item['label']} ({item['members']})" for item in overview["groups"]))
    lines += _section(words["denominators"], (f"{item['name']}: {item['metric']}" for item in overview["denominators"]))
    lines += _section(words["caveats"], (_caveat(item, words) for item in overview["caveats"]))
    return "\n".join(lines) + "\n"


def _dataset(dataset: dict[str, Any], words: dict[str, Any]) -> Iterator[str]:
    yield f"{dataset['title']} [{dataset['name']}]"
    yield from _wrapped(dataset["description"], "  ")
    if facts := _facts(dataset, words):
        yield from _wrapped(" · ".join(facts), "  ")
    parts = (
        ("metrics", [_metric(item) for item in dataset["metrics"]]),
        ("dimensions", [_dimension(item, words) for item in dataset["dimensions"]]),
        ("caveats", [_caveat(item, words) for item in dataset["caveats"]]),
    )
    for name, items in parts:
        if items:
            yield f"  {words[name]}:"
            for item in items:
                yield from textwrap.wrap(item, _WIDTH, initial_indent="    - ", subsequent_indent="      ")


def _facts(dataset: dict[str, Any], words: dict[str, Any]) -> list[str]:
    """How fresh the dataset is, what it covers and who to ask."""
    facts = [f"{item['label']}: {_span(item, words)}" for item in dataset["time"]]
    if dataset["rows"] is not None:
        facts.append(f"{words['rows']}: {dataset['rows']}")
    if dataset["updated"]:
        facts.append(f"{words['updated']}: {dataset['updated']}")
    if dataset["update_frequency"]:
        facts.append(words["frequency"].get(dataset["update_frequency"], dataset["update_frequency"]))
    if dataset["publisher"]:
        facts.append(f"{words['source']}: {dataset['publisher']}")
    if dataset["owner"]:
        facts.append(f"{words['owner']}: {dataset['owner']['name']}")
    return facts


def _span(time: dict[str, Any], words: dict[str, Any]) -> str:
    grain = words["grain"].get(time["grain"], time["grain"] or "?")
    return f"{grain} ({time['from']} – {time['to']})" if time["from"] else str(grain)


def _metric(metric: dict[str, Any]) -> str:
    unit = f" ({metric['unit']})" if metric["unit"] else ""
    meaning = f": {metric['definition']}" if metric["definition"] else ""
    return f"{metric['label']}{unit} [{metric['name']}]{meaning}"


def _dimension(dimension: dict[str, Any], words: dict[str, Any]) -> str:
    about = []
    if dimension["levels"]:
        about.append(f"{words['levels']}: {', '.join(dimension['levels'])}")
    if dimension["members"] is not None:
        about.append(f"{words['members']}: {dimension['members']}")
    if dimension["examples"]:
        about.append(", ".join(dimension["examples"]))
    more = f" ({'; '.join(about)})" if about else ""
    return f"{dimension['label']} [{dimension['field']}]{more}"


def _concept(concept: dict[str, Any]) -> str:
    return f"{concept['label']}: {', '.join(concept['readings'])}"


def _caveat(caveat: dict[str, Any], words: dict[str, Any]) -> str:
    return f"{words['severity'][caveat['severity']]}: {caveat['text']}"


def _section(title: str, items: Iterator[str]) -> list[str]:
    lines = [
        line for item in items for line in textwrap.wrap(item, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
    ]
    return ["", f"{title}:", *lines] if lines else []


def _wrapped(text: str | None, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent) if text else []


@lru_cache(maxsize=2)
def _words(language: Language) -> dict[str, Any]:
    text = resources.files(__package__).joinpath("show_words.yaml").read_text("utf-8")
    words: dict[str, Any] = read_own(text)[language]
    return words
