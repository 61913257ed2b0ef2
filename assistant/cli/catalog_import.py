"""``duiding catalog import``: a description from elsewhere becomes documentation, with what had no place here."""

from __future__ import annotations

import argparse

from assistant.catalog.text import Language
from assistant.cli.opening import settings_of, write_utf8
from assistant.errors import InputError
from assistant.workbench.exchange import Given, Told, import_description


def run(arguments: argparse.Namespace) -> int:
    """Import, and print what was brought, what was assumed and what was not brought."""
    write_utf8()
    if arguments.catalog is None:
        raise InputError("where should the description go?", hint="add --catalog DIR; the folder is made when absent")
    language: Language = arguments.lang or "nl"
    told = Told(language)
    given = Given(arguments.source, arguments.file, arguments.data, language)
    import_description(given, arguments.catalog, settings_of(arguments), told)
    for mark, lines in (("+", told.brought), ("?", told.assumed), ("-", told.not_brought)):
        for line in lines:
            print(f"{mark} {line}")
    return 0
