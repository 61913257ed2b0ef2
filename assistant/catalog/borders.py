"""What a member of today was made of: the documented mergers, followed back in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalog.catalog import Catalog, Merger


@dataclass(frozen=True, slots=True)
class Former:
    """A member of earlier, the share of it that lies in today's member, and the day on which it ended."""

    value: str
    share: float
    until: dt.date


class NotRedrawn(ValueError):
    """A member that cannot be followed back: it ended itself (``ended``), or only part of one that goes on moved."""

    def __init__(self, value: str, *, ended: bool) -> None:
        self.value, self.ended = value, ended
        super().__init__(value)


def formers(catalog: Catalog, field: str, value: str, first: dt.date, today: dt.date) -> tuple[Former, ...]:
    """Return what ``value`` was made of since the day ``first``, by the mergers up to and including ``today``.

    Raises :class:`NotRedrawn` where the documentation cannot say it: shares hold for a member that ends as a whole.
    """
    known = [one for one in catalog.mergers if one.field == field and one.date <= today]
    if any(one.from_ == value for one in known):
        raise NotRedrawn(value, ended=all(to.value != value for one in known if one.from_ == value for to in one.to))
    found: dict[str, Former] = {}
    for old in _back(known, value, 1.0, first, frozenset({value})):
        same = found.get(old.value)
        found[old.value] = Former(old.value, old.share + (same.share if same else 0.0), old.until)
    return tuple(found.values())


def _back(known: list[Merger], value: str, share: float, first: dt.date, seen: frozenset[str]) -> Iterator[Former]:
    for one in known:
        part = sum(to.share for to in one.to if to.value == value)
        if not part or one.date <= first or one.from_ == value:
            continue
        if one.from_ in seen or any(to.value == one.from_ for to in one.to):
            raise NotRedrawn(one.from_, ended=False)
        yield Former(one.from_, share * part, one.date)
        yield from _back(known, one.from_, share * part, first, seen | {one.from_})
