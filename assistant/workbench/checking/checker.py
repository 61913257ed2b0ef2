"""Checks the data of a whole catalogue: first that they can be served at all, then each check in turn."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from assistant.catalog.loaded import LoadedCatalog
from assistant.engines.serving import prepare
from assistant.errors import DataError, Problem
from assistant.settings import Settings
from assistant.workbench.checking.base import Check, Checked
from assistant.workbench.checking.outlines import missing_shapes
from assistant.workbench.checking.periods import missing_periods, row_counts
from assistant.workbench.checking.totals import broken_totals
from assistant.workbench.checking.values import out_of_range, undocumented_members

CHECKS: tuple[Check, ...] = (
    undocumented_members,
    out_of_range,
    broken_totals,
    missing_periods,
    row_counts,
    missing_shapes,
)


@dataclass(frozen=True, slots=True)
class DataReport:
    """What was found, and how many rows each dataset has (none when the data cannot be served)."""

    problems: tuple[Problem, ...]
    rows: dict[str, int]

    def failed(self, *, strict: bool) -> bool:
        """Whether a scheduler should stop: on an error, or with ``strict`` on a warning as well."""
        return any(strict or problem.severity == "error" for problem in self.problems)


def check_data(loaded: LoadedCatalog, settings: Settings) -> DataReport:
    """Check files, columns, datatypes and keys as a start of the program does; then what only a check looks at."""
    try:
        serving = prepare(loaded, settings)
    except DataError as error:
        return DataReport(error.problems, {})
    problems: list[Problem] = []
    with duckdb.connect(serving.path, read_only=True, config={"enable_external_access": "false"}) as connection:
        for dataset in loaded.catalog.datasets:
            checked = Checked(loaded, dataset, serving.profile.datasets[dataset.name], connection)
            problems += [problem for check in CHECKS for problem in check(checked)]
    return DataReport(tuple(problems), {name: found.rows for name, found in serving.profile.datasets.items()})
