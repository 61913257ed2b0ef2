"""``duiding catalog check-data``: do the data still match their documentation? For a scheduler."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant.catalog.loading import load_catalog
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.workbench.bundled import ready_catalog
from assistant.workbench.checking import check_data


def run(arguments: argparse.Namespace) -> int:
    """Print what does not match; 1 on an error, and with --strict on a warning too."""
    write_utf8()
    settings = settings_of(arguments)
    report = check_data(load_catalog(ready_catalog(settings)), settings)
    failed = report.failed(strict=arguments.strict)
    if arguments.json:
        print(
            as_json({"ok": not failed, "problems": [asdict(found) for found in report.problems], "rows": report.rows})
        )
    else:
        for problem in report.problems:
            print(f"{problem.severity}: {problem}")
        print(f"{len(report.rows)} dataset(s), {sum(report.rows.values())} rows, {len(report.problems)} problem(s)")
    return 1 if failed else 0
