"""Caveats of a pasted query: the same rules as for an answer, by the fields it reads and the rows behind its result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.dataset import Break, Caveat
from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.timecode import decode, moment, spellings
from assistant.catalog.vocabulary import Datatype, FieldRole, Severity
from assistant.explanation import names, periods
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.evidence import Evidence
from assistant.explanation.caveats.pasted_result import PastedResult
from assistant.explanation.caveats.window import literal, quoted
from assistant.explanation.words import sentence_case, words

_NAMED, _MOST = 3, 400
_ORDER = tuple(one.value for one in (Severity.BLOCKING, Severity.IMPORTANT, Severity.NOTE))


def pasted_probes(asked: PastedResult) -> dict[str, dict[str, str]]:
    """Return per dataset the conditions to ask of the rows behind the result."""
    found: dict[str, dict[str, str]] = {name: {} for name in asked.datasets}
    for dataset in asked.datasets:
        known = asked.catalog.by_name[dataset]
        for key, condition in _documented(asked, dataset):
            found[dataset][key] = condition
        if known.provisional:
            found[dataset]["provisional"] = known.provisional
        for measure in _measures(asked, dataset):
            found[dataset][f"missing_{measure.name}"] = f"{quoted(measure.name)} IS NULL"
            if measure.margin is not None:
                half = measure.margin.half_width or measure.margin.lower or ""
                found[dataset][f"margin_{measure.name}"] = f"{quoted(half)} IS NOT NULL"
        for index, one in enumerate(known.breaks):
            sides = _sides(asked, dataset, one)
            if sides and asked.applies(dataset, one.applies_to) and asked.over_time(dataset):
                limit = f"({one.when}) AND " if one.when else ""
                found[dataset][f"before_{index}"] = f"{limit}{sides[0]}"
                found[dataset][f"after_{index}"] = f"{limit}{sides[1]}"
    return found


def pasted_caveats(asked: PastedResult, evidence: Evidence) -> tuple[CaveatShown, ...]:
    """Return the caveats that hold for the rows behind the result, the most severe first, each once."""
    found: dict[str, CaveatShown] = {}
    for caveat in _shown(asked, evidence):
        found.setdefault(caveat.id, caveat)
    return tuple(sorted(found.values(), key=lambda one: _ORDER.index(one.severity)))


def _shown(asked: PastedResult, evidence: Evidence) -> Iterator[CaveatShown]:
    say, language = words(asked.language), asked.language
    for dataset, index, caveat in _candidates(asked, evidence):
        if _condition(asked, dataset, caveat) is None or evidence.met(dataset, f"caveat_{index}"):
            text = caveat.text.say(language)
            yield CaveatShown(f"{dataset}.{caveat.id}", caveat.severity.value, "documented", text)
    for caveat in asked.catalog.caveats:
        owners = {name.partition(".")[0] for name in caveat.applies_to}
        about = [name for name in asked.datasets if not owners or name in owners]
        if caveat.when is None and about and any(_fits(asked, name, caveat, evidence) for name in about):
            text = caveat.text.say(language)
            yield CaveatShown(f"catalog.{caveat.id}", caveat.severity.value, "documented", text)
    for dataset in asked.datasets:
        known, label = asked.catalog.by_name[dataset], _label(asked, dataset)
        for index, one in enumerate(known.breaks):
            if evidence.met(dataset, f"before_{index}") and evidence.met(dataset, f"after_{index}"):
                text = one.text.say(language)
                yield CaveatShown(f"{dataset}.{one.id}", one.severity.value, "break", text)
        if dataset in asked.withheld:
            yield CaveatShown(f"{dataset}.suppressed", "important", "computed", say.say("caveat.suppressed"))
        missing = [one for one in _measures(asked, dataset) if evidence.met(dataset, f"missing_{one.name}")]
        if missing:
            reasons = list(dict.fromkeys(text.say(language) for one in missing for text in one.missing.values()))
            key = "caveat.missing" if len(reasons) == 1 else "caveat.missing_plain"
            text = say.say(key, label=label, reason=reasons[0] if reasons else "")
            yield CaveatShown(f"{dataset}.missing", "important", "computed", text)
        if absent := asked.absent.get(dataset, ()):
            yield _gaps(asked, dataset, absent, label)
        if dataset in asked.averaged and (evidence.rows(dataset) or 0) > max(1, asked.rows):
            text = say.say("caveat.unweighted", label=sentence_case(label))
            yield CaveatShown(f"{dataset}.unweighted", "important", "computed", text)
        for key in ("provisional", "margin"):
            if any(name == key or name.startswith(f"{key}_") for name in evidence.of(dataset)):
                yield CaveatShown(f"{dataset}.{key}", "important", "computed", say.say(f"caveat.{key}", label=label))


def _gaps(asked: PastedResult, dataset: str, absent: tuple[Period, ...], label: str) -> CaveatShown:
    say = words(asked.language)
    named = say.join([periods.plain(one, asked.language) for one in absent[:_NAMED]])
    key = "caveat.gaps" if len(absent) <= _NAMED else "caveat.gaps_many"
    text = say.say(key, label=label, periods=named, count=len(absent))
    return CaveatShown(f"{dataset}.gaps", "important", "computed", text)


def absent_inside(field: Field, stored: Iterable[object]) -> tuple[Period, ...]:
    """Return the periods that lack between the first and the last of a time column."""
    there = {one for value in stored if isinstance(value, str | int | dt.date) and (one := decode(field, value))}
    found: list[Period] = []
    period = min(there, default=None)
    while period is not None and period < max(there) and len(found) < _MOST:
        if period not in there:
            found.append(period)
        period = period.shift(1)
    return tuple(found)


def _documented(asked: PastedResult, dataset: str) -> Iterator[tuple[str, str]]:
    for name, index, caveat in _candidates(asked, None):
        if name == dataset and (condition := _condition(asked, dataset, caveat)) is not None:
            yield f"caveat_{index}", condition


def _candidates(asked: PastedResult, evidence: Evidence | None) -> Iterator[tuple[str, int, Caveat]]:
    for dataset in asked.datasets:
        for index, caveat in enumerate(asked.catalog.by_name[dataset].caveats):
            if _fits(asked, dataset, caveat, evidence) and asked.applies(dataset, caveat.applies_to):
                yield dataset, index, caveat


def _fits(asked: PastedResult, dataset: str, caveat: Caveat, evidence: Evidence | None) -> bool:
    return not caveat.shown_for or bool(asked.forms(dataset, evidence) & set(caveat.shown_for))


def _condition(asked: PastedResult, dataset: str, caveat: Caveat) -> str | None:
    field = asked.time(dataset)
    parts = [f"({caveat.when})"] if caveat.when else []
    since, until = (moment(field, text) if field and text else None for text in (caveat.since, caveat.until))
    if field is not None and since is not None:
        parts.append(_compared(field, ">=", since.start.isoformat(), caveat.since or ""))
    if field is not None and until is not None:
        parts.append(_compared(field, "<=", until.end.isoformat(), caveat.until or ""))
    return " AND ".join(parts) if parts else None


def _compared(field: Field, op: str, day: str, stored: str) -> str:
    """Return a comparison with a boundary: dates as dates, codes as they are stored, which sort as their periods do."""
    if field.datatype in (Datatype.DATE, Datatype.DATETIME):
        return f"CAST({quoted(field.name)} AS DATE) {op} DATE '{day}'"
    value = literal(int(stored)) if field.datatype is Datatype.INTEGER and stored.isdigit() else literal(stored)
    return f"{quoted(field.name)} {op} {value}"


def _sides(asked: PastedResult, dataset: str, one: Break) -> tuple[str, str] | None:
    """Return the conditions of rows before and from the first period of the new definition."""
    known = asked.catalog.by_name[dataset]
    field = known.fields_by_name.get(one.field) if one.field else asked.time(dataset)
    at = moment(field, one.at) if field is not None else None
    if field is None or at is None:
        return None
    if field.datatype in (Datatype.DATE, Datatype.DATETIME):
        day = f"DATE '{at.start.isoformat()}'"
        return f"{quoted(field.name)} < {day}", f"{quoted(field.name)} >= {day}"
    stored = decode(field, one.at)
    value = literal(spellings(field, stored)[0]) if stored is not None else literal(one.at)
    return f"{quoted(field.name)} < {value}", f"{quoted(field.name)} >= {value}"


def _measures(asked: PastedResult, dataset: str) -> list[Field]:
    """Return the measures of a dataset that the figures come from."""
    return [
        field
        for field in asked.catalog.by_name[dataset].fields
        if field.role is FieldRole.MEASURE and FieldRef(dataset, field.name) in asked.figures
    ]


def _label(asked: PastedResult, dataset: str) -> str:
    metrics: Mapping[str, object] = asked.catalog.by_name[dataset].metrics
    used = [MetricRef(dataset, one.name) for one in _measures(asked, dataset) if one.name in metrics]
    labels = [names.metric_label(asked.catalog, ref, asked.language) for ref in used]
    title = asked.catalog.by_name[dataset].title
    return words(asked.language).join(labels) or (title.say(asked.language) if title else dataset)
