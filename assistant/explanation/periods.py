"""Periods in words: in 2024, op 1 januari 2024, in het tweede kwartaal van 2024, van 2019 tot en met 2024."""

from __future__ import annotations

import datetime as dt

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.period import Period, finer
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Grain, OverTime, Reference
from assistant.explanation.words import Words, words


def plain(period: Period, language: Language) -> str:
    """Return the period by itself: ``2024``, ``mei 2024``, ``het tweede kwartaal van 2024``, ``17 mei 2023``."""
    say = words(language)
    match period.grain:
        case Grain.YEAR:
            return f"{period.start.year}"
        case Grain.SCHOOLYEAR:
            return say.say("period.schoolyear", year=period.text)
        case Grain.QUARTER:
            which = say.words("period.ordinals")[(period.start.month - 1) // 3]
            return say.say("period.quarter", which=which, year=period.start.year)
        case Grain.MONTH:
            return f"{_month(period.start, say)} {period.start.year}"
        case Grain.WEEK:
            iso = period.start.isocalendar()
            return say.say("period.week", week=iso.week, year=iso.year)
        case Grain.DAY:
            return day(period.start, language)


def day(date: dt.date, language: Language) -> str:
    """Return ``1 januari 2024`` / ``1 January 2024``."""
    return f"{date.day} {_month(date, words(language))} {date.year}"


def moment(catalog: Catalog, metric: MetricRef, period: Period, profile: DataProfile | None = None) -> dt.date | None:
    """Return the reference date of a stock filed under ``period``; None for a flow or an average."""
    documented = catalog.metric(metric)
    if documented.behaviour is not OverTime.LAST or documented.reference is Reference.AVERAGE:
        return None
    if documented.running is not None:
        return period.end
    last = _last_stored(catalog, metric, period, profile)
    return last.start if documented.reference is Reference.START else last.end


def at(
    catalog: Catalog, metric: MetricRef, period: Period, language: Language, profile: DataProfile | None = None
) -> str:
    """Return when a figure holds: ``op 1 januari 2024`` for a stock, ``in 2024`` for a flow."""
    say = words(language)
    date = moment(catalog, metric, period, profile)
    if date is not None:
        return say.say("period.on", period=day(date, language))
    if period.grain is Grain.DAY:
        return say.say("period.on", period=day(period.start, language))
    key = "period.average" if catalog.metric(metric).reference is Reference.AVERAGE else "period.in"
    return say.say(key, period=plain(period, language))


def bare(
    catalog: Catalog, metric: MetricRef, period: Period, language: Language, profile: DataProfile | None = None
) -> str:
    """Return when a figure holds, without its preposition: ``1 januari 2024``, ``2024``."""
    date = moment(catalog, metric, period, profile)
    return day(date, language) if date is not None else plain(period, language)


def span(
    catalog: Catalog,
    metric: MetricRef,
    start: Period,
    end: Period,
    language: Language,
    profile: DataProfile | None = None,
    *,
    ends: bool = False,
) -> str:
    """Return a range: ``van 2019 tot en met 2024``; for a stock ``tussen 1 januari 2019 en 1 januari 2024``.

    ``ends``: only the two periods themselves count, as in a change: ``tussen 2019 en 2024``.
    """
    if start == end:
        return at(catalog, metric, start, language, profile)
    first, last = (bare(catalog, metric, period, language, profile) for period in (start, end))
    stock = moment(catalog, metric, start, profile) is not None
    return words(language).say("period.between" if stock or ends else "period.range", start=first, end=last)


def _month(date: dt.date, say: Words) -> str:
    return say.words("period.months")[date.month - 1]


def _last_stored(catalog: Catalog, metric: MetricRef, period: Period, profile: DataProfile | None) -> Period:
    """Return the last stored period inside ``period``: a year's stock is that of its last month when kept by month."""
    dataset = catalog.by_name[metric.dataset]
    field = dataset.time_of(catalog.metric(metric))
    if field is None:
        return period
    held = profile.datasets.get(metric.dataset) if profile else None
    stored = [one for one in held.periods.get(field.name, ()) if period.contains(one) and one != period] if held else []
    inner = [one for one in stored if finer(one.grain, period.grain)]
    if any(one == period for one in (held.periods.get(field.name, ()) if held else ())) or not inner:
        return period
    return max(inner)
