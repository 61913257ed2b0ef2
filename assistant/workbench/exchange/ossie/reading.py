"""An Apache Ossie semantic model as documents of our own; what has no place here is told."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalog.qualified import column_named, is_expression, tables_named, unqualified
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Datatype
from assistant.errors import SourceError
from assistant.workbench.cbs.overlay import Document, lay_over
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.ossie.extension import extension
from assistant.workbench.exchange.records import records, text
from assistant.workbench.exchange.told import Told

_NUMBERS = {Datatype.INTEGER.value, Datatype.DECIMAL.value, Datatype.FLOAT.value}
_WHAT = "Ossie document"
_LANGUAGES: dict[str, Language] = {"nl": "nl", "en": "en"}
_OURS = {str(kind) for kind in Datatype}


def read_ossie(document: Document, language: Language, told: Told) -> Described:
    """Return the datasets of a model, wrapped in ``semantic_model`` or flat at the root."""
    model = _model(document, told)
    own = extension(model, told)
    language = _LANGUAGES.get(str(own.get("language")), language)
    datasets = [_dataset(one, language, told) for one in records(model, "datasets", _WHAT)]
    by_name = {one["name"]: one for one in datasets}
    for record in records(model, "relationships", _WHAT):
        _put_relationship(record, by_name, told)
    for record in records(model, "metrics", _WHAT):
        _put_metric(record, by_name, language, told)
    return Described(lay_over(read_head(model, language), own), tuple(datasets), complete=bool(own))


def _model(document: Document, told: Told) -> Document:
    if "semantic_model" not in document:
        if "datasets" not in document:
            raise SourceError("this is no Ossie model: it has neither semantic_model nor datasets")
        return document
    models = document["semantic_model"]
    models = models if isinstance(models, list) else [models]
    if not models or not isinstance(models[0], dict):
        raise SourceError("this Ossie document holds no semantic model")
    for extra in models[1:]:
        told.of_lost("second_model", name=extra.get("name") if isinstance(extra, dict) else extra)
    return dict(models[0])


def read_head(model: Document, language: Language) -> Document:
    """Return what the standard keys of a model say about the catalogue."""
    return {"name": str(model["name"])} | text("description", model.get("description"), language)


def _dataset(record: Document, language: Language, told: Told) -> Document:
    found: Document = lay_over(read_dataset(record, language, told), extension(record, told))
    key = tuple(found.get("primary_key", ()))
    fields = [
        lay_over(read_field(field, key, language, told), extension(field, told))
        for field in records(record, "fields", _WHAT)
    ]
    return found | {"fields": fields}


def read_dataset(record: Document, language: Language, told: Told) -> Document:
    """Return what the standard keys of a dataset say, without its fields."""
    _need(record, "dataset", "name", "source")
    found: Document = {"name": str(record["name"]), "source": str(record["source"])}
    found |= text("description", record.get("description"), language)
    found |= _synonyms(record, language)
    keys = record.get("unique_keys") or []
    if key := record.get("primary_key") or (keys[0] if keys else None):
        found["primary_key"] = [str(column) for column in key]
        if "primary_key" not in record:
            told.of_assumed("unique_key", name=found["name"], key=", ".join(found["primary_key"]))
    return found


def read_field(record: Document, key: Sequence[str], language: Language, told: Told) -> Document:
    """Return what the standard keys of a field say; its role follows from dimension, datatype and key."""
    _need(record, "field", "name", "expression")
    name, datatype = str(record["name"]), record.get("datatype")
    if datatype is not None and datatype not in _OURS:
        told.of_lost("datatype", name=name, datatype=datatype)
        datatype = None
    found: Document = {"name": name, "role": _role(record, name in key, datatype)}
    found |= {"datatype": datatype} if datatype else {}
    found |= text("label", record.get("label"), language) | text("definition", record.get("description"), language)
    found |= _synonyms(record, language)
    expression = _expression(record, told)
    column = column_named(expression)
    if column is None:
        return found | {"expression": expression}
    return found if column == name else found | {"column": column}


def _role(record: Document, in_key: bool, datatype: str | None) -> str:
    dimension = record.get("dimension")
    if dimension is None:
        return (
            "measure" if datatype in _NUMBERS or (datatype is None and not in_key) else "key" if in_key else "attribute"
        )
    dated = datatype in (Datatype.DATE, Datatype.DATETIME)
    if isinstance(dimension, dict) and dimension.get("is_time", dated):
        return "time"
    return "key" if in_key else "dimension"


def read_relationship(record: Document, told: Told) -> Document:
    """Return a relationship; Ossie has the same keys."""
    _need(record, "relationship", "name", "from", "to", "from_columns", "to_columns")
    return {key: record[key] for key in ("name", "from", "to", "from_columns", "to_columns")}


def _put_relationship(record: Document, datasets: dict[str, Document], told: Told) -> None:
    found = lay_over(read_relationship(record, told), extension(record, told))
    if found["from"] in datasets:
        datasets[found["from"]].setdefault("relationships", []).append(found)
    else:
        told.of_lost("relationship", name=found["name"])


def read_metric(record: Document, dataset: str, language: Language) -> Document:
    """Return what the standard keys of a metric say, as a derived metric of ``dataset``."""
    found: Document = {"name": str(record["name"])}
    found |= text("definition", record.get("description"), language) | _synonyms(record, language)
    return found | {"expression": unqualified(_expression(record, Told()), dataset)}


def _put_metric(record: Document, datasets: dict[str, Document], language: Language, told: Told) -> None:
    _need(record, "metric", "name", "expression")
    own = extension(record, told)
    if "field" in own:
        return
    expression = _expression(record, told)
    named = own.get("dataset") or next((name for name in tables_named(expression) if name in datasets), None)
    if named is None and len(datasets) == 1:
        named = next(iter(datasets))
    if named not in datasets or not is_expression(expression):
        told.of_lost("metric", name=record["name"])
        return
    found = read_metric(record, named, language) | ({"name": own["name"]} if "name" in own else {})
    metrics: list[Document] = datasets[named].setdefault("metrics", [])
    metrics.append(lay_over(found, own.get("rest", {})))


def _expression(record: Document, told: Told) -> str:
    """Return the expression in standard SQL, or in the first dialect that there is."""
    dialects = record["expression"].get("dialects") if isinstance(record["expression"], dict) else None
    known = {one.get("dialect"): str(one.get("expression")) for one in records({"of": dialects}, "of", _WHAT)}
    if not known:
        raise SourceError(f"{record['name']} has no expression in any dialect")
    if "ANSI_SQL" not in known:
        dialect = next(iter(known))
        told.of_assumed("dialect", name=record["name"], dialect=dialect)
        return known[dialect]
    return known["ANSI_SQL"]


def _synonyms(record: Document, language: Language) -> Document:
    context = record.get("ai_context")
    words = context.get("synonyms") if isinstance(context, dict) else None
    return {"synonyms": {language: [str(word) for word in words]}} if words else {}


def _need(record: Document, what: str, *keys: str) -> None:
    missing = [key for key in keys if not record.get(key)]
    if missing:
        raise SourceError(f"a {what} in this Ossie document has no {missing[0]}: {str(record)[:120]}")
