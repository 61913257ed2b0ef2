"""Caveats that the catalogue documents: shown when the used rows meet them, for the forms they are about."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.aggregate_call import FormulaError, own_columns, parse_expression
from assistant.catalog.catalog import MetricRef
from assistant.catalog.dataset import Caveat
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import Evidence, Probe
from assistant.explanation.caveats.forms import forms
from assistant.explanation.caveats.window import by_plan, in_window, window


def probes(asked: Asked) -> Iterator[tuple[str, str, Probe]]:
    """Yield dataset, probe name and probe for every caveat that has a condition."""
    for dataset, index, caveat in candidates(asked):
        if (condition := _condition(asked, dataset, caveat)) is not None:
            yield dataset, f"caveat_{index}", Probe(condition, asked.about(dataset, caveat.applies_to))
    for dataset, index, caveat in _catalogue_wide(asked):
        if (condition := _condition(asked, dataset, caveat)) is not None:
            yield dataset, f"catalog_{index}", Probe(condition, asked.about(dataset, caveat.applies_to))


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the documented caveats that hold for this answer."""
    asked = case.asked
    for dataset, index, caveat in candidates(asked, case.evidence):
        if _holds(case, dataset, f"caveat_{index}", caveat):
            yield _said(f"{dataset}.{caveat.id}", caveat, asked)
    for dataset, index, caveat in _catalogue_wide(asked, case.evidence):
        if _holds(case, dataset, f"catalog_{index}", caveat):
            yield _said(f"catalog.{caveat.id}", caveat, asked)


def _holds(case: Case, dataset: str, probe: str, caveat: Caveat) -> bool:
    if _condition(case.asked, dataset, caveat) is not None and not case.evidence.met(dataset, probe):
        return False
    return not by_plan(case.asked, dataset) or in_window(case.asked, dataset, caveat)


def _said(key: str, caveat: Caveat, asked: Asked) -> CaveatShown:
    return CaveatShown(key, caveat.severity.value, "documented", caveat.text.say(asked.plan.language))


def candidates(asked: Asked, evidence: Evidence | None = None) -> Iterator[tuple[str, int, Caveat]]:
    """Yield the caveats of the used datasets that fit the form of the question and something it uses."""
    wanted = forms(asked, evidence)
    for dataset in asked.touched:
        for index, caveat in enumerate(asked.catalog.by_name[dataset].caveats):
            if asked.applies(dataset, caveat.applies_to) and (not caveat.shown_for or wanted & set(caveat.shown_for)):
                yield dataset, index, caveat


def _catalogue_wide(asked: Asked, evidence: Evidence | None = None) -> Iterator[tuple[str, int, Caveat]]:
    """Yield catalogue-wide caveats with each dataset to ask: those it names, else those that know its condition."""
    wanted = forms(asked, evidence)
    for index, caveat in enumerate(asked.catalog.caveats):
        if caveat.shown_for and not wanted & set(caveat.shown_for):
            continue
        owners = {name.partition(".")[0] for name in caveat.applies_to}
        for dataset in asked.touched:
            if (owners and dataset not in owners) or not _knows(asked, dataset, caveat):
                continue
            names = tuple(name for name in caveat.applies_to if name.startswith(f"{dataset}."))
            if asked.applies(dataset, names):
                yield dataset, index, caveat


def _knows(asked: Asked, dataset: str, caveat: Caveat) -> bool:
    """Whether the caveat's condition is about fields of this dataset."""
    if caveat.when is None:
        return True
    about = MetricRef(dataset, caveat.id)
    try:
        own_columns(about, parse_expression(about, caveat.when), asked.catalog.by_name[dataset])
    except FormulaError:
        return False
    return True


def _condition(asked: Asked, dataset: str, caveat: Caveat) -> str | None:
    parts = [part for part in (caveat.when, window(asked, dataset, caveat)) if part]
    return " AND ".join(f"({part})" for part in parts) if parts else None
