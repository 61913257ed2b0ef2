"""Questions about the catalogue itself: what a figure means, where it comes from, how fresh it is, what there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.explanation import names, periods
from assistant.explanation.answer import AnswerColumn
from assistant.explanation.shown import Json
from assistant.explanation.sources import sources
from assistant.explanation.words import Words, sentence_case, words
from assistant.plan import CatalogQuestion, CatalogTopic

_SPELLED_OUT = 3
#: More datasets than this are not named one by one.
_NAMED = 15


@dataclass(frozen=True, slots=True)
class CatalogAnswer:
    """The words, columns and rows that the documentation gives."""

    text: str
    columns: tuple[AnswerColumn, ...]
    rows: tuple[tuple[Json, ...], ...]
    sources: tuple[dict[str, Json], ...]


def answer_catalog(question: CatalogQuestion, catalog: Catalog, profile: DataProfile | None = None) -> CatalogAnswer:
    """Answer from the documentation alone, without SQL."""
    asking = _Asking(catalog, profile, words(question.language))
    refs = _metrics(question, catalog)
    builders: dict[CatalogTopic, tuple[tuple[str, ...], Callable[[MetricRef], str]]] = {
        CatalogTopic.MEANING: (("topic", "definition", "unit", "dataset"), asking.meaning),
        CatalogTopic.SOURCE: (("topic", "publisher", "identifier", "method", "license", "owner"), asking.source),
        CatalogTopic.FRESHNESS: (("topic", "updated", "latest", "frequency"), asking.freshness),
        CatalogTopic.INVENTORY: (("topic", "dataset", "definition", "unit", "latest"), asking.meaning),
    }
    columns, said = builders[question.topic]
    if question.topic is CatalogTopic.MEANING and question.fields:
        return asking.fields(question)
    if question.topic is CatalogTopic.INVENTORY or not refs:
        text = asking.inventory(question, refs)
    else:
        text = " ".join(dict.fromkeys(said(ref) for ref in refs[:_SPELLED_OUT]))
    say = asking.say.look("catalog.columns")
    return CatalogAnswer(
        text,
        tuple(AnswerColumn(name, say[name], "dimension") for name in columns),
        tuple(tuple(asking.cell(name, ref) for name in columns) for ref in refs),
        sources(catalog, [ref.dataset for ref in refs], question.language),
    )


def _metrics(question: CatalogQuestion, catalog: Catalog) -> tuple[MetricRef, ...]:
    """Return the metrics asked about: those named, those of the named datasets, or all of them."""
    if question.metrics:
        return question.metrics
    wanted = question.datasets or tuple(field.dataset for field in question.fields)
    return tuple(ref for ref in catalog.metric_refs if not wanted or ref.dataset in wanted)


@dataclass(frozen=True)
class _Asking:
    """The catalogue, read in one language."""

    catalog: Catalog
    profile: DataProfile | None
    say: Words

    def meaning(self, ref: MetricRef) -> str:
        label, definition = self._label(ref), self.cell("definition", ref)
        unit = self.cell("unit", ref)
        if definition is None:
            text = self.say.say("catalog.meaning_none", label=label)
        else:
            stripped = str(definition).strip().rstrip(".")
            text = self.say.say("catalog.meaning", label=sentence_case(label), definition=stripped)
        return f"{text} {self.say.say('catalog.unit', unit=unit)}" if unit else text

    def source(self, ref: MetricRef) -> str:
        publisher, method = self.cell("publisher", ref), self._dataset(ref).provenance
        if publisher is None:
            return self.say.say("catalog.source_none", label=self._label(ref))
        text = self.say.say("catalog.source", label=self._label(ref), publisher=publisher)
        how = self.say.look(f"catalog.method.{method.method}") if method and method.method else None
        return f"{text} {how}" if how else text

    def freshness(self, ref: MetricRef) -> str:
        dataset, latest = self._dataset(ref), self._latest(ref)
        label = self._label(ref)
        if dataset.updated is None:
            text = self.say.say("catalog.updated_none", label=label)
        else:
            date = periods.day(dataset.updated, self.say.language)
            text = self.say.say("catalog.updated", label=label, date=date)
        if latest:
            said = periods.bare(self.catalog, ref, latest, self.say.language, self.profile)
            text += " " + self.say.say("catalog.latest", period=said)
        often = self.say.look(f"catalog.frequency.{dataset.update_frequency}")
        return f"{text} {often}" if often else text

    def inventory(self, question: CatalogQuestion, refs: tuple[MetricRef, ...]) -> str:
        if not refs:
            return self.say.say("catalog.nothing")
        count, datasets = len(refs), list(dict.fromkeys(ref.dataset for ref in refs))
        titles = [self._title(self.catalog.by_name[name]) for name in datasets]
        if len(datasets) > _SPELLED_OUT or not (question.datasets or question.metrics):
            key = "catalog.inventory_all" if len(datasets) > _NAMED else "catalog.inventory_named"
            return self.say.say(key, count=count, datasets=len(datasets), labels=self.say.join(titles))
        if count == 1:
            topic = self._label(refs[0])
            return self.say.say("catalog.inventory_one", labels=self.say.join(titles), topic=topic)
        return self.say.say("catalog.inventory", count=count, labels=self.say.join(titles))

    def fields(self, question: CatalogQuestion) -> CatalogAnswer:
        """Say what a dimension means, with its documented members in the rows."""
        said, rows = [], []
        for ref in question.fields:
            documented = self.catalog.field(ref)
            label = names.field_label(self.catalog, ref, self.say.language)
            definition = documented.definition.say(self.say.language).rstrip(".") if documented.definition else None
            key = "catalog.meaning" if definition else "catalog.meaning_none"
            shown = sentence_case(label) if definition else label
            said.append(self.say.say(key, label=shown, definition=definition))
            rows.append((label, definition))
            for member in documented.members:
                name = member.label.say(self.say.language) if member.label else member.value
                rows.append((name, member.definition.say(self.say.language) if member.definition else None))
        heads = self.say.look("catalog.columns")
        columns = tuple(AnswerColumn(name, heads[name], "dimension") for name in ("topic", "definition"))
        used = sources(self.catalog, [ref.dataset for ref in question.fields], self.say.language)
        return CatalogAnswer(" ".join(said), columns, tuple(rows), used)

    def cell(self, name: str, ref: MetricRef) -> Json:
        """Return one cell of the table."""
        metric, dataset, language = self.catalog.metric(ref), self._dataset(ref), self.say.language
        origin = sources(self.catalog, [ref.dataset], language)[0]
        match name:
            case "topic":
                return names.metric_label(self.catalog, ref, language)
            case "dataset":
                return self._title(dataset)
            case "definition":
                text = metric.definition or dataset.description
                return text.say(language) if text else None
            case "unit":
                return metric.unit.say(language) if metric.unit else None
            case "latest":
                latest = self._latest(ref)
                return latest.text if latest else None
            case "frequency":
                return dataset.update_frequency
            case _:
                return origin[name]

    def _dataset(self, ref: MetricRef) -> Dataset:
        return self.catalog.by_name[ref.dataset]

    def _label(self, ref: MetricRef) -> str:
        return names.metric_label(self.catalog, ref, self.say.language)

    def _title(self, dataset: Dataset) -> str:
        return dataset.title.say(self.say.language) if dataset.title else dataset.name

    def _latest(self, ref: MetricRef) -> Period | None:
        """Return the last period with data."""
        field = self._dataset(ref).time_of(self.catalog.metric(ref))
        held = self.profile.datasets.get(ref.dataset) if self.profile else None
        if field is None or held is None:
            return None
        stored = held.covered.get((ref.metric, field.name)) or held.periods.get(field.name, ())
        return max(stored, default=None)
