"""``duiding catalog diff``: what changed between two catalogues for the people who ask."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant.catalog.loading import load_catalog
from assistant.catalog.text import Language
from assistant.cli.catalog_words import catalog_words
from assistant.cli.opening import as_json, write_utf8
from assistant.workbench.comparing import differences


def run(arguments: argparse.Namespace) -> int:
    """Print the differences; 0 also when there are some."""
    write_utf8()
    language: Language = arguments.lang or "nl"
    found = differences(load_catalog(arguments.before).catalog, load_catalog(arguments.after).catalog)
    if arguments.json:
        print(as_json({"differences": [asdict(one) | {"text": one.say(language)} for one in found]}))
    else:
        print("\n".join(one.say(language) for one in found) or catalog_words()["same"][language])
    return 0
