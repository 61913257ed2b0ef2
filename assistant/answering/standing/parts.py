"""What a change consists of: the parts of a sum, or numerator and denominator of a ratio. Arithmetic, never a cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from assistant.answering.standing.grounded import grounded
from assistant.answering.standing.moved import Moved
from assistant.answering.standing.split import adds_up, twofold
from assistant.answering.standing.subject import Subject
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed, local_field
from assistant.catalog.levels import levels_of
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.catalog.units import is_percentage
from assistant.catalog.vocabulary import FieldRole
from assistant.explanation import numbers, periods
from assistant.explanation.answer import Answer, CaveatShown
from assistant.explanation.names import field_label, level_label, metric_label
from assistant.explanation.standing import Part, Parts
from assistant.plan import Change, ChangeKind, PeriodChoice, Plan, Split

_NAMED = 5
_MOST = 40
Ask = Callable[[Plan], Answer]


def parts_of(found: Subject, catalog: Catalog, profile: DataProfile, ask: Ask) -> tuple[Parts, ...]:
    """Return the change since the year before in its parts; nothing where a part is missing, withheld or uncertain."""
    if found.period is None or found.earlier is None:
        return ()
    plan = _changed(found, found.ref, of=True)
    whole = Moved.of(ask(plan))
    if whole is None:
        return ()
    if found.by is None and formula(catalog, found.ref).additive:
        made = (_sum(found, whole, split, plan, catalog, ask) for split in _splits(found, catalog, profile))
        return tuple(one for one in made if one is not None)
    told = _ratio(found, whole, catalog, ask)
    return (told,) if told is not None else ()


def _changed(found: Subject, ref: MetricRef, *, of: bool = False) -> Plan:
    assert found.period is not None
    choice = PeriodChoice(found.period, found.period, found.period.grain, compare_to=found.earlier)
    calculation = Change(ChangeKind.CHANGE, found.by if of else None)
    return replace(found.plan(), metrics=(ref,), period=choice, calculation=calculation)


def _splits(found: Subject, catalog: Catalog, profile: DataProfile) -> Iterator[Split]:
    """Yield what a sum can be taken apart along: the level below its place, and the dimensions of its own rows."""
    dataset, place = catalog.by_name[found.ref.dataset], found.place
    filtered = {item.field for item in found.plan().filters}
    if place is not None and (levels := levels_of(catalog, place.field)) is not None:
        own = local_field(catalog, dataset.name, place.field)
        present = profile.datasets[dataset.name].levels.get(own.field, ()) if own is not None else ()
        at = levels.order.index(place.level) if place.level in levels.order else len(levels.order)
        below = next((level for level in levels.order[at + 1 :] if level in present), None)
        if below is not None:
            yield Split(place.field, below)
    for field in dataset.fields:
        ref = FieldRef(dataset.name, field.name)
        members = profile.field(ref)
        few = members is not None and members.complete and 1 < len(members.members) <= _MOST
        if field.role is FieldRole.DIMENSION and few and not {ref, conformed(catalog, ref)} & filtered:
            yield Split(conformed(catalog, ref))


def _sum(found: Subject, whole: Moved, split: Split, plan: Plan, catalog: Catalog, ask: Ask) -> Parts | None:
    moved = Moved.of(ask(replace(plan, splits=(split,))))
    if moved is None or len(moved.rows) < 2 or not moved.shown.dimensions or not any(row[2] for row in moved.rows):
        return None
    total, column = whole.rows[0], moved.shown.dimensions[0]
    if not all(adds_up([row[at] for row in moved.rows], total[at]) for at in range(3)):
        return None
    labelled = [(moved.shown.label(row, column), *figures) for row, figures in enumerate(moved.rows)]
    labelled.sort(key=lambda one: (-abs(one[3]), one[0]))
    language = plan.language
    name = (
        level_label(catalog, split.field, split.level, language)
        if split.level
        else field_label(catalog, split.field, language)
    )
    named, others = labelled[:_NAMED], labelled[_NAMED:]
    rest = [sum((one[3] for one in others), Fraction(0))] if others else []
    total_said, *said = whole.said([total[2], *(one[3] for one in named), *rest], _unit(found, catalog, language))
    listed = [f"{one[0]} {figure}" for one, figure in zip(named, said, strict=False)]
    if others:
        listed.append(say("standing_others", language, count=len(others), rest=said[-1]))
    head = _head(found, catalog, language)
    text = say("standing_sum", language, name=name, parts="; ".join(listed), whole=total_said, **head)
    together = (len(others), rest[0] if rest else Fraction(0))
    if not grounded(text, whole, [(one[0], one[3]) for one in named], (name, head["label"]), together):
        return None
    told = tuple(Part(label, float(one), float(two), float(change)) for label, one, two, change in labelled)
    return Parts(name, float(total[2]), told, text, _caveats(whole.answer, moved.answer))


def _ratio(found: Subject, whole: Moved, catalog: Catalog, ask: Ask) -> Parts | None:
    refs = _divided(found, catalog)
    if refs is None:
        return None
    above, below = (Moved.of(ask(_changed(found, ref))) for ref in refs)
    if above is None or below is None:
        return None
    figures = [one.rows[0] for one in (whole, above, below)]
    split = twofold(*((before, after) for before, after, _ in figures))
    if split is None or not (split.numerator or split.denominator):
        return None
    language = whole.shown.language
    values = [figures[0][2], split.numerator, split.denominator]
    total, over, under = whole.said(values, _unit(found, catalog, language))
    names = [metric_label(catalog, ref, language) for ref in refs]
    said = {
        "numerator": names[0],
        "denominator": names[1],
        "above": over,
        "below": under,
        "whole": total,
    }
    text = say("standing_ratio", language, **said, **_head(found, catalog, language))
    adds = (split.numerator, split.denominator)
    if not grounded(text, whole, zip(names, adds, strict=True), names, (0, Fraction(0))):
        return None
    told = tuple(
        Part(name, float(moved.rows[0][0]), float(moved.rows[0][1]), float(part))
        for name, moved, part in zip(names, (above, below), adds, strict=True)
    )
    by = say("standing_by_ratio", language)
    return Parts(by, float(figures[0][2]), told, text, _caveats(whole.answer, above.answer, below.answer))


def _divided(found: Subject, catalog: Catalog) -> tuple[MetricRef, MetricRef] | None:
    """Return the documented metrics that are the numerator and the denominator of the figure."""
    if found.by is not None:
        return found.ref, found.by.denominator
    components = formula(catalog, found.ref).components
    if len(components) != 2:
        return None
    plain: dict[str, MetricRef] = {}
    for dataset in catalog.datasets:
        for name in dataset.metrics:
            made = formula(catalog, ref := MetricRef(dataset.name, name))
            if len(made.components) == 1 and made.additive:
                plain.setdefault(made.components[0].key, ref)
    both = [plain.get(component.key) for component in components]
    return (both[0], both[1]) if both[0] is not None and both[1] is not None else None


def _unit(found: Subject, catalog: Catalog, language: Language) -> str | None:
    """Return the unit of a change where it is another than that of the figure: percentages change by points."""
    percent = found.by is None and is_percentage(catalog.metric(found.ref).unit)
    return numbers.POINTS[language] if percent else None


def _head(found: Subject, catalog: Catalog, language: Language) -> dict[str, str]:
    label = metric_label(catalog, found.ref, language)
    assert found.period is not None
    assert found.earlier is not None
    return {
        "label": label[:1].upper() + label[1:],
        "before": periods.plain(found.earlier, language),
        "after": periods.plain(found.period, language),
    }


def _caveats(*answers: Answer) -> tuple[CaveatShown, ...]:
    return tuple({caveat.id: caveat for answer in answers for caveat in answer.caveats}.values())
