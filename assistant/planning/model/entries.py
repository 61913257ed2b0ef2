"""What of the catalogue a model is told for one question: the entries that linking finds near to its words.

How much that is does not grow with the catalogue. Documentation only: no rows, no members that only the data know
(unless the question names them, or a setting lets them be told), nothing of fields that are personal, nothing of
datasets that the reader may not see or that a setting keeps in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import shared_dimensions
from assistant.catalog.levels import levels_of
from assistant.catalog.member import Member
from assistant.language import TokenKind
from assistant.linking.nearest import nearest
from assistant.linking.targets import DenominatorTarget, FieldTarget, LevelTarget, MemberTarget, MetricTarget
from assistant.planning.draft import Draft
from assistant.planning.names import field_label, level_label, member_label, metric_label
from assistant.settings import DOCUMENTED, Leaves, Leaving

_MOST_METRICS, _MOST_SPLITS, _MOST_MEMBERS, _LONGEST = 8, 14, 24, 120
#: Documented members are told of the dimensions of these: those of figures further off are seldom meant.
_NEAREST = 5
#: So many metrics in all: after those near the words one of each other dataset, by name only.
_MOST_IN_ALL = 24


class Kind(StrEnum):
    """What an entry can be used for."""

    METRIC = "metric"
    SPLIT = "split"
    MEMBER = "member"
    PLACE = "place"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Known:
    """One entry: its id for the model, what it is called in a question, and what is documented about it."""

    id: str
    kind: Kind
    phrase: str
    about: str
    target: MetricTarget | FieldTarget | LevelTarget | MemberTarget | DenominatorTarget


def known(draft: Draft, leaving: Leaving = DOCUMENTED) -> tuple[Known, ...]:
    """Return the entries for a question, metrics first, the nearest to its words before the others."""
    near = list(islice(_metrics(draft, leaving), _MOST_METRICS))
    told = {ref.dataset for ref in near}
    others = (ref for ref in _first_of_each(draft, leaving) if ref.dataset not in told)
    far = list(islice(others, _MOST_IN_ALL - len(near)))
    catalog = draft.knowledge.catalog
    found = [_metric(draft, ref) for ref in near] + [replace(_metric(draft, ref), about="") for ref in far]
    around = _splits(catalog, [*near, *far])
    splits = list(islice(_once(one for one in around if leaving.may(Leaves.TEXTS, one.ref.dataset)), _MOST_SPLITS))
    found += [_split(draft, target) for target in splits]
    close = {target.ref for target in _splits(catalog, near[:_NEAREST])}
    every = dict.fromkeys(target.ref for target in splits)
    links = (link.target for mention in draft.mentions for link in mention.links)
    named = {target.ref for target in links if isinstance(target, FieldTarget)}
    # Of a dimension that the question names, its members come before those of the others.
    fields = sorted(
        (ref for ref in every if ref in close and _told(ref, catalog, leaving)), key=lambda ref: ref not in named
    )
    found += islice(_members(draft, fields, leaving), _MOST_MEMBERS)
    found += islice(_stored(draft, fields, leaving), _MOST_MEMBERS)
    found += [
        Known(f"per:{one.name}", Kind.DENOMINATOR, one.label.say(draft.language) if one.label else one.name, "",
              DenominatorTarget(one.name))
        for one in catalog.denominators
    ]  # fmt: skip
    return tuple({one.id: one for one in found}.values())


def _once(targets: Iterable[FieldTarget | LevelTarget]) -> Iterator[FieldTarget | LevelTarget]:
    seen: set[FieldTarget | LevelTarget] = set()
    for one in targets:
        if one not in seen:
            seen.add(one)
            yield one


def _metrics(draft: Draft, leaving: Leaving) -> Iterator[MetricRef]:
    """Yield the metrics that the question names, then those whose documentation comes near, each once."""
    named = [
        link.target.ref for mention in draft.mentions for link in mention.links if isinstance(link.target, MetricTarget)
    ]
    words = [(token.folded, 1.0) for token in draft.analysis.tokens if token.kind is TokenKind.WORD and not token.stop]
    near = nearest(draft.knowledge.index, words, _MOST_METRICS * 2)
    for ref in dict.fromkeys((*named, *near)):
        if _open(draft, formula(draft.knowledge.catalog, ref).datasets, leaving):
            yield ref


def _first_of_each(draft: Draft, leaving: Leaving) -> Iterator[MetricRef]:
    for dataset in draft.knowledge.catalog.datasets:
        for name in dataset.metrics:
            ref = MetricRef(dataset.name, name)
            if _open(draft, formula(draft.knowledge.catalog, ref).datasets, leaving):
                yield ref
                break


def _open(draft: Draft, datasets: Sequence[str], leaving: Leaving) -> bool:
    catalog, role = draft.knowledge.catalog, draft.request.role
    closed = (catalog.by_name[name].access for name in datasets)
    return leaving.may(Leaves.TEXTS, *datasets) and all(not access or role in access for access in closed)


def _splits(catalog: Catalog, metrics: list[MetricRef]) -> Iterator[FieldTarget | LevelTarget]:
    for ref in metrics:
        for field in shared_dimensions(catalog, formula(catalog, ref).datasets):
            own = catalog.field(field)
            if own.personal or not own.reachable:
                continue
            levels = levels_of(catalog, field)
            if levels is None:
                yield FieldTarget(field)
            else:
                yield from (LevelTarget(field, level) for level in levels.order)


def _metric(draft: Draft, ref: MetricRef) -> Known:
    catalog, language = draft.knowledge.catalog, draft.language
    own = catalog.metric(ref)
    unit = own.unit.say(language) if own.unit else ""
    told = own.definition.say(language) if own.definition else ""
    also = ", ".join(own.synonyms.nl[:4] if language == "nl" else own.synonyms.en[:4])
    about = "; ".join(part for part in (_short(told), unit, also) if part)
    return Known(str(ref), Kind.METRIC, metric_label(catalog, ref, language), about, MetricTarget(ref))


def _split(draft: Draft, target: FieldTarget | LevelTarget) -> Known:
    catalog, language = draft.knowledge.catalog, draft.language
    if isinstance(target, LevelTarget):
        phrase = level_label(catalog, target.ref, target.level, language)
    else:
        phrase = field_label(catalog, target.ref, language)
    return Known(str(target), Kind.SPLIT, phrase, "", target)


def _members(draft: Draft, fields: list[FieldRef], leaving: Leaving) -> Iterator[Known]:
    """Yield the members that the question names, then the documented ones of the dimensions at hand."""
    catalog = draft.knowledge.catalog
    for mention in draft.mentions:
        for link in mention.links:
            if isinstance(link.target, MemberTarget) and _told(link.target.ref, catalog, leaving):
                yield _member(draft, link.target)
    for ref in fields:
        for doc in catalog.field(ref).members:
            label = doc.label.say(draft.language) if doc.label else doc.value
            yield _member(draft, MemberTarget(ref, Member(doc.value, label)))


def _stored(draft: Draft, fields: list[FieldRef], leaving: Leaving) -> Iterator[Known]:
    """Yield the members that stand in the data only, of datasets of which a setting says that they may be told."""
    catalog, profile = draft.knowledge.catalog, draft.knowledge.profile
    for ref in fields:
        documented = {doc.value for doc in catalog.field(ref).members}
        if leaving.may(Leaves.MEMBERS, ref.dataset) and (found := profile.field(ref)) is not None:
            for one in found.members:
                if one.value not in documented:
                    yield _member(draft, MemberTarget(ref, Member(one.value, one.label or one.value, one.level)))


def _told(ref: FieldRef, catalog: Catalog, leaving: Leaving) -> bool:
    return not catalog.field(ref).personal and leaving.may(Leaves.TEXTS, ref.dataset)


def _member(draft: Draft, target: MemberTarget) -> Known:
    catalog, language = draft.knowledge.catalog, draft.language
    label = member_label(draft.knowledge, target.ref, target.member.value, language)
    level = target.member.level
    if levels_of(catalog, target.ref) is None:
        return Known(str(target), Kind.MEMBER, label, "", target)
    called = level_label(catalog, target.ref, level, language) if level else ""
    return Known(str(target), Kind.PLACE, f"{called} {label}".strip(), "", target)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
