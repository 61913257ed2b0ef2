"""What ``check`` and ``query`` share: where the query comes from, and how the outcome is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from assistant.answering import Assistant
from assistant.catalog.text import Language
from assistant.cli.lines import each_line, text_of
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.cli.render import table
from assistant.errors import InputError

#: The query, the role, the language and the conversation in; what is printed out.
Act = Callable[[Assistant, str, str, Language, str | None], dict[str, Any]]


def pasted(arguments: argparse.Namespace, act: Act) -> int:
    """Handle the query of the arguments, the one on standard input, or one a line."""
    write_utf8()
    if arguments.stdin == (arguments.sql is not None):
        print("duiding: give one query between quotes, or --stdin", file=sys.stderr)
        return 2
    with Assistant.open(settings_of(arguments)) as assistant:
        if arguments.stdin and arguments.json:
            return _batch(assistant, arguments, act)
        sql = _whole() if arguments.stdin else arguments.sql
        outcome = act(assistant, sql, arguments.role, arguments.lang or "nl", None)
    print(as_json(outcome) if arguments.json else _rendered(outcome))
    if outcome["ok"]:
        return 0
    found = [item for item in outcome["issues"] if item["severity"] == "error"]
    print("duiding: " + "; ".join(map(_issue, found)), file=sys.stderr)
    return 1


def _whole() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except ValueError:
        raise InputError("the query is no UTF-8 text") from None


def _batch(assistant: Assistant, arguments: argparse.Namespace, act: Act) -> int:
    def handle(line: dict[str, Any]) -> dict[str, Any]:
        sql = line.get("sql")
        if not isinstance(sql, str):
            raise InputError("this line has no sql", hint='such as {"id": "1", "sql": "SELECT …"}')
        language: Language = "en" if text_of(line, "lang", arguments.lang, among=("nl", "en")) == "en" else "nl"
        role = text_of(line, "role") or arguments.role
        return {"id": line.get("id")} | act(assistant, sql, role, language, text_of(line, "conversation"))

    return each_line(handle, _failed)


def _failed(name: Any, error: str) -> dict[str, Any]:
    issue = {"rule": "input", "severity": "error", "message": error, "line": None, "column": None, "suggestion": None}
    return {"id": name, "ok": False, "sql": None, "issues": [issue], "datasets": [], "fields": [], "caveats": []}


def _issue(item: dict[str, Any]) -> str:
    place = f"{item['line']}:{item['column']}: " if item["line"] else ""
    return place + str(item["message"]) + (f" ({item['suggestion']})" if item["suggestion"] else "")


def _rendered(outcome: dict[str, Any]) -> str:
    parts = [outcome["sql"] or ""]
    if outcome.get("rows") is not None:
        # A year is a name, not an amount: only figures get the reader's notation.
        figures = [column["role"] in ("metric", "calculation") for column in outcome["columns"]]
        rows = [
            [cell if figure or cell is None else str(cell) for cell, figure in zip(row, figures, strict=True)]
            for row in outcome["rows"]
        ]
        parts.append(table([column["label"] for column in outcome["columns"]], rows, "nl"))
    parts += [_issue(item) for item in outcome["issues"] if item["severity"] != "error"]
    parts += [f"- {caveat['text']}" for caveat in outcome["caveats"]]
    return "\n".join(part for part in parts if part)
