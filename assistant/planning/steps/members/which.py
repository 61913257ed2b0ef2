"""Asking back which member is meant, and saying why a name cannot be used."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.levels import levels_of
from assistant.linking.cover import Mention
from assistant.linking.targets import MemberTarget
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.names import field_label, level_label, member_label, metric_label
from assistant.planning.outcomes import ask_back, refuse, reworded
from assistant.planning.phrases import say
from assistant.planning.steps.members.known import ancestors
from assistant.planning.steps.metrics import fields_of
from assistant.planning.steps.outcome import Outcome

#: More readings than this help nobody choose.
_MOST = 6


def which_member(draft: Draft, mention: Mention, targets: list[MemberTarget]) -> Outcome:
    """Ask back: the level, the place it lies in, or the field tells the readings apart."""
    catalog, language = draft.knowledge.catalog, draft.language
    levels = {target.member.level for target in targets}
    options = []
    for target in sorted(targets, key=lambda one: not _at_home(draft, one))[:_MOST]:
        label = member_label(draft.knowledge, target.ref, target.member.value, language)
        parents = ancestors(draft, target.ref, target.member.value)
        if len(levels) == len(targets) and target.member.level:
            level = level_label(catalog, target.ref, target.member.level, language)
            phrase = say("option_member", language, level=level, member=label)
        elif parents:
            phrase = say("option_in", language, member=label, parent=_nearest_parent(draft, target))
        elif sum(one.ref == target.ref and one.member.label == target.member.label for one in targets) > 1:
            phrase = f"{label} ({target.member.value})"
        else:
            field = field_label(catalog, target.ref, language)
            phrase = say("option_member", language, level=field, member=label)
        options.append((phrase, reworded(draft, mention, phrase)))
    draft.claim(mention.first, mention.last, "?")
    return ask_back(draft, "which_member", options, word=draft.text(mention))


def _at_home(draft: Draft, target: MemberTarget) -> bool:
    """Whether a member is, or lies in, the home place: offered first."""
    home = draft.knowledge.catalog.home
    return home is not None and home.value in {target.member.value, *ancestors(draft, target.ref, target.member.value)}


def _nearest_parent(draft: Draft, target: MemberTarget) -> str:
    profile = draft.knowledge.profile.field(target.ref)
    found = profile.by_value.get(target.member.value) if profile else None
    levels = levels_of(draft.knowledge.catalog, target.ref)
    order = levels.order if levels else ()
    known = [(level, value) for level, value in (found.parents if found else ()) if value != target.member.value]
    known.sort(key=lambda one: order.index(one[0]) if one[0] in order else -1)
    level, value = known[-1]
    label = member_label(draft.knowledge, target.ref, value, draft.language)
    return f"{level_label(draft.knowledge.catalog, target.ref, level, draft.language)} {label}"


def other_level(draft: Draft, mention: Mention, target: MemberTarget) -> Outcome:
    """Refuse a name that exists, but not as what the question says it is."""
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    words = f"‘{draft.text(mention)}’"
    return refuse(
        draft,
        Reason.UNKNOWN_MEMBER,
        "unknown_member",
        draft.metrics,
        lacking=[draft.text(mention)],
        words=words,
        metric=metric,
        topics=target.member.label,
    )


def not_here(draft: Draft, mention: Mention) -> Outcome:
    """Refuse a name that the figures are not told apart by, and name the figures that are."""
    catalog, language = draft.knowledge.catalog, draft.language
    metric = metric_label(catalog, draft.metrics[0], language) if draft.metrics else "…"
    fields = fields_of(draft, mention)
    able = [ref for ref in catalog.metric_refs if any(one in fields for one in _own_fields(draft, ref.dataset))]
    word = f"‘{draft.text(mention)}’"
    return refuse(
        draft,
        Reason.LEVEL_NOT_AVAILABLE,
        "member_not_here",
        [*draft.metrics, *(ref for ref in able if ref not in draft.metrics)],
        lacking=[draft.text(mention)],
        metric=metric,
        word=word,
    )


def _own_fields(draft: Draft, dataset: str) -> list[FieldRef]:
    return [FieldRef(dataset, name) for name in draft.knowledge.catalog.by_name[dataset].fields_by_name]
