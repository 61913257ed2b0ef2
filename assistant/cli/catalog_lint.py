"""``duiding catalog lint``: every problem of a catalogue, with its place, and how well it is documented."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from assistant.catalog.catalog import Catalog
from assistant.catalog.complaints import did_you_mean
from assistant.catalog.lint import lint
from assistant.catalog.loading import load_catalog
from assistant.catalog.scoring import Score, scores
from assistant.catalog.text import Language
from assistant.cli.catalog_words import catalog_words
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.engines import open_engine
from assistant.errors import CatalogError, InputError, Problem
from assistant.workbench.bundled import ready_catalog

#: What would raise a score: as many as a person takes up at once.
_MOST = 3


def run(arguments: argparse.Namespace) -> int:
    """Print the problems, or with ``--explain`` the page of a rule; 1 when one of the problems is an error."""
    write_utf8()
    if arguments.explain is not None:
        print(page(arguments.explain), end="")
        return 0
    problems, catalog = _problems(arguments)
    errors = [problem for problem in problems if problem.severity == "error"]
    found = scores(catalog) if catalog is not None else ()
    language: Language = arguments.lang or (catalog.language if catalog is not None else "nl")
    if arguments.json:
        told = {"ok": not errors, "problems": [asdict(problem) for problem in problems]}
        print(as_json(told | {"scores": [_object(one, language) for one in found]}))
    else:
        for problem in problems:
            print(f"{problem.severity}: {problem} [{problem.rule}]")
        if not problems:
            print("no problems found")
        if arguments.score:
            print("\n".join(line for one in found for line in _lines(one, language)))
    if errors:
        print(f"duiding: {len(errors)} error(s) in this catalogue; the first: {errors[0]}", file=sys.stderr)
    return 1 if errors else 0


def page(rule: str) -> str:
    """Return the page of a rule: what it finds, why that matters and how to mend it."""
    package = Path(__file__).resolve().parents[1]
    places = (package / "resources" / "lint", package.parent / "docs" / "lint")
    folder = next((place for place in places if place.is_dir()), places[-1])
    pages = {file.stem: file for file in sorted(folder.glob("*.md"))}
    if rule not in pages:
        raise InputError(f"there is no rule '{rule}'", hint=did_you_mean(rule, list(pages)) or ", ".join(pages))
    return pages[rule].read_text("utf-8")


def _problems(arguments: argparse.Namespace) -> tuple[tuple[Problem, ...], Catalog | None]:
    """Return what is wrong, and the catalogue when it can be used."""
    settings = settings_of(arguments)
    try:
        loaded = load_catalog(ready_catalog(settings))
    except CatalogError as error:
        return error.problems, None
    try:
        with open_engine(loaded, settings) as engine:
            return lint(loaded, engine.profile), loaded.catalog
    except CatalogError as error:
        return (*lint(loaded), *error.problems), loaded.catalog


def _object(score: Score, language: Language) -> dict[str, object]:
    lacking = [
        {"say": one.say.say(language), "names": list(one.names), "points": round(one.points, 1)}
        for one in score.lacking
    ]
    return {"dataset": score.dataset, "points": round(score.points), "lacking": lacking}


def _lines(score: Score, language: Language) -> list[str]:
    words = catalog_words()["score"]
    lines = [words["points"][language].format(dataset=score.dataset, points=round(score.points))]
    for one in score.lacking[:_MOST]:
        names = ", ".join(one.names[:_MOST]) + (" …" if len(one.names) > _MOST else "")
        more = max(1, round(one.points))
        lines.append(words["lacking"][language].format(say=one.say.say(language), names=names, points=more))
    return lines
