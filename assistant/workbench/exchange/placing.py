"""Puts a description from elsewhere into a catalogue: on a dataset that is there, or with a table that is given."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.catalog.loading import load_catalog
from assistant.engines import open_engine
from assistant.errors import CatalogError, SourceError
from assistant.settings import Settings
from assistant.workbench.adding import add_file
from assistant.workbench.cbs.catalog_folder import CatalogFolder
from assistant.workbench.cbs.naming import snake
from assistant.workbench.cbs.overlay import Document, lay_over
from assistant.workbench.cbs.staging import Staging
from assistant.workbench.cbs.yaml_files import dump, read
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.fitting import fit, fit_head
from assistant.workbench.exchange.told import Told

#: Parts of a dataset that are left out one by one when they do not fit what is there.
_PARTS = ("metrics", "relationships", "caveats", "breaks")
_TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a description goes: the catalogue, the tables given beside it, and how it is called in the heading."""

    target: Path
    data: Path | None
    heading: str


def place(described: Described, where: Place, settings: Settings, told: Told) -> tuple[Path, ...]:
    """Write what can be placed, all of it or nothing; raises :class:`SourceError` when that is nothing."""
    folder = CatalogFolder.open(where.target)
    with tempfile.TemporaryDirectory(prefix="duiding-") as scratch:
        draft = _Draft(Path(scratch) / "catalogue", folder, settings, told)
        for document in described.datasets:
            _one(document, described, where, folder, draft, told)
        if not draft.documents:
            raise SourceError(
                "nothing of this description could be placed: none of its datasets is in the catalogue or has a table",
                hint="add --data with the file, or a folder of files, that it describes",
            )
        head = fit_head(described, folder.exists, where.target, told)
        draft.check(head)
        return _commit(draft, head, folder, where)


def _one(
    document: Document, described: Described, where: Place, folder: CatalogFolder, draft: _Draft, told: Told
) -> None:
    name = str(document["name"])
    if name in folder.datasets:
        under = fit(document, folder.datasets[name], described.complete, told)
        draft.documents[name] = lay_over(under, folder.datasets[name])
        told.of_brought("laid_over", name=name)
        return
    table = described.tables.get(name) or _table(document, where.data, len(described.datasets))
    if table is None:
        told.of_lost("no_table", name=name)
        return
    draft.add(name, document, table, described.complete)
    fields = draft.documents[name]["fields"]
    told.of_brought("dataset", name=name, fields=len(fields))


def _table(document: Document, data: Path | None, datasets: int) -> Path | None:
    """Return the file that holds the rows of a dataset: the one that is given, or the one in the folder by its name."""
    if data is None:
        return None
    if data.is_file():
        return data if datasets == 1 else None
    if not data.is_dir():
        raise SourceError(
            f"{data} is neither a file nor a folder", hint="--data names the table, or a folder of tables"
        )
    wanted = {str(document["name"]), Path(str(document.get("source", ""))).stem}
    found = sorted(
        path for path in data.iterdir() if path.suffix.lower() in _TABLES and wanted & {path.stem, snake(path.stem, "")}
    )
    return found[0] if found else None


class _Draft:
    """The datasets as they will be, tried out in a catalogue of their own before anything is put in place."""

    def __init__(self, path: Path, folder: CatalogFolder, settings: Settings, told: Told) -> None:
        self.path, self._folder, self._settings, self._told = path, folder, settings, told
        self.documents: dict[str, Document] = {}
        self.files: dict[str, Path] = {}

    def add(self, name: str, document: Document, table: Path, complete: bool) -> None:
        """Add a dataset with its table: as it stands when the description is whole, else looked at first."""
        if complete:
            self.documents[name] = {**document, "source": f"{name}{table.suffix.lower()}"}
            self.files[f"{name}{table.suffix.lower()}"] = table
            return
        report = add_file(table, self.path / "new" / name, self._settings, name=name, language=self._told.language)
        made = read(report.files[1])
        for line in report.assumed:
            self._told.assumed.append(f"{name}: {line}")
        renamed = {header: field for header, field, _ in report.columns}
        self.documents[report.dataset] = lay_over(made, fit(document, made, False, self._told, renamed))
        self.files[report.files[0].name] = report.files[0]

    def check(self, head: Document) -> None:
        """Open the catalogue as it will be; parts that do not fit are left out and told."""
        problem = self._problem(head, self.documents)
        if problem is None:
            return
        whole = self.documents
        self.documents = {name: {k: v for k, v in one.items() if k not in _PARTS} for name, one in whole.items()}
        if (worse := self._problem(head, self.documents)) is not None:
            raise SourceError(f"the description does not fit the table: {worse}", hint="nothing was changed")
        for name, document in whole.items():
            for part in _PARTS:
                for record in document.get(part, []):
                    self._try(head, name, part, record)

    def _try(self, head: Document, name: str, part: str, record: Document) -> None:
        one = self.documents[name]
        tried = {**one, part: [*one.get(part, []), record]}
        problem = self._problem(head, self.documents | {name: tried})
        if problem is None:
            self.documents[name] = tried
        else:
            self._told.of_lost("does_not_fit", name=f"{name}.{record.get('name') or record.get('id')}", why=problem)

    def _problem(self, head: Document, documents: dict[str, Document]) -> str | None:
        with self._catalogue(head, documents) as path:
            try:
                with open_engine(load_catalog(path), replace(self._settings, catalog=path, home=self.path / "home")):
                    return None
            except CatalogError as error:
                return str(error.problems[0])

    @contextmanager
    def _catalogue(self, head: Document, documents: dict[str, Document]) -> Iterator[Path]:
        """Make the catalogue with these documents; tables are linked, not copied."""
        path = self.path / "tried"
        data = path / self._folder.data
        (path / "datasets").mkdir(parents=True)
        data.mkdir(parents=True, exist_ok=True)
        old = self._folder.path / self._folder.data
        tables = {file.name: file for file in old.iterdir() if file.is_file()} if old.is_dir() else {}
        for name, file in (tables | self.files).items():
            (data / name).symlink_to(file.resolve())
        kept = read(self._folder.path / "catalog.yaml") if self._folder.exists else head
        (path / "catalog.yaml").write_text(dump(kept, ""), "utf-8")
        for name, document in (self._folder.datasets | documents).items():
            (path / "datasets" / f"{name}.yaml").write_text(dump(document, ""), "utf-8")
        try:
            yield path
        finally:
            shutil.rmtree(path)


def _commit(draft: _Draft, head: Document, folder: CatalogFolder, where: Place) -> tuple[Path, ...]:
    with Staging(where.target) as staging:
        for name, file in draft.files.items():
            shutil.copyfile(file, staging.path(f"{folder.data}/{name}"))
        for name, document in draft.documents.items():
            staging.path(folder.dataset_file(name)).write_text(dump(document, where.heading), "utf-8")
        if not folder.exists:
            staging.path("catalog.yaml").write_text(dump(head, ""), "utf-8")
        return staging.commit()
