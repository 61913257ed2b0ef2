"""What a program that reads the model must know before it adds anything up; Ossie has only free text for it."""

from __future__ import annotations

from assistant.catalog.dataset import Dataset
from assistant.catalog.metric import Metric
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import OverTime
from assistant.workbench.exchange.told import phrases


def advice_on_dataset(dataset: Dataset, language: Language) -> str:
    """Return which rows of a dataset are never added up."""
    said = phrases()["advice"]
    lines: list[str] = []
    for field in dataset.fields:
        if field.total is not None:
            lines.append(said["total"][language].format(field=field.name, value=field.total))
        if field.exclusive:
            lines.append(said["exclusive"][language].format(field=field.name))
        if field.levels is not None:
            lines.append(said["levels"][language].format(field=field.levels.field))
        if field.personal:
            lines.append(said["personal"][language].format(field=field.name))
    return " ".join(lines)


def advice_on_metric(metric: Metric, language: Language) -> str:
    """Return how a figure behaves over time, and whether it counts people."""
    said = phrases()["advice"]
    lines: list[str] = []
    if metric.behaviour is OverTime.LAST:
        lines.append(said["stock"][language])
    if metric.persons:
        lines.append(said["persons"][language])
    return " ".join(lines)
