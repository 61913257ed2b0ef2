"""``duiding users forget``: erase somebody from the records."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.cli.render import say
from assistant.errors import InputError
from assistant.records import Forgotten, Records
from assistant.review.files import files_of, read
from assistant.review.verified import Verified
from assistant.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Erase them, or with ``--dry-run`` tell what would go; a name of which nothing is kept is most often mistyped."""
    write_utf8()
    settings: Settings = settings_of(arguments)
    settings.ensure_home()
    names = (arguments.name, *(arguments.shown_as or ()))
    with Records.open(settings.database_url) as records:
        done = records.retention.forget(
            arguments.name,
            say("forgotten", arguments.lang or "nl"),
            names=names[1:],
            texts=arguments.texts,
            dry_run=arguments.dry_run,
        )
    verified = _verified_by(settings.catalog, names)
    if done.nothing and not verified:
        raise InputError(
            f"nothing is kept of {arguments.name!r}", hint="duiding users list shows who can log in, as they are kept"
        )
    told = asdict(done) | {"verified": verified, "dry_run": arguments.dry_run}
    print(as_json(told) if arguments.json else _told(done, verified, arguments.dry_run))
    return 0


def _told(done: Forgotten, verified: list[str], dry_run: bool) -> str:
    gone = done.gone
    lines = [
        "would be erased:" if dry_run else "erased:",
        f"  {gone.conversations} conversations, {gone.answers} answers, {done.logins} passwords, tokens and logins",
        "without a name from now on:" if not dry_run else "would stay without a name:",
        f"  {gone.nobodys} answers that others have, {done.entries} notes and agreements, {done.thumbs} thumbs, "
        f"{done.reviews} reviews",
    ]
    if done.shared_names:
        lines += [
            f"left as it is, for somebody else is called so too: {', '.join(done.shared_names)}",
            "  (with --shown-as that name goes everywhere)",
        ]
    if verified:
        lines += ["these files of the catalogue name them; change them there:", *(f"  {one}" for one in verified)]
    return "\n".join(lines)


def _verified_by(catalog: Path, names: tuple[str, ...]) -> list[str]:
    """Return the verified questions that one of these names signed: files of the maintainers, left to them."""
    found = ((path, read(path)) for path in files_of(catalog))
    return [str(path) for path, one in found if isinstance(one, Verified) and one.by in names]
