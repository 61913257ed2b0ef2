"""The plan of an answer as a form: what it measures, where, when and split by what; and what comes of changing that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.answering.assistant import Assistant
from assistant.answering.filled import Unsaid
from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.member import Member
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import FieldRole
from assistant.explanation.names import field_label, metric_label
from assistant.language import fold
from assistant.plan import MemberFilter, Origin, Plan, Split

#: What stands between two places in a field of the form.
_BETWEEN = ";"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers: metrics and fields to split by, by name and as people call them; what the plan has now."""

    metrics: tuple[tuple[str, str], ...]
    splits: tuple[tuple[str, str], ...]
    now: Mapping[str, str]
    places: tuple[tuple[str, str], ...]


def choices(assistant: Assistant, plan: Plan, role: str, language: Language) -> Choices:
    """Return the form of a plan, filled in as it is."""
    catalog = assistant.catalog
    seen = [one for one in catalog.datasets if not one.access or role in one.access]
    metrics = [MetricRef(one.name, name) for one in seen for name in one.metrics]
    dimensions = [
        FieldRef(one.name, field.name) for one in seen for field in one.fields if field.role is FieldRole.DIMENSION
    ]
    split = plan.splits[0] if len(plan.splits) == 1 else None
    places = [(f"place{at}", field_label(catalog, one.field, language)) for at, one in _places(plan)]
    now = {
        "metric": str(plan.metrics[0]),
        "start": plan.period.start.text if plan.period else "",
        "end": plan.period.end.text if plan.period else "",
        "split": str(split.field) if split else "",
        **{f"place{at}": f"{_BETWEEN} ".join(m.label for m in one.members) for at, one in _places(plan)},
    }
    own = [split.field] if split and split.field not in dimensions else []
    return Choices(
        tuple((str(ref), metric_label(catalog, ref, language)) for ref in metrics),
        tuple((str(ref), field_label(catalog, ref, language)) for ref in (*own, *dimensions)),
        now,
        tuple(places),
    )


def changed(assistant: Assistant, plan: Plan, filled: Mapping[str, str]) -> Plan:
    """Return a plan as its form was filled in; raises :class:`Unsaid` for a field that cannot be read."""
    made = plan
    metric = filled.get("metric", "")
    if metric and metric != str(plan.metrics[0]):
        ref = MetricRef(*metric.partition(".")[::2])
        if ref not in assistant.catalog.metric_refs:
            raise Unsaid("metric", f"there is no figure {metric[:80]!r}", "choose one of the list")
        made = replace(made, metrics=(ref, *plan.metrics[1:]))
    made = _dated(made, filled.get("start", ""), filled.get("end", ""))
    made = _split(assistant, made, filled.get("split"))
    for at, one in _places(plan):
        text = filled.get(f"place{at}")
        if text is not None:
            members = tuple(_member(assistant, one, name) for name in text.split(_BETWEEN) if name.strip())
            if not members:
                raise Unsaid("place", "no place is filled in", "name one as it stands in the data")
            filters = list(made.filters)
            filters[at] = replace(
                one, members=members, origin=Origin.QUESTION if members != one.members else one.origin
            )
            made = replace(made, filters=tuple(filters))
    return made


def _places(plan: Plan) -> list[tuple[int, MemberFilter]]:
    return [(at, one) for at, one in enumerate(plan.filters) if isinstance(one, MemberFilter)]


def _dated(plan: Plan, start: str, end: str) -> Plan:
    if plan.period is None or (start, end) in (("", ""), (plan.period.start.text, plan.period.end.text)):
        return plan
    try:
        first, last = Period.parse(start.strip()), Period.parse((end or start).strip())
    except ValueError:
        raise Unsaid(
            "period", f"{start[:40]!r} or {end[:40]!r} is no period", "such as 2023, 2023-Q2, 2023-05"
        ) from None
    if first.grain is not last.grain or first.start > last.start:
        raise Unsaid("period", "a period runs from one to a later one of the same length", "such as 2019 to 2023")
    return replace(plan, period=replace(plan.period, start=first, end=last, grain=first.grain, origin=Origin.QUESTION))


def _split(assistant: Assistant, plan: Plan, name: str | None) -> Plan:
    now = str(plan.splits[0].field) if len(plan.splits) == 1 else ""
    if name is None or name == now or len(plan.splits) > 1:
        return plan
    if not name:
        return replace(plan, splits=())
    ref = FieldRef(*name.partition(".")[::2])
    dataset = assistant.catalog.by_name.get(ref.dataset)
    if dataset is None or ref.field not in dataset.fields_by_name:
        raise Unsaid("split", f"there is no field {name[:80]!r}", "choose one of the list")
    return replace(plan, splits=(Split(ref),))


def _member(assistant: Assistant, one: MemberFilter, name: str) -> Member:
    """Return the member that is called so, of the level that the plan has now where several are."""
    wanted = fold(name)
    same = [member for member in one.members if fold(member.label) == wanted]
    if same:
        return same[0]
    profile = assistant.engine.profile.field(one.field)
    found = [m for m in profile.members if wanted in (fold(m.label or m.value), fold(m.value))] if profile else []
    level = one.members[0].level if one.members else None
    chosen = [m for m in found if m.level == level] or found
    if len(chosen) != 1:
        said = "is not in the data" if not chosen else "is the name of several"
        raise Unsaid("place", f"{name.strip()[:80]!r} {said}", "write the name or the code as it stands in the data")
    return Member(chosen[0].value, chosen[0].label or chosen[0].value, chosen[0].level)
