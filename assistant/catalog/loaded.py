"""A catalogue as it was read: its types, and where everything in it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assistant.catalog.catalog import Catalog
from assistant.catalog.yamlfile import Step, YamlFile
from assistant.errors import Location, Problem

CATALOG_FILE = "catalog.yaml"


@dataclass(frozen=True)
class LoadedCatalog:
    """A catalogue that can be used: its types, where it lies, and where everything in it is written.

    ``digest`` names the text of all its YAML files; ``warnings`` do not keep it from being used.
    """

    catalog: Catalog
    root: Path
    digest: str
    warnings: tuple[Problem, ...] = ()
    files: dict[str, YamlFile] = field(default_factory=dict, repr=False)

    @property
    def data_folder(self) -> Path | None:
        """The folder with the tables, or None when the data live behind a connection URL."""
        return None if "://" in self.catalog.data else self.root / self.catalog.data

    def location(self, path: tuple[Step, ...], *, key: bool = False) -> Location:
        """Return where ``path`` is written.

        A path follows the keys of the files; a dataset and the items of a list go by name, id or number:
        ``("home", "field")``, ``("datasets", "bijstand", "fields", "jaar", "grain")``. What is not written is
        found where it belongs. ``key`` asks for the key instead of its value.
        """
        if len(path) >= 2 and path[0] == "datasets":
            name = self.catalog.datasets[path[1]].name if isinstance(path[1], int) else path[1]
            file = self.files.get(f"dataset:{name}")
            return file.locate(path[2:], key=key) if file else Location(CATALOG_FILE)
        return self.files[CATALOG_FILE].locate(path, key=key) if CATALOG_FILE in self.files else Location(CATALOG_FILE)
