"""A run as people read it: what was not right, then the figures, then those per type and per language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answering.evaluating.judge import Judged
from assistant.cli.evaluation.figures import Figures


def print_misses(judged: Sequence[Judged]) -> None:
    """Print every case that was not right; wrong answers first, for they are the ones that mislead."""
    for one in sorted((one for one in judged if not one.right), key=lambda one: not one.wrong):
        mark = "WRONG " if one.wrong else ""
        turns = "".join(f"{turn} → " for turn in one.case.before)
        print(f"{mark}{one.case.id}: {turns}{one.case.question}\n    " + "\n    ".join(one.faults))


def print_figures(figures: Figures) -> None:
    """Print the figures of the run, one a line, and a table per type and per language."""
    found = figures.to_json()
    tables = {name: found.pop(name) for name in ("types", "languages")}
    for name, value in found.items():
        print(f"{name:24} {value}")
    for name, table in tables.items():
        _print_table(name, table)


def _print_table(name: str, table: dict[str, dict[str, Any]]) -> None:
    for number, (key, part) in enumerate(table.items()):
        if number == 0:
            print(f"\n{name:20}" + "".join(f"{column:>20}" for column in part))
        print(f"{key:20}" + "".join(f"{value:>20}" for value in part.values()))
