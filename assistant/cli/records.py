"""``duiding records``: what is old goes, and a copy is made and put back."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from assistant.cli.opening import as_json
from assistant.errors import InputError
from assistant.records import Records
from assistant.records.copying import back_up, restore
from assistant.settings import Settings


def run_prune(arguments: argparse.Namespace) -> int:
    """Let go what is older than records are kept for, as the server does once a day."""
    settings = Settings()
    days = arguments.days or settings.keep_days
    if days is None:
        raise InputError("records are kept for ever here (DUIDING_KEEP_DAYS)", hint="say how long with --days")
    settings.ensure_home()
    with Records.open(settings.database_url) as records:
        gone = records.retention.prune(days, dry_run=arguments.dry_run)
    if arguments.json:
        print(as_json(asdict(gone) | {"days": days, "dry_run": arguments.dry_run}))
        return 0
    said = "would be deleted" if arguments.dry_run else "deleted"
    print(f"older than {days} days: {gone.conversations} conversations and {gone.answers} answers {said};")
    print(f"{gone.nobodys} answers that others have stay, without a name")
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Write a copy of the records to a new file, while the program runs."""
    written: Path = back_up(Settings().database_url, arguments.file)
    print(written)
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a copy back in the place of the records."""
    settings = Settings()
    settings.ensure_home()
    print(f"{restore(settings.database_url, arguments.file)} answers")
    return 0
