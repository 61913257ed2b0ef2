"""``duiding eval``: run evaluation cases through the public door and print the figures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answering import Assistant
from assistant.answering.evaluating.asking import asked
from assistant.answering.evaluating.cases import CaseFile, read_cases
from assistant.answering.evaluating.judge import Judged, judge
from assistant.cli.evaluation.figures import figures_of
from assistant.cli.evaluation.measuring import card, measured_settings
from assistant.cli.evaluation.printing import print_figures, print_misses
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.records import KeptCall
from assistant.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Run the files; 1 when the figures are below the bar that a file sets."""
    write_utf8()
    files = [read_cases(path) for path in arguments.files]
    settings = replace(settings_of(arguments), model=None)
    if arguments.model:
        return _measure(files, settings_of(arguments), arguments)
    found = dict(_judged(files, settings, verified=not arguments.unverified))
    judged = [one for at in range(len(files)) for one in found[at]]
    if arguments.json:
        print(as_json(figures_of(judged).to_json()))
    else:
        print_misses(judged)
        print_figures(figures_of(judged))
    missed = [f"{file.name}: {said}" for at, file in enumerate(files) for said in figures_of(found[at]).below(file.bar)]
    for said in missed:
        print(f"duiding: {said}", file=sys.stderr)
    return 1 if missed else 0


def _measure(files: Sequence[CaseFile], settings: Settings, arguments: argparse.Namespace) -> int:
    """Run the files without and with a language model, and keep and print its card."""
    calls: list[KeptCall] = []
    along = _all(files, measured_settings(settings, arguments.model), calls)
    made = card(arguments.model, _all(files, replace(settings, model=None)), along, calls, arguments.price)
    kept = made.keep(settings)
    print(as_json(made.model_dump(mode="json")) if arguments.json else made.told(arguments.lang or "nl"))
    print(f"duiding: kept in {kept}", file=sys.stderr)
    return 0


def _all(files: Sequence[CaseFile], settings: Settings, calls: list[KeptCall] | None = None) -> list[Judged]:
    found = dict(_judged(files, settings, calls))
    return [one for at in range(len(files)) for one in found[at]]


def _judged(
    files: Sequence[CaseFile],
    settings: Settings,
    calls: list[KeptCall] | None = None,
    *,
    verified: bool = True,
) -> Iterator[tuple[int, list[Judged]]]:
    """Return what came of each file, by its place; each catalogue is opened once. ``calls`` takes down the model's."""
    catalogs: dict[Path, list[int]] = {}
    for at, file in enumerate(files):
        catalogs.setdefault(file.catalog or settings.catalog, []).append(at)
    for catalog, places in catalogs.items():
        with Assistant.open(replace(settings, catalog=catalog), verified=verified) as assistant:
            for at in places:
                yield at, _asked(assistant, files[at], [] if calls is None else calls)


def _asked(assistant: Assistant, file: CaseFile, calls: list[KeptCall]) -> list[Judged]:
    found = []
    for number, case in enumerate(file.cases):
        answer = asked(assistant, file, case, f"{file.name}-{number}")
        found.append(judge(case, answer))
        calls += assistant.records.model_calls.of(answer.get("kept") or "")
    return found
