"""``duiding catalog import cbs``: a table of Statistics Netherlands becomes documented datasets."""

from __future__ import annotations

import argparse
import sys

from assistant.cli.opening import write_utf8
from assistant.errors import InputError
from assistant.workbench.cbs import DEFAULT_BASE_URL, import_cbs


def run(arguments: argparse.Namespace) -> int:
    """Import, and print what was brought, what was assumed and what was not brought."""
    write_utf8()
    if arguments.catalog is None:
        raise InputError("where should the table go?", hint="add --catalog DIR; the folder is made when absent")
    report = import_cbs(
        arguments.table,
        arguments.catalog,
        base_url=arguments.base_url or DEFAULT_BASE_URL,
        where=arguments.where,
        language=arguments.lang or "nl",
        progress=_progress if sys.stderr.isatty() else None,
    )
    print(f"{report.table}: {report.title}")
    for mark, lines in (("+", report.brought), ("?", report.assumed), ("-", report.not_brought)):
        for line in lines:
            print(f"{mark} {line}")
    return 0


def _progress(line: str) -> None:
    print(f"\r{line}", end="", file=sys.stderr, flush=True)
