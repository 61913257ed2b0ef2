"""Which member of a dimension is already the sum of the others: said by its title, checked in the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.workbench.cbs.store import Store, literal
from assistant.workbench.cbs.table import Code, Dimension
from assistant.workbench.cbs.words import matches, words

_KNOWN = re.compile(r"T\d{6}|10000")
#: At least this many groups of figures are compared before the figures may say anything.
_ENOUGH = 3
#: Share of the groups in which the parts must make up the total; rounding is allowed for.
_MOST = 0.9

Outcome = Literal["total", "total_checked", "overlap", "no_total", "selection", "parts"]


@dataclass(frozen=True, slots=True)
class Whole:
    """How the members of a dimension relate: the total among them, and whether they may be added up at all."""

    total: str | None
    exclusive: bool
    default: str | None
    outcome: Outcome


def whole_of(dimension: Dimension, store: Store, additive: Sequence[str]) -> Whole:
    """Decide for one dimension from its titles and the figures that were brought; ``additive``: measure codes."""
    present = [code for code in dimension.codes if code.identifier in store.distinct(dimension.identifier)]
    if values := [code for code in present if re.match(words()["margins"]["value"], code.identifier)]:
        return Whole(None, exclusive=True, default=values[0].identifier, outcome="overlap")
    named = _named(present)
    if len(present) == 1:
        return Whole(named, exclusive=False, default=None, outcome="total" if named else "selection")
    if not present:
        return Whole(None, exclusive=False, default=None, outcome="parts")
    if named is not None:
        adds_up = _adds_up(named, dimension, store, additive)
        if adds_up is False:
            return Whole(named, exclusive=True, default=named, outcome="overlap")
        return Whole(named, exclusive=False, default=None, outcome="total_checked" if adds_up else "total")
    sums = [code.identifier for code in present if _adds_up(code.identifier, dimension, store, additive)]
    # Of two members each is "the sum of the others" when they are equal, so two cannot tell.
    if len(sums) == 1 and len(present) > 2:
        return Whole(sums[0], exclusive=False, default=None, outcome="total_checked")
    return Whole(None, exclusive=True, default=None, outcome="no_total")


def _named(codes: Sequence[Code]) -> str | None:
    candidates = [code.identifier for code in codes if matches("total", code.title)]
    known = [identifier for identifier in candidates if _KNOWN.fullmatch(identifier)]
    return next(iter(known or candidates), None)


def _adds_up(member: str, dimension: Dimension, store: Store, additive: Sequence[str]) -> bool | None:
    """Whether the other members make up ``member``; None when too few figures are complete enough to tell."""
    if not additive:
        return None
    column, members = store.column_of(dimension.identifier), len(store.distinct(dimension.identifier))
    measures = ", ".join(literal(code) for code in additive)
    is_member = f"{column} = {literal(member)}"
    rows = store.query(_comparison(store, column, is_member, measures, members))
    compared, agreeing = (int(str(number)) for number in rows[0])
    return None if compared < _ENOUGH else agreeing >= _MOST * compared


def _comparison(store: Store, column: str, is_member: str, measures: str, members: int) -> str:
    others = ", ".join(("measure", *store.other_columns(column)))
    return f"""
        SELECT count(*), count(*) FILTER (WHERE abs(whole - parts) <= greatest(0.01 * abs(whole), {members}))
        FROM (
            SELECT sum(value) FILTER (WHERE {is_member}) AS whole, sum(value) FILTER (WHERE NOT ({is_member})) AS parts
            FROM obs WHERE measure IN ({measures})
            GROUP BY {others} HAVING count(value) = {members}
        ) WHERE whole <> 0
    """
