"""From a file to a dataset, on one screen: read, find the table, look at it, document it, try it, put it in place."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.catalog.loading import load_catalog
from assistant.catalog.text import Language
from assistant.engines import open_engine
from assistant.errors import CatalogError, InternalError, SourceError
from assistant.settings import Settings
from assistant.workbench.adding.columns import Column, file_sign, look_at
from assistant.workbench.adding.csv_reading import read_csv
from assistant.workbench.adding.database_reading import read_database
from assistant.workbench.adding.document import Found, document_of, without_todo, written
from assistant.workbench.adding.finding import find_out
from assistant.workbench.adding.grid import Grid
from assistant.workbench.adding.joins import Neighbours
from assistant.workbench.adding.parquet_reading import read_parquet
from assistant.workbench.adding.report import Notes
from assistant.workbench.adding.shape import find_table, whole_table
from assistant.workbench.adding.structure import structure_of
from assistant.workbench.adding.words import spoken, words
from assistant.workbench.adding.xlsx_reading import read_xlsx
from assistant.workbench.cbs.catalog_folder import CatalogFolder
from assistant.workbench.cbs.naming import snake
from assistant.workbench.cbs.staging import Staging
from assistant.workbench.cbs.yaml_files import dump


@dataclass(frozen=True, slots=True)
class AddReport:
    """What was made: the dataset, its files, what was assumed about the file, and per column what was found."""

    dataset: str
    title: str
    files: tuple[Path, ...]
    todo: int
    assumed: tuple[str, ...]
    columns: tuple[tuple[str, str, tuple[str, ...]], ...]


def add_file(
    path: Path,
    target: Path,
    settings: Settings,
    *,
    name: str | None = None,
    sheet: str | None = None,
    database: str | None = None,
    language: Language = "nl",
) -> AddReport:
    """Add a CSV, XLSX or Parquet file to the catalogue at ``target`` (made when absent) as a dataset called ``name``.

    With ``database``, the SQLAlchemy address of one, ``path`` is the name of a table in it.

    Raises :class:`SourceError` when the file cannot be read or the name is taken; then the catalogue is as it was.
    """
    folder = CatalogFolder.open(target)
    dataset = snake(name or (path.name.rpartition(".")[2] if database else path.stem), "tabel")
    if dataset in folder.datasets:
        raise SourceError(f"the catalogue has a dataset {dataset} already", hint="give this one another with --name")
    notes = Notes(language)
    grid = read_database(database, path.name) if database else _read(path, sheet, notes)
    table = (whole_table if database or _knows_columns(path) else find_table)(grid, path.name, notes)
    columns = _columns(table.columns, table.units, table.rows, grid, notes)
    notes.of_file("rows", rows=len(table.rows), columns=len(columns))
    with Staging(target) as staging:
        neighbours = _neighbours(folder, settings, notes)
        found = find_out(dataset, spoken(path.stem), structure_of(columns), table.reasons(), neighbours, notes)
        document = document_of(found, language)
        text = written(document, words()["texts"]["heading"].format(file=path.name), language)
        data = staging.path(f"{folder.data}/{dataset}.csv")
        _write(found, data)
        _try(document, data, settings)
        staging.path(folder.dataset_file(dataset)).write_text(text, "utf-8")
        if not folder.exists:
            head = {"name": snake(target.resolve().name, "catalogus"), "language": language}
            staging.path("catalog.yaml").write_text(dump(head, ""), "utf-8")
        files = staging.commit()
    rows = tuple(
        (part.column.header, found.names[part.column.header], tuple(notes.columns.get(part.column.header, ())))
        for part in found.structure.parts
    )
    return AddReport(dataset, found.title, files, text.count("# TODO"), tuple(notes.file), rows)


def _read(path: Path, sheet: str | None, notes: Notes) -> Grid:
    kind = path.suffix.lower()
    if kind in (".xlsx", ".xlsm"):
        return read_xlsx(path, sheet, notes)
    if sheet is not None:
        raise SourceError(f"{path} has no sheets", hint="--sheet goes with an Excel workbook")
    if kind in (".csv", ".txt", ".tsv"):
        return read_csv(path, notes)
    if _knows_columns(path):
        return read_parquet(path)
    raise SourceError(f"{path} cannot be added", hint="give a file that ends in .csv, .xlsx or .parquet")


def _knows_columns(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def _columns(
    headers: tuple[str, ...], units: tuple[str, ...], rows: list[list[str]], grid: Grid, notes: Notes
) -> list[Column]:
    values = [[row[at] for row in rows] for at in range(len(headers))]
    hint = file_sign(values)
    if hint:
        notes.of_file("decimal", mark={"comma": ",", "point": "."}[hint])
    return [
        look_at(header, unit, found, hint, grid.leaning, notes)
        for header, unit, found in zip(headers, units, values, strict=True)
    ]


def _neighbours(folder: CatalogFolder, settings: Settings, notes: Notes) -> Neighbours | None:
    if not folder.datasets:
        return None
    try:
        loaded = load_catalog(folder.path)
        with open_engine(loaded, replace(settings, catalog=folder.path)) as engine:
            return Neighbours(loaded, engine.profile)
    except CatalogError:
        notes.of_file("no_joins")
        return None


def _write(found: Found, data: Path) -> None:
    """Write the rows as the catalogue reads them: UTF-8, comma, decimal point, missing marks kept."""
    parts = [part.column for part in found.structure.parts]
    made = {item.name: item.values for item in found.made}
    with data.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([*(found.names[column.header] for column in parts), *made])
        out.writerows(zip(*(column.values for column in parts), *made.values(), strict=True))


def _try(document: dict[str, Any], data: Path, settings: Settings) -> None:
    """Open the new dataset by itself: what is put in the catalogue can be asked at once."""
    with tempfile.TemporaryDirectory(prefix="duiding-") as scratch:
        folder = Path(scratch)
        (folder / "datasets").mkdir()
        (folder / "data").mkdir()
        alone = {key: value for key, value in without_todo(document).items() if key != "relationships"}
        (folder / "datasets" / "new.yaml").write_text(dump(alone, ""), "utf-8")
        (folder / "catalog.yaml").write_text("name: trial\n", "utf-8")
        (folder / "data" / data.name).write_bytes(data.read_bytes())
        try:
            with open_engine(load_catalog(folder), replace(settings, catalog=folder, home=folder / "home")):
                return
        except CatalogError as error:
            raise InternalError(
                f"the documentation that was made does not fit the data: {error.problems[0]}"
            ) from error
