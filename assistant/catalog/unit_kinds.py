"""What kind of thing a figure is measured in, and whether two figures may be added or compared.

``%`` and ``euro`` never go together. Two counts of different things (inwoners, huishoudens) do not either, unless the
catalogue itself adds them: a metric ``geboren - overleden`` says that children and persons go together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import sqlglot
from sqlglot import exp

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.text import Text
from assistant.catalog.units import is_money, is_percentage
from assistant.catalog.vocabulary import Aggregation, FieldRole
from assistant.own_yaml import read_own

_ADDED = (Aggregation.SUM, Aggregation.COUNT, Aggregation.COUNT_DISTINCT)
#: What a figure that is added up, but says no unit, cannot be.
_NO_AMOUNT = frozenset({"percent", "mark", "moment", "rate"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of unit (``percent``, ``money``, ``count``, …) and the word for it, empty when none is documented."""

    kind: str
    word: str = ""


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    text = resources.files(__package__).joinpath("unit_kinds.yaml").read_text("utf-8")
    return {word: kind for kind, words in read_own(text).items() for word in words}


def unit_of(field: Field) -> Unit | None:
    """Return the unit of a documented field; None when nothing is known about it."""
    if field.role is FieldRole.TIME:
        return Unit("moment")
    if field.role is not FieldRole.MEASURE:
        return None
    if field.unit is None:
        if field.persons:
            return Unit("count")  # of persons, whatever they are called
        return Unit("amount") if field.aggregation in _ADDED else None
    return unit_called(field.unit)


def unit_called(unit: Text) -> Unit:
    """Return the kind of a documented unit."""
    word = (unit.nl or unit.en or "").strip().lower()
    if is_percentage(unit):
        return Unit("percent", word)
    if word.startswith("per ") or " per " in word or "/" in word:
        return Unit("rate", word)
    if is_money(unit):
        return Unit("money", word)
    return Unit(_kinds().get(word, "count"), word)


def clash(one: Unit | None, other: Unit | None) -> bool:
    """Whether two figures are of different kinds: a percentage and an amount of money."""
    if one is None or other is None:
        return False
    if one.kind == other.kind:
        return one.kind == "rate" and one.word != other.word
    kinds = {one.kind, other.kind}
    if "amount" in kinds:
        return bool(kinds & _NO_AMOUNT)
    return kinds != {"moment", "duration"}


def differ(one: Unit | None, other: Unit | None) -> bool:
    """Whether two figures count different things."""
    return one is not None and other is not None and _words_differ(one, other)


def _words_differ(one: Unit, other: Unit) -> bool:
    return one.kind == other.kind == "count" and "" not in (one.word, other.word) and one.word != other.word


def added_together(catalog: Catalog) -> frozenset[frozenset[str]]:
    """Return the pairs of counted things that documented expressions add or subtract."""
    found: set[frozenset[str]] = set()
    for dataset in catalog.datasets:
        for metric in dataset.metrics.values():
            text = metric.expression or ""
            tree = _parsed(text) if "+" in text or "-" in text else None
            for node in tree.find_all(exp.Add, exp.Sub) if tree is not None else ():
                left, right = _words(node.left, dataset, catalog), _words(node.right, dataset, catalog)
                found |= {frozenset((a, b)) for a in left for b in right if a != b}
    return frozenset(found)


def _parsed(text: str) -> exp.Expr | None:
    try:
        return sqlglot.parse_one(text, dialect="duckdb")
    except (sqlglot.errors.SqlglotError, RecursionError):
        return None


def _words(node: exp.Expr, dataset: Dataset, catalog: Catalog) -> set[str]:
    words = set()
    for column in node.find_all(exp.Column):
        home = catalog.by_name.get(column.table or dataset.name)
        field = home.fields_by_name.get(column.name) if home else None
        unit = unit_of(field) if field else None
        if unit is not None and unit.kind == "count":
            words.add(unit.word)
    return words
