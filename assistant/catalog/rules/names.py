"""Names are what queries are written with: identifiers, in snake_case, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sqlglot.dialects.duckdb import DuckDB

from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_SNAKE = re.compile(r"[a-z][a-z0-9_]*")
_KEYWORDS = frozenset(word.upper() for word in DuckDB.Generator.RESERVED_KEYWORDS)
Named = list[tuple[str, Path]]


def _check(subject: Subject) -> Iterator[Finding]:
    catalog = subject.catalog
    # Two datasets with one name never get this far: their files say so when they are read.
    yield from _fit("dataset", [(item.name, ("datasets", item.name, "name")) for item in catalog.datasets])
    yield from _once("group", [(item.name, ("groups", at, "name")) for at, item in enumerate(catalog.groups)])
    yield from _once("concept", [(item.name, ("concepts", at, "name")) for at, item in enumerate(catalog.concepts)])
    for dataset in catalog.datasets:
        top: Path = ("datasets", dataset.name)
        fields: Named = [(field.name, (*top, "fields", at, "name")) for at, field in enumerate(dataset.fields)]
        metrics: Named = [(metric.name, (*top, "metrics", at, "name")) for at, metric in enumerate(dataset.derived)]
        yield from _fit("field", fields)
        yield from _fit("metric", metrics)
        yield from _once("field", fields)
        # A measure with an aggregation is a metric by itself, so a derived metric needs another name.
        measures = {field.name for field in dataset.fields if field.is_metric}
        yield from _once("metric", [item for item in fields if item[0] in measures] + metrics, measures)
        yield from _once(
            "relationship",
            [(r.name, (*top, "relationships", at, "name")) for at, r in enumerate(dataset.relationships)],
        )


def _fit(kind: str, named: Named) -> Iterator[Finding]:
    for name, path in named:
        if not _IDENTIFIER.fullmatch(name):
            hint = "use letters, digits and _" + ("; column: names the stored column" if kind == "field" else "")
            yield Finding(path, f"'{name}' cannot be the name of a {kind}", hint)
        elif not _SNAKE.fullmatch(name):
            yield warning(path, f"the {kind} '{name}' is not in snake_case", "use small letters, digits and _")
        elif name.upper() in _KEYWORDS:
            yield warning(path, f"'{name}' is a word of SQL: in a query it needs quotes", "choose another name")


def _once(kind: str, named: Named, told: Iterable[str] = ()) -> Iterator[Finding]:
    """Names are compared without regard to capitals, as a database does; ``told`` were compared already."""
    seen: set[str] = set()
    for name, path in named:
        if name.lower() in seen and not (name in told and path[2] == "fields"):
            yield Finding(path, f"there is another {kind} '{name}'", "give it another name")
        seen.add(name.lower())


RULE = Rule("names", _check)
