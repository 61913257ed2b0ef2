"""``duiding catalog show``: what can be asked of a catalogue."""

from __future__ import annotations

import argparse

from assistant.catalog.loading import load_catalog
from assistant.catalog.show import describe
from assistant.catalog.show_text import as_text
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.workbench.bundled import ready_catalog


def run(arguments: argparse.Namespace) -> int:
    """Print every dataset with its figures and what they can be split by."""
    write_utf8()
    catalog = load_catalog(ready_catalog(settings_of(arguments))).catalog
    language = arguments.lang or catalog.language
    overview = describe(catalog, language)
    print(as_json(overview) if arguments.json else as_text(overview, language))
    return 0
