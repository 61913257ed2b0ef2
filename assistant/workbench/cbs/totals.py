"""Which member of a dimension is already the sum of the others: said by its title, checked in the figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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


def whole_of(dimension: Dimension, store: Store, additive: Mapping[str, int]) -> Whole:
    """Decide for one dimension from its titles and its figures; ``additive``: measures and their decimals."""
    brought = store.distinct(dimension.identifier)
    present = [code for code in dimension.codes if code.identifier in brought]
    if values := [code for code in present if re.match(words()["margins"]["value"], code.identifier)]:
        return Whole(None, exclusive=True, default=values[0].identifier, outcome="overlap")
    named = _named(present)
    if len(present) == 1:
        return Whole(named, exclusive=False, default=None, outcome="total" if named else "selection")
    if not present:
        return Whole(None, exclusive=False, default=None, outcome="parts")
    sums = _sums(dimension, store, additive, len(brought))
    if named is not None:
        if sums is not None and named not in sums:
            return Whole(named, exclusive=True, default=named, outcome="overlap")
        return Whole(named, exclusive=False, default=None, outcome="total" if sums is None else "total_checked")
    # Of two members each is "the sum of the others" when they are equal, so two cannot tell.
    if sums is not None and len(sums) == 1 and len(present) > 2:
        return Whole(sums.pop(), exclusive=False, default=None, outcome="total_checked")
    return Whole(None, exclusive=True, default=None, outcome="no_total")


def _named(codes: Sequence[Code]) -> str | None:
    candidates = [code.identifier for code in codes if matches("total", code.title)]
    known = [identifier for identifier in candidates if _KNOWN.fullmatch(identifier)]
    return next(iter(known or candidates), None)


def _sums(dimension: Dimension, store: Store, additive: Mapping[str, int], members: int) -> set[str] | None:
    """Return the members that are the sum of all others; None when too few figures are complete enough to tell."""
    if not additive:
        return None
    member = store.column_of(dimension.identifier)
    group = ", ".join(("measure", *store.other_columns(member)))
    # Every part may be rounded by half of its last decimal; CBS also rounds whole tables, hence the percent.
    steps = " ".join(f"WHEN {literal(code)} THEN {members * 0.5 / 10**decimals}" for code, decimals in additive.items())
    agrees = f"abs(2 * value - everything) <= greatest(0.01 * abs(value), CASE measure {steps} END)"
    rows = store.query(f"""
        SELECT {member}, count(*), count(*) FILTER (WHERE {agrees})
        FROM (
            SELECT *, sum(value) OVER same AS everything, count(value) OVER same AS held
            FROM obs WHERE measure IN ({", ".join(literal(code) for code in additive)})
            WINDOW same AS (PARTITION BY {group})
        ) WHERE held = {members} AND everything <> 0
        GROUP BY ALL
    """)
    compared = max((int(str(count)) for _, count, _ in rows), default=0)
    if compared < _ENOUGH:
        return None
    return {str(code) for code, count, agreeing in rows if int(str(agreeing)) >= _MOST * int(str(count))}
