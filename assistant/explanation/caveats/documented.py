"""Caveats that the catalogue documents: shown when the used rows meet them, for the forms they are about."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.dataset import Caveat
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.forms import forms
from assistant.explanation.caveats.window import in_window, runs, window


def probes(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Yield dataset, probe and condition for every caveat that has a condition."""
    for dataset, index, caveat in candidates(asked):
        if (condition := _condition(asked, dataset, caveat)) is not None:
            yield dataset, f"caveat_{index}", condition
    for dataset, index, caveat in _catalogue_wide(asked):
        if caveat.when:
            yield dataset, f"catalog_{index}", caveat.when


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the documented caveats that hold for this answer."""
    asked, language = case.asked, case.asked.plan.language
    for dataset, index, caveat in candidates(asked):
        conditional = _condition(asked, dataset, caveat) is not None
        if conditional and not case.evidence.met(dataset, f"caveat_{index}"):
            continue
        if runs(asked, dataset) and not in_window(asked, dataset, caveat):
            continue
        yield CaveatShown(f"{dataset}.{caveat.id}", caveat.severity.value, "documented", caveat.text.say(language))
    for dataset, index, caveat in _catalogue_wide(asked):
        if caveat.when and not case.evidence.met(dataset, f"catalog_{index}"):
            continue
        if in_window(asked, dataset, caveat):
            yield CaveatShown(f"catalog.{caveat.id}", caveat.severity.value, "documented", caveat.text.say(language))


def candidates(asked: Asked) -> Iterator[tuple[str, int, Caveat]]:
    """Yield the caveats of the used datasets that fit the form of the question and something it uses."""
    wanted = forms(asked)
    for dataset in asked.touched:
        for index, caveat in enumerate(asked.catalog.by_name[dataset].caveats):
            if asked.applies(dataset, caveat.applies_to) and (not caveat.shown_for or wanted & set(caveat.shown_for)):
                yield dataset, index, caveat


def _catalogue_wide(asked: Asked) -> Iterator[tuple[str, int, Caveat]]:
    """Yield catalogue-wide caveats, each with a dataset to ask: the one it names, else the leading one."""
    wanted = forms(asked)
    for index, caveat in enumerate(asked.catalog.caveats):
        if caveat.shown_for and not wanted & set(caveat.shown_for):
            continue
        owners = [name.partition(".")[0] for name in caveat.applies_to]
        for dataset in [name for name in asked.touched if not owners or name in owners][:1]:
            names = tuple(name for name in caveat.applies_to if "." in name)
            if asked.applies(dataset, names):
                yield dataset, index, caveat


def _condition(asked: Asked, dataset: str, caveat: Caveat) -> str | None:
    parts = [part for part in (caveat.when, window(asked, dataset, caveat)) if part]
    return " AND ".join(f"({part})" for part in parts) if parts else None
