"""``duiding catalog export``: the catalogue in the form of another program, or as a data dictionary for people."""

from __future__ import annotations

import argparse

from assistant.catalog.loading import load_catalog
from assistant.cli.opening import settings_of, write_utf8
from assistant.workbench.exchange import Options, Told, export_catalog


def run(arguments: argparse.Namespace) -> int:
    """Write the export, and tell what was assumed and what this form cannot hold."""
    write_utf8()
    told = Told(arguments.lang or "nl")
    catalog = load_catalog(settings_of(arguments).catalog).catalog
    options = Options(arguments.base_url, arguments.theme)
    export_catalog(catalog, arguments.format, arguments.out, options, told)
    for mark, lines in (("+", told.brought), ("?", told.assumed), ("-", told.not_brought)):
        for line in lines:
            print(f"{mark} {line}")
    return 0
