"""Finds out what a table holds beyond its columns, and tells each thing that was taken for granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.catalog.vocabulary import FieldRole
from assistant.workbench.adding.document import Found, Made
from assistant.workbench.adding.joins import Join, Neighbours
from assistant.workbench.adding.levels import LevelsFound, levels_of, parents_of
from assistant.workbench.adding.measures import meaning_of
from assistant.workbench.adding.report import Notes
from assistant.workbench.adding.structure import Part, Structure
from assistant.workbench.adding.totals import total_of
from assistant.workbench.adding.words import matches, pattern, words
from assistant.workbench.cbs.naming import Names

_MEMBERS = (FieldRole.KEY, FieldRole.DIMENSION)


def find_out(
    name: str,
    title: str,
    structure: Structure,
    reasons: Mapping[str, str],
    neighbours: Neighbours | None,
    notes: Notes,
) -> Found:
    """Return what was found out about a table."""
    taken = Names()
    names = {part.column.header: taken.take(part.column.header, "k") for part in structure.parts}
    coded = [part for part in structure.parts if part.role in _MEMBERS and part.names is None]
    joins = _joins(coded, neighbours)
    levels = _levels(coded, joins, structure)
    totals = {part.column.header: total for part in coded if (total := total_of(part, structure))}
    for header, total in totals.items():
        notes.of_column(header, "total_checked" if total.checked else "total", member=total.member)
    for header, found in levels.items():
        notes.of_column(header, "levels", levels=", ".join(found.order))
    for header, join in joins.items():
        share = f"{100 * join.share:.0f} %"
        notes.of_column(header, "join", target=f"{join.dataset}.{join.key}", share=share)
    made = [
        Made(taken.take(f"{names[header]} niveau", "k"), words()["texts"]["level"], found.values)
        for header, found in levels.items()
        if found.header is None
    ]
    provisional = _status(structure, names, notes)
    if provisional is None and (stars := _stars(structure, taken, notes)):
        made.append(stars)
        provisional = f"{stars.name} = 'ja'"
    for part in structure.parts:
        _tell(part, structure, notes)
    notes.of_file(*_key(structure), columns=", ".join(structure.key))
    return Found(name, title, structure, names, reasons, totals, levels, joins, provisional, tuple(made))


def _joins(coded: list[Part], neighbours: Neighbours | None) -> dict[str, Join]:
    if neighbours is None:
        return {}
    return {part.column.header: join for part in coded if (join := neighbours.join_of(part))}


def _levels(coded: list[Part], joins: Mapping[str, Join], structure: Structure) -> dict[str, LevelsFound]:
    """Look for levels in the first column that names a row; where it joins, the other dataset knows the levels."""
    first = next((part for part in coded if part.role is FieldRole.KEY and part.column.header in structure.key), None)
    if first is None or first.column.header in joins:
        return {}
    found = levels_of(first, structure)
    if found is None or found.header == first.column.header:
        return {}
    return {first.column.header: replace(found, parents=parents_of(first, found, structure))}


def _status(structure: Structure, names: Mapping[str, str], notes: Notes) -> str | None:
    """Return the condition of rows that a column itself calls provisional."""
    for part in structure.of(FieldRole.DIMENSION):
        said = sorted(value for value in part.column.distinct if pattern("provisional").match(value.lower()))
        if said and len(part.column.distinct) <= 5:
            notes.of_file("status", column=part.column.header, value=", ".join(said))
            listed = ", ".join("'" + value.replace("'", "''") + "'" for value in said)
            return f"{names[part.column.header]} IN ({listed})"
    return None


def _stars(structure: Structure, taken: Names, notes: Notes) -> Made | None:
    rows: frozenset[int] = frozenset().union(*(part.column.starred for part in structure.parts))
    if not rows:
        return None
    notes.of_file("stars", count=len(rows))
    count = len(structure.parts[0].column.values)
    values = tuple("ja" if at in rows else "nee" for at in range(count))
    return Made(taken.take("voorlopig", "ster"), words()["texts"]["provisional"], values)


def _key(structure: Structure) -> tuple[str]:
    return ("key",) if structure.key else ("no_key",)


def _tell(part: Part, structure: Structure, notes: Notes) -> None:
    """Say what a column is; what it is comes before what else was noticed."""
    column, before = part.column, notes.columns.pop(part.column.header, [])
    if part.personal:
        notes.of_column(column.header, "personal")
    elif part.names:
        notes.of_column(column.header, "label", column=part.names)
    elif column.time:
        said = sorted(column.distinct, key=lambda value: (str(column.time and column.time.period(value)), value))
        notes.of_column(column.header, "time", grain=column.time.grain, first=said[0], last=said[-1])
    elif part.role is FieldRole.MEASURE:
        figures = column.numbers
        low, high = (f"{figure:.15g}" for figure in (min(figures), max(figures)))
        notes.of_column(column.header, "measure", low=low, high=high)
        for why in meaning_of(part, bool(structure.of(FieldRole.TIME))).why:
            notes.of_column(column.header, why)
    elif part.role is FieldRole.ATTRIBUTE:
        notes.of_column(column.header, "attribute")
    elif part.role is FieldRole.KEY or matches("code", column.header):
        notes.of_column(column.header, "code", distinct=len(column.distinct))
    else:
        notes.of_column(
            column.header, "dimension", distinct=len(column.distinct), example=min(column.distinct, default="")
        )
    notes.columns.setdefault(column.header, []).extend(before)
