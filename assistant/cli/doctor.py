"""``duiding doctor``: say what works on this machine, what holds less than it could, and how to mend what does not."""

from __future__ import annotations

import argparse

from assistant.cli.doctoring import State, examine
from assistant.cli.opening import as_json, settings_of, write_utf8

_SIGNS = {State.GOOD: "ok  ", State.LESS: "less", State.BAD: "BAD "}


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 1 when something stands in the way of an answer."""
    write_utf8()
    findings = []
    for finding in examine(settings_of(arguments)):
        findings.append(finding)
        if not arguments.json:
            mend = f"\n      → {finding.mend}" if finding.mend else ""
            print(f"{_SIGNS[finding.state]}  {finding.what}: {finding.seen}{mend}", flush=True)
    bad = any(finding.state is State.BAD for finding in findings)
    if arguments.json:
        print(as_json({"ok": not bad, "findings": [finding.to_json() for finding in findings]}))
    return 1 if bad else 0
