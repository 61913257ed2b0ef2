"""A word for a theme beside a figure that it is no reading of: in "wat geven wij uit aan **jeugd**" it is a task.

The figure that is asked decides: where it has members that are called so, whole or in part, one of them is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.levels import levels_of
from assistant.catalog.units import is_money
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import ConceptTarget, Evidence, FieldTarget, Link, MemberTarget, MetricTarget
from assistant.linking.words import bag_of, split
from assistant.planning.draft import Draft, metric_reaches
from assistant.planning.names import member_label
from assistant.planning.outcomes import ask_back
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of

#: More members than this are no question to put to somebody.
_MOST = 6


def read_concepts(draft: Draft) -> Outcome:
    """Read such a word as the one member of the asked figure that it names; ask where it is part of several.

    So is a word for a member of other data: in "wat kost **groen** ons" it is no kind of report.
    """
    for mention in list(draft.open_mentions()):
        if draft.taken(mention) is not None:
            continue
        asked = _asked(draft, mention)
        links = list(_members(draft, mention, asked)) if asked else []
        whole = [one for one in links if one.evidence is not Evidence.PARTIAL]
        named = {str(one.target): one for one in whole or links}
        if 1 < len(named) <= _MOST:
            return _ask(draft, mention, list(named.values()))
        if len(named) == 1:
            # That a part of a name is read as the whole is said where the members are taken.
            _take(draft, mention, next(iter(named.values())))
    return None


def _readings(draft: Draft, mention: Mention) -> set[MetricRef]:
    names = {target.name for _, target in draft.candidates(mention, ConceptTarget)}
    concepts = [one for one in draft.knowledge.catalog.concepts if one.name in names]
    return {MetricRef.parse(text) for one in concepts for text in one.readings}


def _asked(draft: Draft, mention: Mention) -> set[MetricRef]:
    """Return the figures that the rest of the question can only be about, and this word by itself is not."""
    role = role_of(mention)
    if role is MemberTarget:
        own = fields_of(draft, mention)
        asked = _money(draft)
        elsewhere = all(levels_of(draft.knowledge.catalog, ref) is None for ref in own)
        return asked if elsewhere and not any(_of(draft, ref, own) for ref in asked) else set()
    if role is not ConceptTarget:
        return set()
    readings = _readings(draft, mention)
    asked = _named(draft, mention) | _holding_members(draft, readings)
    return asked if not asked & readings else set()


def _named(draft: Draft, mention: Mention) -> set[MetricRef]:
    """The figures that are named whole, and amounts of money where the verb asks for one."""
    asked: set[MetricRef] = set()
    for other in draft.open_mentions():
        if other is not mention and role_of(other) is MetricTarget and other.best.evidence is not Evidence.PARTIAL:
            asked |= {target.ref for _, target in draft.candidates(other, MetricTarget)}
    return asked | _money(draft)


def _money(draft: Draft) -> set[MetricRef]:
    """The amounts of money, where the verb asks for one."""
    catalog = draft.knowledge.catalog
    if not draft.analysis.has(CueKind.SPENDING, CueKind.OVERRUN):
        return set()
    return {ref for ref in catalog.metric_refs if is_money(catalog.metric(ref).unit)}


def _holding_members(draft: Draft, readings: set[MetricRef]) -> set[MetricRef]:
    """The figures that have what else is named ("begroot"), where no reading of the word has it."""
    catalog = draft.knowledge.catalog
    asked: set[MetricRef] = set()
    for other in draft.open_mentions():
        if role_of(other) in (MemberTarget, FieldTarget):
            fields = [ref for ref in fields_of(draft, other) if levels_of(catalog, ref) is None]
            if fields and not any(_of(draft, ref, fields) for ref in readings):
                asked |= {ref for ref in catalog.metric_refs if _of(draft, ref, fields)}
    return asked


def _members(draft: Draft, mention: Mention, asked: set[MetricRef]) -> Iterator[Link]:
    """Yield the members of the asked figures that the words name whole, else those whose names have all of them."""
    for one in mention.links:
        if isinstance(one.target, MemberTarget) and _in_reach(draft, one.target.ref, asked):
            yield one
    index = draft.knowledge.index
    bag = bag_of(split(draft.text(mention)), index.parts)
    for phrase in (found for word in bag for found in index.holding(word)):
        target = phrase.target
        if isinstance(target, MemberTarget) and bag <= phrase.bag and _in_reach(draft, target.ref, asked):
            yield Link.made(mention.first, mention.last, phrase, Evidence.PARTIAL)


def _in_reach(draft: Draft, field: FieldRef, asked: set[MetricRef]) -> bool:
    no_place = levels_of(draft.knowledge.catalog, field) is None
    return no_place and any(metric_reaches(draft.knowledge, ref, field) for ref in asked)


def _of(draft: Draft, ref: MetricRef, fields: list[FieldRef]) -> bool:
    return any(metric_reaches(draft.knowledge, ref, field) for field in fields)


def _take(draft: Draft, mention: Mention, link: Link) -> None:
    draft.mentions = tuple(replace(one, links=(link,)) if one is mention else one for one in draft.mentions)


def _ask(draft: Draft, mention: Mention, links: list[Link]) -> Outcome:
    tokens, text = draft.analysis.tokens, draft.analysis.text
    options = []
    for one in links:
        if isinstance(one.target, MemberTarget):
            label = member_label(draft.knowledge, one.target.ref, one.target.member.value, draft.language)
            options.append((label, f"{text[: tokens[mention.first].start]}{label}{text[tokens[mention.last].end :]}"))
    draft.claim(mention.first, mention.last, "?")
    return ask_back(draft, "which_member", options, word=draft.text(mention))
