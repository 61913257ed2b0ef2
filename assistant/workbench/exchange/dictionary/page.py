"""The data dictionary: what each dataset and figure means, as pages that need nothing else and print well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Break, Caveat, Dataset
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.text import LANGUAGES, Language, Text
from assistant.catalog.vocabulary import Aggregation, FieldRole, OverTime
from assistant.explanation.periods import day
from assistant.workbench.cbs.yaml_files import parse

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a dataset, in the words of one language."""

    name: str
    label: str
    synonyms: tuple[str, ...]
    definition: str
    unit: str
    over_time: str
    adding: str


def dictionary_pages(catalog: Catalog) -> dict[str, str]:
    """Return the pages by file name: ``index.html`` in the catalogue's language, ``index.LANG.html`` in the other."""
    names = {one: "index.html" if one == catalog.language else f"index.{one}.html" for one in LANGUAGES}
    return {names[language]: _page(catalog, language, names) for language in LANGUAGES}


def _page(catalog: Catalog, language: Language, names: dict[Language, str]) -> str:
    words = _words()
    other: Language = "en" if language == "nl" else "nl"
    datasets = sorted(catalog.datasets, key=lambda one: _title(one, language).lower())
    return _template().render(
        catalog=catalog,
        title=catalog.title.say(language) if catalog.title else catalog.name,
        datasets=datasets,
        language=language,
        other=other,
        other_page=names[other],
        say=lambda key, **values: words["page"][key][language].format(**values),
        text=lambda value: value.say(language) if isinstance(value, Text) else "",
        name_of=lambda dataset: _title(dataset, language),
        day=lambda when: day(when, language),
        figures=lambda dataset: list(_figures(dataset, language)),
        columns=_columns,
        caveats=_caveats,
        kind=lambda field: words["roles"][field.role.value][language],
        severity=lambda caveat: words["severity"][caveat.severity.value][language],
        style=(_FOLDER / "templates" / "dictionary.css").read_text("utf-8"),
    )


def _title(dataset: Dataset, language: Language) -> str:
    return dataset.title.say(language) if dataset.title else dataset.name


def _columns(dataset: Dataset) -> list[Field]:
    """Return what people may split by or look at; what is hidden or personal is in no page."""
    return [field for field in dataset.fields if field.reachable and field.role is not FieldRole.MEASURE]


def _caveats(dataset: Dataset) -> list[Caveat | Break]:
    return [*dataset.caveats, *dataset.breaks]


def _figures(dataset: Dataset, language: Language) -> Iterator[Figure]:
    words = _words()
    for name, metric in dataset.metrics.items():
        field = dataset.fields_by_name.get(name)
        if field is not None and not field.reachable:
            continue
        yield Figure(
            name,
            metric.label.say(language) if metric.label else name,
            getattr(metric.synonyms, language),
            metric.definition.say(language) if metric.definition else "",
            metric.unit.say(language) if metric.unit else "",
            words["over_time"][_behaviour(metric)][language],
            _adding(dataset, metric, language),
        )


def _behaviour(metric: Metric) -> str:
    if metric.behaviour is OverTime.LAST:
        return f"last_{metric.reference.value}" if metric.reference else "last"
    return metric.behaviour.value


def _adding(dataset: Dataset, metric: Metric, language: Language) -> str:
    words = _words()["adding"]
    if metric.aggregation is Aggregation.NONE:
        return str(words["never"][language])
    if metric.aggregation not in (Aggregation.SUM, Aggregation.COUNT) and metric.running is None:
        return str(words["anew"][language])
    apart = [field.label.say(language) if field.label else field.name for field in dataset.fields if field.exclusive]
    return str(words["except" if apart else "yes"][language]).format(fields=", ".join(apart))


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    found: dict[str, Any] = parse((_FOLDER / "words.yaml").read_text("utf-8"), "words.yaml")
    return found


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader(_FOLDER / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("dictionary.html.jinja")
