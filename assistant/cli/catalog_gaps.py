"""``duiding catalog gaps``: what people asked and the catalogue could not answer, and how to start mending it."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from assistant.answering import Assistant
from assistant.catalog.text import Language
from assistant.cli.catalog_words import catalog_words
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.plan import Decision
from assistant.workbench.gaps import Gap, GapKind, find_gaps, start

#: The whole catalogue is looked at, whoever asked: gaps are for who documents it.
_ROLE = "maintainer"


def run(arguments: argparse.Namespace) -> int:
    """Print the gaps, the most met first."""
    write_utf8()
    since = dt.datetime.combine(arguments.since or dt.date.today() - dt.timedelta(days=arguments.days), dt.time())
    with Assistant.open(settings_of(arguments)) as assistant:
        language: Language = arguments.lang or assistant.catalog.language
        refused = assistant.records.unanswered(assistant.catalog.name, since.astimezone(dt.UTC))
        gaps = find_gaps(refused, lambda question, said: _read(assistant, question, said), arguments.least)
        told = [(gap, _commands(gap, assistant, arguments)) for gap in gaps[: arguments.most]]
    if arguments.json:
        print(as_json({"since": since.date().isoformat(), "total": len(gaps), "gaps": [_object(*one) for one in told]}))
    else:
        print("\n".join(_text(told, len(gaps), since.date(), language)))
    return 0


def _read(assistant: Assistant, question: str, language: Language) -> Decision | None:
    """Return how the grammar reads a question today; no language model is asked."""
    trace = assistant.trace(question, language=language, role=_ROLE)
    return trace.decision if trace is not None else None


def _commands(gap: Gap, assistant: Assistant, arguments: argparse.Namespace) -> tuple[str, ...]:
    language: Language = "en" if gap.language == "en" else "nl"

    def nearest(text: str) -> list[str]:
        return [str(one["name"]) for one in assistant.search(text, language=language, role=_ROLE)]

    return start(gap, assistant.catalog, assistant.engine.profile, nearest, arguments.catalog)


def _object(gap: Gap, commands: tuple[str, ...]) -> dict[str, Any]:
    return {
        "kind": gap.kind.value,
        "text": gap.text,
        "language": gap.language,
        "times": gap.times,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "about": list(gap.about),
        "questions": list(gap.questions),
        "start": list(commands),
    }


def _text(told: list[tuple[Gap, tuple[str, ...]]], total: int, since: dt.date, language: Language) -> list[str]:
    words = catalog_words()["gaps"]
    if not told:
        return [words["none"][language].format(since=since)]
    lines = [words["head"][language].format(total=total, since=since)]
    for gap, commands in told:
        about = words["about"][language].format(about=", ".join(gap.about)) if gap.about else ""
        text = words["lengths"].get(gap.text, {}).get(language, gap.text) if gap.kind is GapKind.LEVEL else gap.text
        what = words["kinds"][gap.kind.value][language].format(text=text) + about
        lines += ["", words["times"][language].format(times=gap.times, what=what)]
        if gap.questions != (gap.text,):
            lines += [f"    “{question}”" for question in gap.questions]
        lines += [f"    {command}" for command in commands]
    return lines
