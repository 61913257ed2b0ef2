"""``duiding register``: the text for the Dutch Algoritmeregister, of this installation as it is set."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from assistant.catalog.loading import load_catalog
from assistant.catalog.text import Language
from assistant.cli.opening import settings_of, write_utf8
from assistant.cli.registering.facts import facts
from assistant.cli.registering.form import Filled, filled, form, words
from assistant.entrance import Policy, entrance_for
from assistant.records import Records


def run(arguments: argparse.Namespace) -> int:
    """Print every field of the standard, and which of them only the organisation can fill in."""
    write_utf8()
    settings = settings_of(arguments)
    language: Language = arguments.lang or "nl"
    catalog = load_catalog(settings.catalog).catalog
    settings.ensure_home()
    with Records.open(settings.database_url) as records:
        login = entrance_for(Policy.from_environment(), records, "127.0.0.1").login
    known = facts(settings, login, catalog, language, dt.date.today())
    found = filled(known, language)
    if arguments.json:
        print(json.dumps(_for_delivery(found), ensure_ascii=False, indent=2))
    else:
        print(page(found, language, known.values))
    return 0


def page(found: Sequence[Filled], language: Language, values: dict[str, object]) -> str:
    """Return the fields as Markdown, with what is still to be done at the top."""
    told = words(language)
    labels = told["labels"]
    todo = ", ".join(labels[one.key] for one in found if one.open and (one.required or one.confirm or one.below))
    intro = " ".join(told["intro"].split()).format(standard=form()["standard"], **values)
    lines = [f"# {told['title']}", "", intro, "", told["left"].format(names=todo), ""]
    section = ""
    for one in found:
        if one.section != section:
            section = one.section
            lines += [f"## {told['sections'][section]}", ""]
        lines += [f"### {labels[one.key]}", "", *_field(one, told), ""]
    return "\n".join(lines).rstrip()


def _field(one: Filled, told: Any) -> list[str]:
    marked = told["fill"] if one.value is None else told["confirm"]
    known = (
        one.value if isinstance(one.value, str) else "; ".join(f"{e['title']}: {e['link']}" for e in one.value or ())
    )
    lines = [known] if known else []
    if one.fill or one.confirm:
        notes = [told["help"].get(one.key, "")]
        notes += [f"({told['below'].format(number=one.below)})"] if one.below else []
        notes += [f"({told['optional']})"] if not one.required and not one.below else []
        lines += (
            ["", f"**{marked}** {' '.join(' '.join(notes).split())}"]
            if known
            else [f"**{marked}** {' '.join(' '.join(notes).split())}"]
        )
    return lines or [f"({told['optional']})"]


def _for_delivery(found: Sequence[Filled]) -> dict[str, Any]:
    """Return the fields under the register's own names, and apart from them which wait for the organisation."""
    return {"fields": {one.key: one.value for one in found}, "open": [one.key for one in found if one.open]}
