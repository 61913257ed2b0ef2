"""``duiding eval``: run evaluation cases through the public door and print the figures."""

from __future__ import annotations

import argparse
import sys

from assistant.answering import Assistant
from assistant.cli.evaluation.cases import CaseFile, read_cases
from assistant.cli.evaluation.figures import Figures, figures_of
from assistant.cli.evaluation.judge import Judged, judge
from assistant.cli.opening import as_json, settings_of, write_utf8


def run(arguments: argparse.Namespace) -> int:
    """Run the files; 1 when the figures are below the bar that a file sets."""
    write_utf8()
    files = [read_cases(path) for path in arguments.files]
    with Assistant.open(settings_of(arguments)) as assistant:
        judged = [found for file in files for found in _judged(assistant, file)]
    figures = figures_of(judged)
    if arguments.json:
        print(as_json(figures.to_json()))
    else:
        _print(judged, figures)
    missed = [said for file in files for said in figures.below(file.bar)]
    for said in missed:
        print(f"duiding: {said}", file=sys.stderr)
    return 1 if missed else 0


def _judged(assistant: Assistant, file: CaseFile) -> list[Judged]:
    found = []
    for number, case in enumerate(file.cases):
        conversation = f"{file.name}-{number}" if case.before else None
        for turn in case.before:
            assistant.ask(turn, conversation=conversation, language=case.lang, as_of=file.as_of, role=case.role)
        answer = assistant.ask(
            case.question, conversation=conversation, language=case.lang, as_of=file.as_of, role=case.role
        )
        found.append(judge(case, answer.to_json()))
    return found


def _print(judged: list[Judged], figures: Figures) -> None:
    for one in judged:
        if not one.right:
            print(f"{one.case.id}: {one.case.question}\n    " + "\n    ".join(one.faults))
    for name, value in figures.to_json().items():
        print(f"{name:24} {value}")
