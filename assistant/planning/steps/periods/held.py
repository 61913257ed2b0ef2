"""Which periods have figures, and which of them are whole on the day of asking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from assistant.catalog.formula import formula
from assistant.catalog.period import Period, finer
from assistant.catalog.timecode import grain_of
from assistant.catalog.vocabulary import Grain
from assistant.plan import divided
from assistant.planning.draft import Draft

#: Rows by the day or week are read per year when nobody names a period.
FINE = (Grain.DAY, Grain.WEEK)


@dataclass(frozen=True)
class Held:
    """The periods with a figure, ascending, as ``stored``; days are known by their month, up to the day ``edge``."""

    stored: Grain
    known: tuple[Period, ...]
    as_of: dt.date
    edge: dt.date

    @property
    def bucket(self) -> Grain:
        """The grain of a period nobody named."""
        return bucket_of(self.stored)

    def buckets(self, grain: Grain) -> tuple[Period, ...]:
        """Return the periods of ``grain`` that are over on the day of asking and that the data cover to their end."""
        if finer(grain, self.known[0].grain):
            return self._fine(grain)
        found = tuple(dict.fromkeys(period.within(grain) for period in self.known))
        whole = tuple(one for one in found if one.end <= self.as_of and (one != found[-1] or self._covered(one)))
        return whole or found

    def latest(self, grain: Grain) -> Period:
        """Return the last of the whole periods."""
        return self.buckets(grain)[-1]

    def overlaps(self, first: Period, last: Period) -> bool:
        """Whether there is a figure somewhere from ``first`` up to and including ``last``."""
        return any(one.start <= last.end and first.start <= one.end for one in self.known)

    def _fine(self, grain: Grain) -> tuple[Period, ...]:
        last = Period.containing(min(self.as_of, self.edge), grain)
        if last.end > min(self.as_of, self.edge):
            last = last.shift(-1)
        found = [Period.containing(self.known[0].start, grain)]
        while found[-1].start < last.start:
            found.append(found[-1].shift(1))
        return tuple(found)

    def _covered(self, bucket: Period) -> bool:
        last = self.known[-1]
        if self.stored in FINE:
            return last.end >= Period.containing(bucket.end, Grain.MONTH).start
        return last.end >= bucket.end


def bucket_of(stored: Grain) -> Grain:
    """Return the grain of a period nobody named: as stored, but days and weeks are read per year."""
    return Grain.YEAR if stored in FINE else stored


def held(draft: Draft, stored: Grain, *, asked: bool) -> Held | None:
    """Look up what there is; a place without any figure gets an answer that says why, if a period was ``asked``."""
    known = draft.facts.periods(draft.plan(), draft.request.role)
    if not known and asked:
        known = known_anywhere(draft)
    if not known:
        return None
    return Held(stored, known, draft.request.as_of, _edge(draft, known))


def known_anywhere(draft: Draft) -> tuple[Period, ...]:
    """The periods with figures for any place: a place without a figure then gets an answer that says why."""
    plan = draft.plan()
    catalog = draft.knowledge.catalog
    rest = tuple(one for one in plan.filters if catalog.field(one.field).exclusive)
    return draft.facts.periods(replace(plan, filters=rest), draft.request.role) if rest != plan.filters else ()


def stored_grain(draft: Draft) -> Grain | None:
    """Return the grain at which the metrics are stored; the coarsest of several, so that they can meet."""
    grains: list[Grain] = []
    by = divided(draft.calculation)
    divisor = by.denominator if by is not None else None
    for ref in [*draft.metrics, *([divisor] if divisor else [])]:
        for part in formula(draft.knowledge.catalog, ref).components:
            field = draft.knowledge.catalog.by_name[part.dataset].fields_by_name.get(part.time or "")
            if field is not None:
                grains.append(grain_of(field) or Grain.DAY)
    coarsest: Grain | None = None
    for grain in grains:
        coarsest = grain if coarsest is None or finer(coarsest, grain) else coarsest
    return coarsest


def _edge(draft: Draft, known: tuple[Period, ...]) -> dt.date:
    """Return the last day that the data reach: of rows by the day the last day itself, not the end of its month."""
    profile, last = draft.knowledge.profile, known[-1].end
    for ref in draft.metrics:
        for part in formula(draft.knowledge.catalog, ref).components:
            stored = profile.datasets[part.dataset].periods.get(part.time or "", ())
            if stored and stored[-1].grain is Grain.DAY:
                last = min(last, stored[-1].end)
    return last
