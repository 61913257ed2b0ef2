"""What a verified question rests on: a digest of each part of the documentation and of how its data are served.

New figures, other synonyms and metrics that it does not use change nothing about what an approved query means. Another
formula, unit, filter, caveat, relationship, datatype or level does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.catalog.profile import DataProfile
from assistant.plan import Origin, Plan
from assistant.plan.documented import documented, refs_of

#: Of a dataset, what changes nothing about what its figures mean.
_ASIDE = {"synonyms", "updated", "update_frequency", "owner", "steward", "provenance", "source", "csv"}
#: Names what "here" stands for; no dataset has a space in its name.
_HOME = "home place"


#: Digests by a dataset and the parts of it that are used.
Digests = dict[tuple[str, frozenset[str] | None], str]


def ground_of(
    plan: Plan | None,
    datasets: Iterable[str],
    catalog: Catalog,
    profile: DataProfile,
    known: Digests | None = None,
) -> dict[str, str] | None:
    """Return the digest of each dataset that a query rests on; None when something it names is not documented.

    Without a ``plan`` the query is text, and rests on all that its datasets document. ``known`` remembers digests of
    this catalogue between calls.
    """
    known = {} if known is None else known
    if plan is not None and not documented(plan, catalog):
        return None
    found: dict[str, str] = {}
    for name in sorted({*datasets, *_named(plan)}):
        dataset = catalog.by_name.get(name)
        if dataset is None:
            return None
        key = name, _parts(plan, name)
        if key not in known:
            known[key] = _digest([_documentation(dataset, key[1]), _schema(name, profile)])
        found[name] = known[key]
    if plan is not None and _leans_on_home(plan):
        found[_HOME] = _digest(catalog.home.model_dump(mode="json") if catalog.home else None)
    return found


def rests_on(ground: Iterable[str]) -> tuple[str, ...]:
    """Return the datasets of a ground."""
    return tuple(name for name in ground if name != _HOME)


def _leans_on_home(plan: Plan) -> bool:
    return any(one.origin is Origin.HOME for one in plan.filters)


def _named(plan: Plan | None) -> set[str]:
    return {ref.dataset for ref in refs_of(plan)} if plan is not None else set()


def _parts(plan: Plan | None, name: str) -> frozenset[str] | None:
    """Return the metrics and fields of a dataset that a plan names; None: all of them."""
    if plan is None:
        return None
    return frozenset(str(ref).partition(".")[2] for ref in refs_of(plan) if ref.dataset == name)


def _documentation(dataset: Dataset, named: frozenset[str] | None) -> dict[str, Any]:
    told = dataset.model_dump(mode="json", by_alias=True, exclude=_ASIDE)
    _without_synonyms(told)
    if named is None:
        return told
    metrics, fields = told.get("metrics") or {}, told.get("fields") or {}
    used = _closure(named, _by_name(metrics))
    told["metrics"] = {name: one for name, one in _by_name(metrics).items() if name in used}
    rest = json.dumps({key: value for key, value in told.items() if key != "fields"}, sort_keys=True)
    words = set(re.findall(r"\w+", rest)) | named
    told["fields"] = {name: one for name, one in _by_name(fields).items() if name in words or one.get("role") == "time"}
    return told


def _closure(named: frozenset[str], metrics: dict[str, Any]) -> set[str]:
    """Return the metrics that are named, and those that their own texts name."""
    used: set[str] = set()
    more = {*named} & metrics.keys()
    while more:
        used |= more
        words = {word for name in more for word in re.findall(r"\w+", json.dumps(metrics[name]))}
        more = (words & metrics.keys()) - used
    return used


def _by_name(items: Any) -> dict[str, Any]:
    return dict(items) if isinstance(items, dict) else {str(one["name"]): one for one in items}


def _without_synonyms(told: Any) -> None:
    if isinstance(told, dict):
        told.pop("synonyms", None)
        for one in told.values():
            _without_synonyms(one)
    elif isinstance(told, list):
        for one in told:
            _without_synonyms(one)


def _schema(name: str, profile: DataProfile) -> dict[str, Any]:
    """Return how the data are served: by which fields they can be split, at which levels, in periods of what length."""
    served = profile.datasets.get(name)
    if served is None:
        return {}
    return {
        "levels": {field: list(levels) for field, levels in sorted(served.levels.items())},
        "grains": {field: sorted({str(one.grain) for one in held}) for field, held in sorted(served.periods.items())},
        "fields": sorted(served.fields),
    }


def _digest(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
