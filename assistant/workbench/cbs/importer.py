"""The import of one table, from the service to the catalogue, on one screen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.catalog.text import Language
from assistant.errors import SourceError
from assistant.workbench.cbs.catalog_folder import CatalogFolder
from assistant.workbench.cbs.documenting import Documents
from assistant.workbench.cbs.keeping import Keeping
from assistant.workbench.cbs.layout import Layout, lay_out
from assistant.workbench.cbs.overlay import Document, load_preset
from assistant.workbench.cbs.parts import describe, part_names, periods_by_grain, with_figures, write_part
from assistant.workbench.cbs.reader import Reader
from assistant.workbench.cbs.regions import MUNICIPALITY, Region, municipality, read_regions
from assistant.workbench.cbs.report import ImportReport, Notes
from assistant.workbench.cbs.service import Service
from assistant.workbench.cbs.staging import Staging
from assistant.workbench.cbs.store import Store
from assistant.workbench.cbs.table import Code, Dimension, TableDoc, read_table
from assistant.workbench.cbs.versions import DEFAULT_BASE_URL, open_service

#: A service that sends more than this many times what it announces is stopped.
_TOO_MANY = 2


def import_cbs(
    table: str,
    target: Path,
    *,
    base_url: str | None = None,
    odata: int | None = None,
    where: str | None = None,
    home: str | None = None,
    texts: Document | None = None,
    language: Language = "nl",
    progress: Callable[[str], None] | None = None,
    pause: Callable[[float], None] = time.sleep,
    keep: Path | None = None,
) -> ImportReport:
    """Bring one CBS table into the catalogue at ``target`` (made when absent), and tell what was done.

    ``odata`` is the version of the protocol; without it version 4 is asked first, and version 3 where that does not
    know the table. ``where`` is an OData ``$filter`` on the figures. A catalogue that is made gets ``home``, the
    municipality that "we" stands for (its code or name), and ``texts``, its title and description. ``progress`` is
    told how far a long import is. Raises :class:`SourceError` when the service or the catalogue stands in the way;
    then the catalogue is as it was. With ``keep``, a folder, an import that was broken off goes on where it stopped.
    """
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", table):
        raise SourceError(f"{table!r} is no table number", hint="a table number looks like 03759ned")
    folder = CatalogFolder.open(target)
    notes, preset = Notes(language), load_preset(table)
    with Reader(DEFAULT_BASE_URL if base_url is None else base_url, pause=pause) as reader, Staging(target) as staging:
        service = open_service(reader, base_url, table, odata, notes)
        documentation = read_table(service, table)
        kept = Keeping(keep or staging.work, str(base_url), type(service).__name__, table, where or "")
        with kept as folder_of_figures, _store(folder_of_figures, documentation) as store:
            _bring(service, documentation, where, store, notes, progress)
            layout = lay_out(documentation, _measures(documentation, store, notes), preset, notes)
            documents = Documents(folder, staging, notes, preset, where)
            regions = _regions(layout, store, notes)
            region_dataset = documents.regions(regions) if layout.regions else ""
            grains = periods_by_grain(layout, store)
            names = part_names(documents.name_for(documentation, list(grains)), list(grains))
            for grain, periods in grains.items():
                here = with_figures(layout, periods, store)
                part = describe(names[grain], grain, periods, here, store)
                rows = write_part(part, here, store, staging.path(folder.data_file(part.name)))
                documents.dataset(part, here, store, region_dataset, rows)
            documents.catalog(texts or {}, _home(home, folder, regions, region_dataset))
            documents.mixed_grains(names)
        files = staging.commit()
    return ImportReport(
        table=table,
        title=documentation.title,
        datasets=tuple(names.values()),
        files=files,
        brought=tuple(notes.lines["brought"]),
        assumed=tuple(notes.lines["assumed"]),
        not_brought=tuple(notes.lines["not_brought"]),
    )


def _store(folder: Path, table: TableDoc) -> Store:
    return Store(folder, [dimension.identifier for dimension in table.dimensions], table.edition)


def _bring(
    service: Service,
    table: TableDoc,
    where: str | None,
    store: Store,
    notes: Notes,
    progress: Callable[[str], None] | None,
) -> None:
    if store.received:
        notes.brought("resumed", count=store.received)
    for page in () if store.complete else service.figures(where, store.following):
        store.add(page)
        if table.announced and store.received > _TOO_MANY * table.announced:
            raise SourceError(f"the service announces {table.announced:,} figures and keeps sending more")
        if progress is not None:
            progress(notes.progress(store.received, table.announced))
    store.check_once()
    if store.received == 0 and where:
        raise SourceError(f"no figure of {table.identifier} meets --where {where}", hint="check the codes in it")
    if store.received == 0:
        notes.not_brought("no_observations")
    elif where is None and table.announced and store.received < table.announced:
        notes.not_brought("fewer", announced=table.announced, received=store.received)
    if store.texts:
        notes.not_brought("text_values", count=store.texts)


def _measures(table: TableDoc, store: Store, notes: Notes) -> set[str]:
    """Return the documented measures that were brought; all of them when there are no figures."""
    documented = {measure.code for measure in table.measures}
    held = store.measures()
    for code in sorted(held.keys() - documented):
        notes.not_brought("unknown_measure", code=code, count=held[code])
    if held and not documented & held.keys():
        raise SourceError(f"the service documents none of the measures of {table.identifier} that it sends")
    return documented & held.keys() if held else documented


def _regions(layout: Layout, store: Store, notes: Notes) -> dict[str, Region]:
    """Return the regions that have a figure, over all region dimensions of the table."""
    found: dict[str, Region] = {}
    for column in layout.regions:
        present = store.distinct(column.dimension.identifier)
        valued = store.distinct(column.dimension.identifier, with_value=True)
        unknown = tuple(Code(code, code, "", "", None) for code in sorted(valued - column.dimension.by_code.keys()))
        known = read_regions(column.dimension.codes + unknown)
        found |= {code: _undoubted(known[code], layout, store, column.dimension, notes) for code in valued}
        if empty := len(present - valued):
            notes.not_brought("empty_regions", count=empty)
    return found


def _home(home: str | None, folder: CatalogFolder, regions: dict[str, Region], region_dataset: str) -> Document:
    """Return what "we" stands for in a catalogue that has nothing for it yet."""
    if home is None or "home" in folder.catalog:
        return {}
    if folder.exists and not any(region.level == MUNICIPALITY for region in regions.values()):
        return {}
    return {"home": {"field": f"{region_dataset}.regio_code", "value": municipality(home, regions)}}


def _undoubted(region: Region, layout: Layout, store: Store, dimension: Dimension, notes: Notes) -> Region:
    """Drop an abolition that the figures contradict: now and then the service marks a living municipality."""
    if region.abolished is None or layout.time is None:
        return region
    last = store.last_with_value(dimension.identifier, region.code, layout.time.identifier)
    if last[:4] <= str(region.abolished.year):
        return region
    notes.not_brought("not_abolished", region=region.name, date=region.abolished.isoformat(), last=last[:4])
    return replace(region, abolished=None)
