"""Caveats of a pasted query: the same rules as for an answer, by the fields it reads and the rows behind its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.dataset import Break, Caveat
from assistant.catalog.field import Field
from assistant.catalog.formula import formula
from assistant.catalog.text import Language
from assistant.catalog.timecode import decode, moment, spellings
from assistant.catalog.vocabulary import Datatype, FieldRole, Severity, ShownFor
from assistant.explanation import names
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import is_identity
from assistant.explanation.caveats.evidence import Evidence
from assistant.explanation.caveats.window import literal, quoted
from assistant.explanation.words import words

_ORDER = tuple(one.value for one in (Severity.BLOCKING, Severity.IMPORTANT, Severity.NOTE))


@dataclass(frozen=True)
class PastedResult:
    """What is known of a pasted query: the fields read, per output column the fields behind it, and what kind it is.

    ``plain`` are the fields that stand in the result as they are, ``counted`` the datasets whose rows are counted,
    ``twice`` those that are read in more than one place, ``withheld`` those with cells that are not shown.
    """

    catalog: Catalog
    language: Language
    datasets: tuple[str, ...]
    fields: frozenset[FieldRef]
    figures: frozenset[FieldRef]
    plain: frozenset[FieldRef]
    counted: frozenset[str] = frozenset()
    summed: bool = False
    ranked: bool = False
    ratio: bool = False
    change: bool = False
    listed: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()

    def time(self, dataset: str) -> Field | None:
        """Return the time field that the query looks at, else the dataset's first."""
        fields = self.catalog.by_name[dataset].time_fields
        used = [one for one in fields if FieldRef(dataset, one.name) in self.fields]
        return next(iter((*used, *fields)), None)

    def over_time(self, dataset: str) -> bool:
        """Whether figures of different periods stand beside each other."""
        times = {FieldRef(dataset, one.name) for one in self.catalog.by_name[dataset].time_fields}
        return bool(times & (self.plain | self.figures)) or dataset in self.twice

    def forms(self, dataset: str, evidence: Evidence | None) -> frozenset[ShownFor]:
        """Return the forms of question that the result answers."""
        found: set[ShownFor] = set()
        times = {FieldRef(name, one.name) for name in self.datasets for one in self.catalog.by_name[name].time_fields}
        if self.change or (dataset in self.twice and self.over_time(dataset)):
            found.add(ShownFor.CHANGE)
        if self.ratio:
            found.add(ShownFor.RATIO)
        if times & self.plain:
            found.add(ShownFor.SERIES)
        if self.ranked:
            found.add(ShownFor.RANKING)
        if any(ref.field in self.listed and ref not in times for ref in self.plain):
            found.add(ShownFor.COMPARISON)
        if not found & {ShownFor.CHANGE, ShownFor.RATIO}:
            found.add(ShownFor.VALUE)
        if self.summed and (evidence is None or evidence.adds_up(dataset)):
            found.add(ShownFor.SUM)
        return frozenset(found)

    def added_fields(self, dataset: str) -> tuple[str, ...]:
        """Return the key fields over which a sum may add up members: they do not stand in the result."""
        known = self.catalog.by_name[dataset]
        return tuple(
            name
            for name in known.primary_key
            if known.fields_by_name[name].role in (FieldRole.KEY, FieldRole.DIMENSION)
            and FieldRef(dataset, name) not in self.plain
            and not (known.primary_key == (name,) and is_identity(self.catalog, dataset, name))
        )

    def applies(self, dataset: str, applies_to: Sequence[str]) -> bool:
        """Whether a caveat is about something that the query reads."""
        return not applies_to or any(self._reads(name, dataset) for name in applies_to)

    def _reads(self, name: str, dataset: str) -> bool:
        owner, _, bare = name.rpartition(".")
        ref = FieldRef(owner or dataset, bare)
        if ref in self.fields:
            return True
        known = self.catalog.by_name.get(ref.dataset)
        if known is None or bare not in known.metrics or known.metrics[bare].field is not None:
            return False
        parts = formula(self.catalog, MetricRef(ref.dataset, bare)).components
        needed = {FieldRef(part.dataset, one) for part in parts for one in part.fields}
        return needed <= self.figures if needed else ref.dataset in self.counted


def pasted_probes(asked: PastedResult) -> dict[str, dict[str, str]]:
    """Return per dataset the conditions to ask of the rows behind the result."""
    found: dict[str, dict[str, str]] = {name: {} for name in asked.datasets}
    for dataset in asked.datasets:
        known = asked.catalog.by_name[dataset]
        for key, condition in _documented(asked, dataset):
            found[dataset][key] = condition
        if known.provisional:
            found[dataset]["provisional"] = known.provisional
        for field in _measures(asked, dataset):
            found[dataset][f"missing_{field.name}"] = f"{quoted(field.name)} IS NULL"
            if field.margin is not None:
                half = field.margin.half_width or field.margin.lower or ""
                found[dataset][f"margin_{field.name}"] = f"{quoted(half)} IS NOT NULL"
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
        for key in ("provisional", "margin"):
            if any(name == key or name.startswith(f"{key}_") for name in evidence.of(dataset)):
                yield CaveatShown(f"{dataset}.{key}", "important", "computed", say.say(f"caveat.{key}", label=label))


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
