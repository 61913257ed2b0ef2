"""What the text says of this installation: read from the settings and the catalogue, and from nowhere else."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlsplit

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.text import Language
from assistant.entrance import Login
from assistant.settings import Leaves, ModelSettings, Settings
from assistant.validation.disclosure.rules import metric_rule


@dataclass(frozen=True, slots=True)
class Source:
    """One dataset with where it came from."""

    title: str
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """``values`` fill the texts; ``holds`` are the names of what is so here; the rest fills fields of its own."""

    values: dict[str, object]
    holds: frozenset[str]
    organization: str | None
    contact: str | None
    sources: tuple[Source, ...]
    login: str
    seen: str


def facts(settings: Settings, login: Login, catalog: Catalog, language: Language, day: dt.date) -> Facts:
    """Return what holds of this installation, in words of ``language`` where the catalogue has them."""
    model, publisher = settings.model, catalog.publisher
    limits = {one.name: _limits(catalog, one) for one in catalog.datasets}
    least = sorted({limit for found in limits.values() for limit in found})
    limited = sum(bool(one.access) for one in catalog.datasets)
    seen = _seen(model)
    holds = {
        "no_model" if model is None else "model",
        "kept_forever" if settings.keep_days is None else "kept_days",
        *(["min_count"] if least else []),
        *(["limited"] if limited else []),
        *(["free_queries"] if model is not None and model.queries else []),
        *(["model_words"] if model is not None and model.words else []),
        *(["remote_model"] if model is not None and _elsewhere(model) else []),
        *(["data_stay"] if model is None or seen == Leaves.TEXTS or not _elsewhere(model) else []),
    }
    values: dict[str, object] = {
        "version": version("duiding"),
        "day": day.isoformat(),
        "catalog": catalog.title.say(language) if catalog.title else catalog.name,
        "catalog_name": catalog.name,
        "datasets": len(catalog.datasets),
        "guarded": sum(bool(found) for found in limits.values()),
        "min_count": " / ".join(map(str, least)),
        "limited": limited,
        "kept_days": settings.keep_days,
        "model": model.name if model is not None else None,
        "model_place": (urlsplit(model.base_url).hostname if model.base_url else model.name) if model else None,
    }
    sources = tuple(_source(one, catalog, language) for one in catalog.datasets)
    organization = publisher.name if publisher is not None else None
    contact = (publisher.email or publisher.url) if publisher is not None else None
    return Facts(values, frozenset(holds), organization, contact, sources, login.value, seen)


def _limits(catalog: Catalog, dataset: Dataset) -> set[int]:
    """Return the counts below which figures of a dataset are withheld."""
    rules = (metric_rule(catalog, MetricRef(dataset.name, name)) for name in dataset.metrics)
    return {rule.min_count for rule in rules if rule is not None}


def _seen(model: ModelSettings | None) -> str:
    """Return the most that a language model may be told of any dataset."""
    levels = list(Leaves)
    told = [level for _, level in model.leaving.by_dataset] if model is not None else []
    return str(max([Leaves.TEXTS, *told], key=levels.index).value)


def _elsewhere(model: ModelSettings) -> bool:
    """Whether a model runs on another machine, as far as its address tells."""
    host = urlsplit(model.base_url).hostname if model.base_url else None
    if host is None:
        return True
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _source(dataset: Dataset, catalog: Catalog, language: Language) -> Source:
    told = dataset.provenance
    owner = told.publisher if told is not None else None
    if owner is None and catalog.publisher is not None:
        owner = catalog.publisher.name
    title = dataset.title.say(language) if dataset.title else dataset.name
    return Source(title, owner, told.url if told is not None else None)
