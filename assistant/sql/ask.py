"""What a set of figures is, apart from what is calculated with them: metrics, splits, filters and periods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.formula import Formula, formula
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language, Text
from assistant.catalog.vocabulary import OverTime
from assistant.plan import Filter, Per, Ratio, Split, TodaysBorders
from assistant.sql.buckets import Bucket


@dataclass(frozen=True)
class Setting:
    """The catalogue, what its data hold, and the reader's language.

    ``of`` is the division whose outcome stands for the metric ("misdrijven per 1.000 inwoners"), in headings too.
    With ``borders`` the rows of members that were divided count for their share.
    """

    catalog: Catalog
    profile: DataProfile
    language: Language
    of: Per | Ratio | None = None
    borders: TodaysBorders | None = None

    def label(self, ref: MetricRef) -> Text:
        """Return what people call a metric."""
        metric = self.catalog.metric(ref)
        return metric.label or Text(nl=metric.name, en=metric.name)

    def dataset_title(self, name: str) -> Text:
        """Return what people call a dataset."""
        return self.catalog.by_name[name].title or Text(nl=name, en=name)


@dataclass(frozen=True)
class Ask:
    """The figures to fetch. ``helpers`` are metrics that others lean on (denominators): they follow, never lead.

    ``timed`` says whether the buckets become a column; without it there is at most one bucket. ``strict`` refuses
    when any bucket has no data at all, as a change cannot do without one of its sides. ``stocks_averaged`` takes the
    mean of a stock over its reference dates instead of the last one.
    """

    metrics: tuple[MetricRef, ...]
    helpers: tuple[MetricRef, ...] = ()
    splits: tuple[Split, ...] = ()
    filters: tuple[Filter, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    timed: bool = False
    strict: bool = False
    stocks_averaged: bool = False

    def formulas(self, catalog: Catalog) -> tuple[Formula, ...]:
        """Return the formulas of all metrics, each metric once."""
        found = tuple(formula(catalog, ref) for ref in self.all_metrics)
        return tuple(map(_stocks_averaged, found)) if self.stocks_averaged else found

    @cached_property
    def all_metrics(self) -> tuple[MetricRef, ...]:
        """Metrics and helpers, each once."""
        return tuple(dict.fromkeys(self.metrics + self.helpers))


def _stocks_averaged(item: Formula) -> Formula:
    """Return the formula with every stock as the mean of its reference dates."""
    return replace(
        item,
        components=tuple(
            replace(part, over_time=OverTime.MEAN) if part.over_time is OverTime.LAST else part
            for part in item.components
        ),
    )
