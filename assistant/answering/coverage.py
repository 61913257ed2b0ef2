"""Which periods and members of a dataset have figures: what its page draws, so that nobody asks in vain.

It is found by asking, the way everybody asks: the rights, levels and small counts of the asker hold. Only whether there
is a figure is told, never the figure; one that is withheld is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant.answering.assistant import Assistant
from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.timecode import grain_of
from assistant.catalog.vocabulary import FieldRole, Grain
from assistant.explanation.shown import Shown
from assistant.plan import Member, MemberFilter, Op, PeriodChoice, Plan, Split
from assistant.planning.names import field_label, level_label, metric_label

#: More members of a level than this are counted together, with so many beside them that lack figures.
_ONE_BY_ONE = 15
#: More periods than this are shown as years.
_MOST_PERIODS = 60
#: How many figures of a dataset are tried.
_TRIED = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One member (``of`` is 1), or all members of a level; ``having`` says for each period how many have a figure."""

    label: str
    having: tuple[int, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is of a dataset, by period; ``about`` is the figure that was looked at, None: each line is one."""

    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    about: str | None


#: What was found, as long as an assistant is open: its data do not change.
_KNOWN: WeakKeyDictionary[Assistant, dict[tuple[str, Language, str], Coverage | None]] = WeakKeyDictionary()


def coverage(assistant: Assistant, dataset: str, language: Language, role: str) -> Coverage | None:
    """Return what there is of a dataset, by member where its rows are about members, else by figure."""
    known = _KNOWN.setdefault(assistant, {})
    if (dataset, language, role) not in known:
        known[dataset, language, role] = _found(assistant, dataset, language, role)
    return known[dataset, language, role]


def _found(assistant: Assistant, dataset: str, language: Language, role: str) -> Coverage | None:
    choice = _all_periods(assistant, dataset)
    if choice is None:
        return None
    refs = [ref for ref in assistant.catalog.metric_refs if ref.dataset == dataset]
    key = _members_of(assistant, dataset)
    for ref in refs[:_TRIED] if key is not None else ():
        lines = tuple(_by_member(assistant, ref, key, choice, language, role)) if key is not None else ()
        if lines:
            return Coverage(_periods(choice), lines, metric_label(assistant.catalog, ref, language))
    lines = tuple(_by_figure(assistant, refs, choice, language))
    return Coverage(_periods(choice), lines, None) if lines else None


def _all_periods(assistant: Assistant, dataset: str) -> PeriodChoice | None:
    for field in assistant.catalog.by_name[dataset].fields:
        held = assistant.engine.profile.datasets[dataset].periods.get(field.name, ())
        if field.role is not FieldRole.TIME or not held:
            continue
        grain = grain_of(field)
        if grain is None:
            return None
        choice = PeriodChoice(held[0], held[-1], grain)
        if grain not in (Grain.DAY, Grain.WEEK) and len(_periods(choice)) <= _MOST_PERIODS:
            return choice
        first, last = (Period.containing(one.start, Grain.YEAR) for one in (held[0], held[-1]))
        return PeriodChoice(first, last, Grain.YEAR)
    return None


def _periods(choice: PeriodChoice) -> tuple[Period, ...]:
    found = [choice.start]
    while found[-1].start < choice.end.start and len(found) < 10_000:
        found.append(found[-1].shift(1))
    return tuple(found)


def _members_of(assistant: Assistant, dataset: str) -> FieldRef | None:
    """Return the field whose members the rows are about: of the primary key, one with levels before any other."""
    known = assistant.catalog.by_name[dataset]
    keys = [name for name in known.primary_key or () if known.fields_by_name[name].role is not FieldRole.TIME]
    levels = assistant.engine.profile.datasets[dataset].levels
    keys.sort(key=lambda name: name not in levels)
    single = len(known.primary_key or ()) == 1
    return None if not keys or single else FieldRef(dataset, keys[0])


def _levels(assistant: Assistant, key: FieldRef) -> tuple[str | None, ...]:
    return assistant.engine.profile.datasets[key.dataset].levels.get(key.field) or (None,)


def _by_member(
    assistant: Assistant, ref: MetricRef, key: FieldRef, choice: PeriodChoice, language: Language, role: str
) -> Iterator[Line]:
    for level in _levels(assistant, key):
        if (found := _asked(assistant, ref, key, level, choice, language, role)) is not None:
            yield from _lines(*found, choice)


def _asked(
    assistant: Assistant,
    ref: MetricRef,
    key: FieldRef,
    level: str | None,
    choice: PeriodChoice,
    language: Language,
    role: str,
) -> tuple[Shown, str] | None:
    field = conformed(assistant.catalog, key)
    filters = tuple(_alternatives(assistant, ref, field))
    plan = Plan((ref,), language, (Split(field, level),), filters, period=choice, per=choice.grain)
    answer = assistant.tried(plan, role=role)
    if answer.outcome != "answer" or answer.shown is None or answer.truncated:
        return None
    catalog = assistant.catalog
    name = level_label(catalog, field, level, language) if level else field_label(catalog, field, language)
    return answer.shown, name


def _alternatives(assistant: Assistant, ref: MetricRef, split: FieldRef) -> Iterator[MemberFilter]:
    """Yield one member of each field whose members are never added up: its default, else the first."""
    for name in formula(assistant.catalog, ref).datasets:
        for field in assistant.catalog.by_name[name].fields:
            own = FieldRef(name, field.name)
            held = assistant.engine.profile.field(own)
            if not field.exclusive or conformed(assistant.catalog, own) == split or held is None or not held.members:
                continue
            value = field.default or held.members[0].value
            yield MemberFilter(conformed(assistant.catalog, own), Op.IN, (Member(value, value),))


def _lines(shown: Shown, level: str, choice: PeriodChoice) -> Iterator[Line]:
    periods = _periods(choice)
    column, at = shown.metrics[0], shown.dimensions[0]
    there: dict[str, set[Period]] = {}
    for row in range(len(shown.rows)):
        period = shown.period(row)
        held = there.setdefault(shown.label(row, at), set())
        if period is not None and (shown.rows[row][column] is not None or (row, column) in shown.withheld):
            held.add(period)
    if len(there) <= _ONE_BY_ONE:
        for label, held in sorted(there.items()):
            yield Line(label, tuple(int(one in held) for one in periods), 1)
        return
    counts = tuple(sum(one in held for held in there.values()) for one in periods)
    yield Line(level, counts, len(there))
    lacking = sorted((label, held) for label, held in there.items() if len(held) < len(periods))
    for label, held in lacking if len(lacking) <= _ONE_BY_ONE else ():
        yield Line(label, tuple(int(one in held) for one in periods), 1)


def _by_figure(assistant: Assistant, refs: list[MetricRef], choice: PeriodChoice, language: Language) -> Iterator[Line]:
    """Each figure that is a column, by the periods in which it has a value anywhere."""
    for ref in refs:
        held = assistant.engine.profile.datasets[ref.dataset].covered
        stored = next((periods for (name, _), periods in held.items() if name == ref.metric), None)
        if stored is not None:
            have = {Period.containing(one.start, choice.grain) for one in stored}
            label = metric_label(assistant.catalog, ref, language)
            yield Line(label, tuple(int(one in have) for one in _periods(choice)), 1)
