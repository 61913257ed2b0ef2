"""Writes the documentation of an import: the service's words, reviewed words over them, the maintainer's over both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.catalog.vocabulary import Aggregation, Grain
from assistant.workbench.cbs import region_dataset
from assistant.workbench.cbs.catalog_folder import CatalogFolder
from assistant.workbench.cbs.document import Part, dataset_document
from assistant.workbench.cbs.layout import Layout, grain_words
from assistant.workbench.cbs.naming import snake
from assistant.workbench.cbs.overlay import Document, fitted, lay_over, load_preset
from assistant.workbench.cbs.regions import Region
from assistant.workbench.cbs.report import Notes
from assistant.workbench.cbs.staging import Staging
from assistant.workbench.cbs.store import Store
from assistant.workbench.cbs.table import TableDoc
from assistant.workbench.cbs.totals import Whole, whole_of
from assistant.workbench.cbs.words import words
from assistant.workbench.cbs.yaml_files import dump

#: What a new import always says anew, whatever stood there.
_FRESH = ("source", "updated", "primary_key", "provisional")
_SELECTION = "selectie-"


class Documents:
    """The YAML files of one import, written into the staging folder."""

    def __init__(
        self, folder: CatalogFolder, staging: Staging, notes: Notes, preset: Document, where: str | None
    ) -> None:
        self._folder, self._staging, self._notes, self._preset, self._where = folder, staging, notes, preset, where
        self._metrics: set[str] = set()
        self._table, self._mixed, self._region_dataset = "", False, ""

    def name_for(self, table: TableDoc, grains: Sequence[Grain | None]) -> str:
        """Return the dataset name: the reviewed one or one made from the title, and not another dataset's."""
        self._table, self._mixed = table.identifier, len(grains) > 1
        wanted = str(self._preset.get("name") or snake(table.title.partition(";")[0], "tabel"))
        suffixes = [""] if len(grains) == 1 else [f"_{grain_words(grain)['name']}" for grain in grains]
        if all(self._is_free(f"{wanted}{suffix}") for suffix in suffixes):
            return wanted
        name = f"{wanted}_{snake(table.identifier, 't')}"
        self._notes.assumed("name_taken", wanted=wanted, name=name)
        return name

    def regions(self, regions: dict[str, Region]) -> str:
        """Write the shared dataset of regions and return its name."""
        taken = self._folder.datasets
        name = next(
            name
            for name in ("regio", "regio_cbs", "cbs_regio")
            if name not in taken or region_dataset.is_ours(taken[name])
        )
        self._region_dataset = name
        merged = region_dataset.merge(regions, self._folder.path / self._folder.data_file(name))
        region_dataset.write(merged.regions, self._staging.path(self._folder.data_file(name)))
        document = region_dataset.region_document(name, merged.regions, load_preset("regio"))
        self._write(name, document, "Regions of the imported CBS tables.", keep=("levels",))
        levels = region_dataset.levels_in_words(merged.regions, self._notes.language)
        self._notes.brought("regions", name=name, count=len(merged.regions), added=merged.added, levels=levels)
        return name

    def dataset(self, part: Part, layout: Layout, store: Store, regions: str, rows: int) -> None:
        """Write the documentation of one dataset and tell what was assumed."""
        additive = {
            found.measure.code: found.measure.decimals
            for found in layout.measures
            if found.meaning.aggregation is Aggregation.SUM
        }
        wholes = {column.name: whole_of(column.dimension, store, additive) for column in layout.plain}
        document = dataset_document(part, layout, wholes, regions)
        entry = grain_words(part.grain)["name"] if layout.time else None
        document = lay_over(document, fitted(self._preset, document, part.grain and part.grain.value, entry))
        self._metrics |= {f"{part.name}.{found.name}" for found in layout.measures}
        if self._mixed and part.grain is not Grain.YEAR:
            document = _per_grain(document, part)
        heading = f"Made by: duiding catalog import cbs {self._table}" + (
            f' --where "{self._where}"' if self._where else ""
        )
        self._write(part.name, document, heading)
        if self._preset:
            self._notes.brought("preset", table=self._table)
        self._tell(part, layout, wholes, rows)

    def catalog(self, texts: Document, home: Document) -> None:
        """Write catalog.yaml when there is none; else tell what would be added to it.

        ``texts`` are the title and description of a new catalogue, ``home`` says what "we" stands for in it.
        """
        adds = home | self._additions()
        if self._folder.exists:
            for key, value in adds.items():
                if self._folder.catalog.get(key) != value:
                    self._notes.not_brought("catalog_hint", entry=f"{key}: {value}")
            return
        texts = words()["texts"]["catalog"] | texts
        document = {"format_version": 1, "name": snake(self._folder.path.resolve().name, "catalogus"), **texts}
        document |= {"publisher": {"name": words()["texts"]["publisher"], "url": "https://www.cbs.nl"}}
        # What a maintainer adds later is protected from the start; the tables of CBS say themselves that they are.
        document |= {"license": "CC-BY-4.0", "language": "nl", "disclosure": {"min_count": 5}, **adds}
        self._staging.path("catalog.yaml").write_text(dump(document, "A catalogue of imported tables."), "utf-8")

    def _additions(self) -> Document:
        """Return what the reviewed documentation adds to catalog.yaml, as far as its metrics were brought."""
        adds: Document = self._preset.get("catalog", {})
        fits = {
            key: [entry for entry in value if entry.get("metric", "") in {"", *self._metrics}]
            for key, value in adds.items()
        }
        return {key: value for key, value in fits.items() if value}

    def mixed_grains(self, names: dict[Grain | None, str]) -> None:
        """Tell that a table became several datasets."""
        if len(names) > 1:
            self._notes.assumed("grains", names=", ".join(names.values()))

    def _is_free(self, name: str) -> bool:
        document = self._folder.datasets.get(name)
        return document is None or document.get("provenance", {}).get("identifier") == self._table

    def _write(self, name: str, document: Document, heading: str, keep: tuple[str, ...] = ()) -> None:
        before = self._folder.datasets.get(name)
        if before is not None:
            document = self._kept(name, before, document, keep)
            if name != self._region_dataset:
                self._notes.brought("kept", name=name)
        self._staging.path(self._folder.dataset_file(name)).write_text(dump(document, heading), "utf-8")

    def _kept(self, name: str, before: Document, document: Document, fresh_field_keys: tuple[str, ...]) -> Document:
        """Lay what the maintainer's file says over the new documentation, but for what the new figures decide."""
        now = {field["name"]: field for field in document["fields"]}
        fields = []
        for field in before.get("fields", []):
            if field["name"] not in now and "expression" not in field and "column" not in field:
                self._notes.not_brought("column_gone", name=name, field=field["name"])
                continue
            fields.append({key: value for key, value in field.items() if key not in _fresh_keys(fresh_field_keys)})
        over: dict[str, Any] = {key: value for key, value in before.items() if key not in _FRESH} | {"fields": fields}
        if "caveats" in before:
            over["caveats"] = [found for found in before["caveats"] if not str(found.get("id")).startswith(_SELECTION)]
        over["provenance"] = before.get("provenance", {}) | document.get("provenance", {})
        found: Document = lay_over(document, over)
        return {key: value for key, value in found.items() if value != []}

    def _tell(self, part: Part, layout: Layout, wholes: dict[str, Whole], rows: int) -> None:
        first, last = (part.periods[0].title, part.periods[-1].title) if part.periods else ("-", "-")
        self._notes.brought(
            "dataset", name=part.name, rows=rows, figures=part.figures, first=first, last=last, title=layout.table.title
        )  # fmt: skip
        special = [period for period in part.periods if period.grain is None]
        if special:
            self._notes.assumed("special_periods", count=len(special), example=special[0].title)
        reviewed = {
            field["code"] for field in self._preset.get("fields", []) if "aggregation" in field and "code" in field
        }
        for found in layout.measures:
            if found.meaning.assumed and found.measure.code not in reviewed:
                moment = found.meaning.reference
                reference = words()["references"][moment.value] if moment else ""
                self._notes.assumed(found.meaning.assumed, label=found.label, reference=reference)
        for column in layout.plain:
            self._tell_whole(
                column.dimension.title, wholes[column.name], part.members[column.name], column.dimension.by_code
            )

    def _tell_whole(self, dimension: str, whole: Whole, present: set[str], codes: dict[str, Any]) -> None:
        if whole.outcome == "parts":
            return
        code = whole.total or whole.default or next(iter(sorted(present)), "")
        member = codes[code].title if code in codes else code
        self._notes.assumed(whole.outcome, dimension=dimension, member=member)


def _fresh_keys(keys: tuple[str, ...]) -> set[str]:
    return {*keys, "datatype"}


def _per_grain(document: Document, part: Part) -> Document:
    """Say in the labels that these figures are per quarter or month, so that they are not taken for yearly ones."""
    per = grain_words(part.grain)["per"]
    for field in document["fields"]:
        if field["role"] == "measure":
            field["label"] = {language: f"{text} {per[language]}" for language, text in field["label"].items()}
            if isinstance(field.get("synonyms"), dict):
                field["synonyms"] = {
                    language: [f"{word} {per[language]}" for word in found]
                    for language, found in field["synonyms"].items()
                }
    return document
