"""Words from the closed lists that are free text in the types, because nothing is computed from them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.complaints import did_you_mean
from assistant.catalog.rules.base import Finding, Rule, Subject, warning

METHODS = ("register", "survey", "estimate", "model")
FREQUENCIES = ("yearly", "quarterly", "monthly", "weekly", "daily")


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.catalog.format_version != 1:
        message = f"format_version {subject.catalog.format_version} is not known here"
        yield Finding(("format_version",), message, "use format_version: 1")
    for dataset in subject.catalog.datasets:
        method = dataset.provenance.method if dataset.provenance else None
        words = (
            (("provenance", "method"), method, METHODS),
            (("update_frequency",), dataset.update_frequency, FREQUENCIES),
        )
        for path, word, known in words:
            if word is not None and word not in known:
                message = f"'{word}' is not one of {', '.join(known)}"
                yield warning(("datasets", dataset.name, *path), message, did_you_mean(word, known))


RULE = Rule("vocabulary", _check)
