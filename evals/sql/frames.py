"""The raw files of a catalogue as data frames, read without the catalogue: to work out on them what a query gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

Rows = list[tuple[Any, ...]]

_SPECIAL: dict[str, dict[str, Any]] = {"begroting": {"sep": ";", "decimal": ","}}
_TEXTS = {"maand": str, "taakveld": str}


class Frames:
    """Every CSV file of a folder, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getattr__(self, name: str) -> pd.DataFrame:
        return _read(self._folder / f"{name}.csv").copy()


#: Works out the rows of a query.
Expected = Callable[[Frames], Rows]


@cache
def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=_TEXTS, keep_default_na=False, na_values=[""], **_SPECIAL.get(path.stem, {}))


def rows(frame: pd.DataFrame | pd.Series) -> Rows:
    """Return the rows of a frame; of a series with its index before each value."""
    if isinstance(frame, pd.Series):
        frame = frame.reset_index()
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False, name=None)]
