"""``duiding ask``: one answer, or one a line."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import Any

from assistant.answering import Assistant
from assistant.answering.assistant import readable
from assistant.catalog.text import Language
from assistant.cli.lines import each_line, text_of
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.cli.render import rendered
from assistant.cli.tracing import trace_json, trace_text
from assistant.errors import InputError
from assistant.planning.trace import Trace


def run(arguments: argparse.Namespace) -> int:
    """Answer and return the exit code."""
    write_utf8()
    if arguments.stdin == (arguments.question is not None):
        print("duiding: give one question between quotes, or --stdin", file=sys.stderr)
        return 2
    if arguments.stdin and arguments.explain:
        print("duiding: --explain is for one question between quotes", file=sys.stderr)
        return 2
    with Assistant.open(settings_of(arguments)) as assistant:
        return _batch(assistant, arguments) if arguments.stdin else _one(assistant, arguments)


def _one(assistant: Assistant, arguments: argparse.Namespace) -> int:
    readable(arguments.question, arguments.lang or assistant.catalog.language)
    answer = assistant.ask(arguments.question, language=arguments.lang, as_of=arguments.as_of, role=arguments.role)
    told = _trace(assistant, arguments)
    if arguments.json:
        print(as_json(answer.to_json() | ({"explain": trace_json(told, assistant.catalog)} if told else {})))
    else:
        print(rendered(answer))
        if told is not None:
            print(f"\n{trace_text(told, assistant.catalog)}")
    if answer.outcome == "error":
        print(f"duiding: {answer.error}", file=sys.stderr)
        return 3
    return 0


def _trace(assistant: Assistant, arguments: argparse.Namespace) -> Trace | None:
    if not arguments.explain:
        return None
    return assistant.trace(arguments.question, language=arguments.lang, as_of=arguments.as_of, role=arguments.role)


def _batch(assistant: Assistant, arguments: argparse.Namespace) -> int:
    def handle(line: dict[str, Any]) -> dict[str, Any]:
        question = line.get("question")
        if not isinstance(question, str):
            raise InputError("this line has no question", hint='such as {"id": "1", "question": "…"}')
        answer = assistant.ask(
            question,
            id=None if line.get("id") is None else str(line["id"]),
            conversation=text_of(line, "conversation"),
            language=_language(line, arguments.lang),
            as_of=_day(line, arguments.as_of),
            role=text_of(line, "role") or arguments.role,
        )
        reply = answer.to_json()
        return reply if line.get("id") is None else reply | {"id": line["id"]}

    return each_line(handle, lambda name, error: {"id": name, "outcome": "error", "error": error})


def _language(line: dict[str, Any], default: Language | None) -> Language | None:
    found = text_of(line, "lang", default, among=("nl", "en"))
    return None if found is None else "en" if found == "en" else "nl"


def _day(line: dict[str, Any], default: dt.date | None) -> dt.date | None:
    text = text_of(line, "as_of")
    if text is None:
        return default
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"'as_of' is no date like 2026-01-31: {text[:40]!r}") from None
