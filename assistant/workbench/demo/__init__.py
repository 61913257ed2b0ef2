"""The data of the demo catalogue: a fictional municipality with the difficulties that real data have.

:func:`build` makes every table anew, the same to the byte on every machine. Each theme is one small module with a
``tables`` function; :mod:`assistant.workbench.demo.places` holds the areas that all figures add up from.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.errors import OperatorError
from assistant.workbench.demo import (
    absence,
    budget,
    households,
    housing,
    income,
    population,
    regions,
    reports,
    safety,
    shapes,
    support,
    survey,
    youth,
)
from assistant.workbench.demo.places import World, world
from assistant.workbench.demo.table import Table

__all__ = ["build"]

_THEMES: tuple[Callable[[World], Iterator[Table]], ...] = (
    regions.tables,
    population.tables,
    households.tables,
    income.tables,
    youth.tables,
    support.tables,
    housing.tables,
    safety.tables,
    reports.tables,
    budget.tables,
    survey.tables,
    absence.tables,
)


def build(target: Path) -> None:
    """Make all tables in ``target``, a folder of its own; what was there stays until the new tables are whole."""
    target = Path(target).absolute()
    try:
        _check_replaceable(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            for theme in _THEMES:
                for table in theme(world()):
                    table.write(fresh)
            shapes.write(world(), fresh)
            fresh.chmod(0o755)
            _swap(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise OperatorError(
            f"cannot build the demo data in {target}: {error.strerror or error}",
            hint="free some space or choose a folder that you may write",
        ) from error


def _check_replaceable(target: Path) -> None:
    """Refuse to replace a folder that holds anything but tables: it may be someone's work."""
    if not target.exists():
        return
    strange = [] if target.is_dir() else [target]
    strange += (
        [] if strange else [path for path in target.iterdir() if path.suffix != ".csv" and path.name != shapes.FILE]
    )
    if strange:
        raise OperatorError(
            f"{target} holds {strange[0].name}, which is no table of the demo", hint="choose another folder"
        )


def _swap(fresh: Path, target: Path) -> None:
    """Put ``fresh`` in the place of ``target``; a folder with files cannot be renamed over, so the old steps aside."""
    old = fresh.with_name(fresh.name + "-old")
    had_old = target.exists()
    if had_old:
        os.replace(target, old)
    try:
        os.replace(fresh, target)
    except OSError:
        if had_old:
            os.replace(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)
