"""``duiding catalog import cbs``: tables of Statistics Netherlands become documented datasets."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.cli.opening import settings_of, write_utf8
from assistant.errors import InputError
from assistant.workbench.cbs import ImportReport, collection_names, import_cbs, import_collection


def run(arguments: argparse.Namespace) -> int:
    """Import, and print what was brought, what was assumed and what was not brought."""
    write_utf8()
    if (arguments.table is None) == (arguments.preset is None):
        names = ", ".join(collection_names())
        raise InputError("what should be brought?", hint=f"give a table number, or --preset with one of: {names}")
    for report in _collection(arguments) if arguments.preset else _table(arguments):
        print(f"{report.table}: {report.title}")
        for mark, lines in (("+", report.brought), ("?", report.assumed), ("-", report.not_brought)):
            for line in lines:
                print(f"{mark} {line}")
    return 0


def _table(arguments: argparse.Namespace) -> Iterator[ImportReport]:
    if arguments.catalog is None:
        raise InputError("where should the table go?", hint="add --catalog DIR; the folder is made when absent")
    yield import_cbs(
        arguments.table,
        arguments.catalog,
        base_url=arguments.base_url,
        odata=arguments.odata,
        where=arguments.where,
        home=arguments.home,
        language=arguments.lang or "nl",
        progress=_progress(),
        keep=settings_of(arguments).ensure_home() / "imports",
    )


def _collection(arguments: argparse.Namespace) -> Iterator[ImportReport]:
    if arguments.where is not None:
        raise InputError("--where is for one table", hint="a preset says itself which figures it brings")
    return import_collection(
        arguments.preset,
        arguments.catalog or Path(arguments.preset),
        base_url=arguments.base_url,
        odata=arguments.odata,
        home=arguments.home,
        language=arguments.lang or "nl",
        progress=_progress(),
        keep=settings_of(arguments).ensure_home() / "imports",
    )


def _progress() -> Callable[[str], None] | None:
    return _show if sys.stderr.isatty() else None


def _show(line: str) -> None:
    print(f"\r{line}", end="", file=sys.stderr, flush=True)
