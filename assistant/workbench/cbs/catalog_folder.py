"""The catalogue that is imported into: where its files stand and what they say already."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SourceError
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.cbs.yaml_files import read


@dataclass(frozen=True, slots=True)
class CatalogFolder:
    """A catalogue folder; ``data`` is its data folder, relative to it; ``exists`` whether
    it has a catalog.yaml, ``catalog`` what that says."""

    path: Path
    data: str
    exists: bool
    catalog: Document
    datasets: dict[str, Document]

    @classmethod
    def open(cls, path: Path) -> CatalogFolder:
        """Read what is there; an absent or empty folder is an empty catalogue."""
        if path.exists() and not path.is_dir():
            raise SourceError(f"{path} is a file, not a folder", hint="--catalog names a folder")
        file = path / "catalog.yaml"
        catalog = read(file) if file.is_file() else {}
        data = str(catalog.get("data", "data"))
        if "://" in data:
            raise SourceError(
                f"{file} keeps its data in a database; an import writes files",
                hint="import into a catalogue of its own, or load the Parquet files into the database yourself",
            )
        if Path(data).is_absolute() or ".." in Path(data).parts:
            raise SourceError(f"{file} keeps its data outside the catalogue, in {data}; an import writes inside it")
        documents = [read(found) for found in sorted((path / "datasets").glob("*.yaml"))]
        named = {str(document["name"]): document for document in documents if "name" in document}
        return cls(path, data, file.is_file(), catalog, named)

    def data_file(self, dataset: str) -> str:
        """Return where the table of a dataset stands, relative to the catalogue."""
        return f"{self.data}/{dataset}.parquet"

    def dataset_file(self, dataset: str) -> str:
        """Return where the documentation of a dataset stands, relative to the catalogue."""
        return f"datasets/{dataset}.yaml"
