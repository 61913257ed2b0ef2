"""The tables of some datasets as a model is told of them: columns, what they mean, documented members and joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalog.dataset import Dataset, Relationship
from assistant.catalog.field import Field
from assistant.catalog.text import Language
from assistant.planning.draft import Draft
from assistant.planning.model.entries import Kind, Known
from assistant.settings import DOCUMENTED, Leaves, Leaving

_MOST_DATASETS, _MOST_MEMBERS = 4, 12


def tables(draft: Draft, entries: Sequence[Known], leaving: Leaving = DOCUMENTED) -> str:
    """Return the tables of the metrics nearest to a question, and of what their rows can be looked up in."""
    catalog, role = draft.knowledge.catalog, draft.request.role
    facts = list(dict.fromkeys(one.id.partition(".")[0] for one in entries if one.kind is Kind.METRIC))
    names = dict.fromkeys(facts[:_MOST_DATASETS])
    joins = [one for name in names for one in catalog.by_name[name].relationships]
    names |= dict.fromkeys(one.to for one in joins)
    told = [catalog.by_name[name] for name in names if leaving.may(Leaves.TEXTS, name)]
    open_ = [dataset for dataset in told if not dataset.access or role in dataset.access]
    lines = [line for dataset in open_ for line in _table(dataset, draft.language)]
    shown = {dataset.name for dataset in open_}
    return "\n".join([*lines, *(_join(one) for one in joins if {one.from_, one.to} <= shown)])


def _table(dataset: Dataset, language: Language) -> Iterator[str]:
    yield f"{dataset.name}: {dataset.title.say(language) if dataset.title else ''}"
    for field in dataset.fields:
        if field.reachable:
            yield f"  {field.name}: {_column(field, language)}"


def _join(one: Relationship) -> str:
    on = " AND ".join(
        f"{one.from_}.{left} = {one.to}.{right}" for left, right in zip(one.from_columns, one.to_columns, strict=True)
    )
    return f"join {one.from_} to {one.to} on {on}"


def _column(field: Field, language: Language) -> str:
    parts = [field.label.say(language) if field.label else field.name, field.role.value]
    if field.unit:
        parts.append(field.unit.say(language))
    if field.format:
        parts.append(f"written as {field.format}")
    if field.grain:
        parts.append(f"a row a {field.grain.value}")
    if field.over_time:
        parts.append(f"over time: {field.over_time.value}")
    if field.total:
        parts.append(f"total member {field.total!r}")
    if field.levels:
        parts.append(f"its level stands in {field.levels.field}: {', '.join(map(str, field.levels.order))}")
    members = [
        f"{doc.value!r} = {doc.label.say(language)}" if doc.label else f"{doc.value!r}"
        for doc in field.members[:_MOST_MEMBERS]
    ]
    if members:
        parts.append("members " + ", ".join(members))
    return "; ".join(parts)
