"""A merger divides an old member whole: the shares make one."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.rules.base import Finding, Rule, Subject, warning


def _check(subject: Subject) -> Iterator[Finding]:
    for at, merger in enumerate(subject.catalog.mergers):
        total = sum(target.share for target in merger.to)
        if abs(total - 1) > 0.005:
            message = f"the shares of '{merger.from_}' make {total:g}, not 1"
            yield warning(("mergers", at, "to"), message, "divide the old member whole")


RULE = Rule("mergers", _check, finds_errors=False)
