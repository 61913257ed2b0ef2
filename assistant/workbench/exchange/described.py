"""What a description from elsewhere says: keys for catalog.yaml, and documents of datasets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.workbench.cbs.overlay import Document


@dataclass(frozen=True)
class Described:
    """``head`` is for catalog.yaml, ``datasets`` are documents without promises about data.

    ``tables`` names, per dataset, the file beside the description that holds its rows, where there is one.
    A ``complete`` description is one that we wrote ourselves: it says what every column is, and is believed.
    """

    head: Document
    datasets: tuple[Document, ...]
    tables: Mapping[str, Path] = field(default_factory=dict)
    complete: bool = False
