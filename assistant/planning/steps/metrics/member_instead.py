"""A word that names a figure as well as a member of another one: "wat geven wij uit aan **jeugdhulp**"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.levels import levels_of
from assistant.catalog.units import is_money, is_percentage
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import Evidence, FieldTarget, GroupTarget, LevelTarget, MemberTarget, MetricTarget
from assistant.planning.draft import NEAR, Draft, metric_reaches
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.roles import role_of


def read_members(draft: Draft) -> None:
    """Read such a word as the member when only then the question holds together."""
    for mention in list(draft.open_mentions()):
        if role_of(mention) is MetricTarget and _is_member(draft, mention):
            members = tuple(one for one in mention.links if isinstance(one.target, MemberTarget | GroupTarget))
            draft.mentions = tuple(replace(one, links=members) if one is mention else one for one in draft.mentions)


def read_dimensions(draft: Draft) -> None:
    """ "Welke drie gemalen verbruikten de meeste energie": what is listed is a dimension, though it is counted too."""
    for mention in list(draft.open_mentions()):
        listed = tuple(one for one in mention.links if isinstance(one.target, FieldTarget | LevelTarget))
        if role_of(mention) is not MetricTarget or not listed or listed[0].score < mention.best.score - 2 * NEAR:
            continue
        before = (cue for cue in draft.cues(CueKind.WHICH, CueKind.EACH, CueKind.TOP))
        asked = any(
            cue.last < mention.first and draft.only_small_words(cue.last + 1, mention.first - 1) for cue in before
        )
        others = (one for one in draft.open_mentions() if one is not mention and role_of(one) is MetricTarget)
        if asked and any(one.best.evidence is not Evidence.PARTIAL for one in others):
            draft.mentions = tuple(replace(one, links=listed) if one is mention else one for one in draft.mentions)


def _is_member(draft: Draft, mention: Mention) -> bool:
    close = mention.best.score - NEAR
    fields = [one.target.ref for one in mention.links if isinstance(one.target, MemberTarget) and one.score >= close]
    fields = [ref for ref in fields if levels_of(draft.knowledge.catalog, ref) is None]
    own = [target.ref for _, target in draft.candidates(mention, MetricTarget)]
    if _share_asked(draft, own):
        return False
    return bool(fields) and (
        _another_figure(draft, mention, fields, own)
        or _fits_another_member(draft, mention, fields, own)
        or _about_money(draft, fields, own)
    )


def _share_asked(draft: Draft, own: list[MetricRef]) -> bool:
    """ "Welk deel van de woningen is corporatiebezit": the word names the documented share that is asked for."""
    catalog = draft.knowledge.catalog
    return draft.has(CueKind.SHARE, CueKind.PERCENT) and any(is_percentage(catalog.metric(ref).unit) for ref in own)


def _another_figure(draft: Draft, mention: Mention, fields: list[FieldRef], own: list[MetricRef]) -> bool:
    """Another figure is named whole, of which this is a member, and of no figure that the word itself names."""
    for other in draft.mentions:
        if other is mention or role_of(other) is not MetricTarget or other.best.evidence is Evidence.PARTIAL:
            continue
        refs = [target.ref for _, target in draft.candidates(other, MetricTarget)]
        if not set(refs) & set(own) and any(_of(draft, ref, fields) for ref in refs):
            beside = draft.has(CueKind.COMPARE, CueKind.RATIO, CueKind.DIFFERENCE)
            return not beside or _has_a_peer(draft, mention, fields)
    return False


def _has_a_peer(draft: Draft, mention: Mention, fields: list[FieldRef]) -> bool:
    """ "Compare the mark of islanders and guests": two members of one dimension are compared, not two figures."""
    return any(
        isinstance(one.target, MemberTarget) and one.target.ref in fields
        for other in draft.mentions
        if other is not mention
        for one in other.links
    )


def _fits_another_member(draft: Draft, mention: Mention, fields: list[FieldRef], own: list[MetricRef]) -> bool:
    """Another member is named that the figures this word names know nothing of, but the data of this member do."""
    for other in draft.mentions:
        if other is mention or role_of(other) not in (MemberTarget, GroupTarget):
            continue
        theirs = fields_of(draft, other)
        if any(metric_reaches(draft.knowledge, ref, field) for ref in own for field in theirs):
            continue
        if {field.dataset for field in theirs} & {field.dataset for field in fields}:
            return True
    return False


def _about_money(draft: Draft, fields: list[FieldRef], own: list[MetricRef]) -> bool:
    """Money is asked for, which the figures this word names are not, and a figure that has this member is."""
    catalog = draft.knowledge.catalog
    if not draft.has(CueKind.SPENDING, CueKind.OVERRUN) or any(is_money(catalog.metric(ref).unit) for ref in own):
        return False
    return any(is_money(catalog.metric(ref).unit) and _of(draft, ref, fields) for ref in catalog.metric_refs)


def _of(draft: Draft, ref: MetricRef, fields: list[FieldRef]) -> bool:
    return any(metric_reaches(draft.knowledge, ref, field) for field in fields)
