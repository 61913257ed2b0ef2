"""Why a place has no figures: it came out of others, or went up in others, on a documented day."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, FieldRef, Merger
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.explanation.periods import day
from assistant.plan import Member
from assistant.planning.phrases import listing


def merged(
    field: FieldRef,
    member: Member,
    first: Period,
    last: Period,
    catalog: Catalog,
    profile: DataProfile,
    language: Language,
) -> Iterator[str]:
    """Yield what the documented mergers say of a member that has no figures from ``first`` up to ``last``."""
    mergers = [one for one in catalog.mergers if one.field == str(field)]

    def name(value: str) -> str:
        return _label(catalog, profile, field, value, language)

    later = [one for one in mergers if any(to.value == member.value for to in one.to) and one.date > first.start]
    if later:
        date = min(one.date for one in later)
        olds = listing([name(one.from_) for one in later if one.date == date], language)
        yield say("merged_new", language, name=member.label, day=day(date, language), others=olds)
    for one in mergers:
        if one.from_ == member.value and one.date <= last.end:
            news = listing([name(to.value) for to in one.to], language)
            yield say(_gone(one), language, name=member.label, day=day(one.date, language), others=news)


def _gone(merger: Merger) -> str:
    return "merged_into" if len(merger.to) == 1 else "divided_over"


def _label(catalog: Catalog, profile: DataProfile, field: FieldRef, value: str, language: Language) -> str:
    for one in catalog.field(field).members:
        if one.value == value and one.label:
            return one.label.say(language)
    found = profile.field(field)
    known = found.by_value.get(value) if found is not None else None
    return (known.label if known is not None else None) or value
