""" "Waar wonen de meeste ouderen?": where the most are asks for a ranking of places, of a kind that must be known."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.language import CueKind, CueSpan
from assistant.plan import Op, Split
from assistant.planning.draft import Draft
from assistant.planning.names import level_label, metric_label
from assistant.planning.outcomes import ask_back
from assistant.planning.phrases import say
from assistant.planning.steps.dimensions import level_available
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.place_fields import place_fields


def whereabouts(draft: Draft) -> Outcome:
    """Rank the places where only one kind can be meant; ask which kind where there are more."""
    where = next((cue for cue in draft.cues(CueKind.WHICH) if cue.args.get("about") == "place"), None)
    if where is None or not draft.metrics or not draft.has(CueKind.TOP) or _split_by_places(draft):
        return None
    fields = [ref for ref in place_fields(draft) if draft.reaches(ref)]
    if len(fields) != 1:
        return None
    levels = _levels(draft, fields[0])
    if len(levels) > 1:
        return _which(draft, where, fields[0], levels)
    if levels:
        draft.claim_cue(where)
        draft.add_split(Split(fields[0], levels[0]))
    return None


def _split_by_places(draft: Draft) -> bool:
    return any(levels_of(draft.knowledge.catalog, split.field) is not None for split in draft.splits)


def _levels(draft: Draft, field: FieldRef) -> list[str]:
    """The kinds of places with figures: below the named place, else from the level of home down."""
    levels = levels_of(draft.knowledge.catalog, field)
    order = list(levels.order) if levels else []
    home = draft.knowledge.catalog.home
    first = 0
    named = draft.filter_on(field)
    if named is not None and named.op is Op.IN:
        first = 1 + max((_depth(order, member.level) for member in named.members), default=-1)
    elif home is not None and conformed(draft.knowledge.catalog, home.ref) == field:
        profile = draft.knowledge.profile.field(field)
        known = profile.by_value.get(home.value) if profile else None
        first = max(_depth(order, known.level if known else None), 0)
    several = [level for level in order[first:] if _several(draft, field, level)]
    return [level for level in several if level_available(draft, field, level)]


def _depth(order: list[str], level: str | None) -> int:
    return order.index(level) if level in order else -1


def _several(draft: Draft, field: FieldRef, level: str) -> bool:
    """One place cannot be the first of its kind."""
    profile = draft.knowledge.profile.field(field)
    return profile is not None and sum(member.level == level for member in profile.members) > 1


def _which(draft: Draft, where: CueSpan, field: FieldRef, levels: list[str]) -> Outcome:
    options = []
    for level in levels:
        label = level_label(draft.knowledge.catalog, field, level, draft.language)
        options.append((label, _asked(draft, where, say("option_in_which", draft.language, level=label))))
    draft.claim_cue(where)
    return ask_back(draft, "which_places", options, word=draft.analysis.tokens[where.first].text)


def _asked(draft: Draft, where: CueSpan, said: str) -> str:
    """Return the question with ``said`` in place of "waar", and figures that were chosen already under their names."""
    tokens, text = draft.analysis.tokens, draft.analysis.text
    instead = [(where.first, where.first, said)]
    for one in draft.request.taken:
        instead.append((one.first, one.last, metric_label(draft.knowledge.catalog, one.metric, draft.language)))
    parts, offset = [], 0
    for first, last, phrase in sorted(instead):
        parts += [text[offset : tokens[first].start], phrase]
        offset = tokens[last].end
    asked = "".join([*parts, text[offset:]])
    return f"{asked[:1].upper()}{asked[1:]}"
