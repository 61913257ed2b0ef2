"""``duiding catalog add``: a CSV or Excel file becomes a dataset, with what was assumed row by row."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli.catalog_words import catalog_words
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.errors import InputError
from assistant.workbench.adding import AddReport, add_file


def run(arguments: argparse.Namespace) -> int:
    """Add the file, and print what was found and assumed."""
    write_utf8()
    if arguments.catalog is None:
        raise InputError("where should the file go?", hint="add --catalog DIR; the folder is made when absent")
    report = add_file(
        arguments.file,
        arguments.catalog,
        settings_of(arguments),
        name=arguments.name,
        sheet=arguments.sheet,
        database=arguments.from_url,
        language=arguments.lang or "nl",
    )
    print(as_json(_object(report)) if arguments.json else _text(report, arguments.lang or "nl"))
    return 0


def _object(report: AddReport) -> dict[str, Any]:
    return {
        "dataset": report.dataset,
        "title": report.title,
        "files": [str(file) for file in report.files],
        "todo": report.todo,
        "assumed": list(report.assumed),
        "columns": [{"column": column, "field": name, "found": list(said)} for column, name, said in report.columns],
    }


def _text(report: AddReport, language: str) -> str:
    words = catalog_words()
    lines = [f"{report.dataset}: {report.title}", *(f"? {line}" for line in report.assumed)]
    for column, name, said in report.columns:
        lines.append(f"{column} → {name}" if column != name else column)
        lines += [f"  {line}" for line in said]
    lines.append(words["todo"][language].format(count=report.todo, file=report.files[1]))
    return "\n".join(lines)
