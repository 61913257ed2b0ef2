"""By what the figure is split: the levels and dimensions that a question lists, counts or ranks."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of, row_level
from assistant.catalog.vocabulary import Aggregation, FieldRole
from assistant.language import CueKind, CueSpan
from assistant.linking.cover import Mention
from assistant.linking.index import split as split_words
from assistant.linking.index import stem
from assistant.linking.targets import FieldTarget, LevelTarget, MemberTarget
from assistant.plan import CountMembers, Reason, Split, divided
from assistant.planning.draft import Draft
from assistant.planning.names import field_label, level_label, metric_label
from assistant.planning.outcomes import ask_back, refuse
from assistant.planning.phrases import listing
from assistant.planning.steps.documented import named
from assistant.planning.steps.fields_meant import fields_meant, which_field
from assistant.planning.steps.metrics.dated import other_days
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.parts_of_members import part_of_members
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_LISTING = (CueKind.WHICH, CueKind.TOP, CueKind.EACH, CueKind.SPLIT, CueKind.RANK)


def choose_splits(draft: Draft) -> Outcome:
    """Take "per wijk", "welke gemeenten", "top 5 buurten", "naar leeftijd" as splits, in the order asked."""
    _known_levels(draft)
    for mention in list(draft.open_mentions()):
        if _is_time(draft, mention) or _of_a_verb(draft, mention):
            continue
        if role_of(mention) not in (LevelTarget, FieldTarget) or _qualifies_a_member(draft, mention):
            continue
        outcome = _place(draft, mention)
        if outcome is not None:
            return outcome
    _listed_rows(draft)
    return None


def _lies_around(draft: Draft, mention: Mention, chosen: Split) -> bool:
    """ "Welke gemeente in de buurt": no municipality lies in a neighbourhood, so the word means something else."""
    return _around(draft, mention, chosen, finer=False)


def _around(draft: Draft, mention: Mention, chosen: Split, *, finer: bool) -> bool:
    """Whether "in de …" follows a split of the same places at a finer level, or at a coarser one."""
    levels = levels_of(draft.knowledge.catalog, chosen.field)
    order = [str(level) for level in levels.order] if levels else []
    before = [draft.analysis.tokens[at].folded for at in range(max(0, mention.first - 2), mention.first)]
    if chosen.level not in order or not words("inside") & set(before):
        return False
    asked = [order.index(one.level) for one in draft.splits if one.field == chosen.field and one.level in order]
    own = order.index(chosen.level)
    return any(at > own if finer else at < own for at in asked)


def _listed_rows(draft: Draft) -> None:
    """ "Welke sporthallen …": what is counted is listed by name, where the same word names the rows themselves."""
    if draft.splits:
        return
    for mention in draft.mentions:
        cue = next((one for one in draft.cues(CueKind.WHICH) if one.last + 1 == mention.first), None)
        keys = [one.target.ref for one in mention.links if isinstance(one.target, FieldTarget)]
        keys = [ref for ref in keys if draft.knowledge.catalog.field(ref).role is FieldRole.KEY and draft.reaches(ref)]
        if cue is not None and mention.first in draft.claimed and draft.metrics and len(keys) == 1:
            draft.claim_cue(cue)
            draft.add_split(Split(keys[0]))


def _known_levels(draft: Draft) -> None:
    """A word that is a level, and a member of data that are not asked about ("owner: gemeente"), is the level."""
    for mention in list(draft.open_mentions()):
        levels = tuple(one for one in mention.links if isinstance(one.target, LevelTarget))
        fields = [one.target.ref for one in levels if isinstance(one.target, LevelTarget)]
        if role_of(mention) is not MemberTarget or not any(map(draft.reaches, fields)):
            continue
        if draft.metrics and not any(draft.reaches(one.ref) for _, one in draft.candidates(mention, MemberTarget)):
            draft.mentions = tuple(replace(one, links=levels) if one is mention else one for one in draft.mentions)


def _place(draft: Draft, mention: Mention) -> Outcome:
    if _is_ours(draft, mention) or _is_all_there_is(draft, mention):
        draft.claim(mention.first, mention.last, "home")
        draft.speaks_of_home = True
        return None
    chosen = _split_of(draft, mention)
    if not isinstance(chosen, Split):
        return chosen
    if (refusal := _unavailable(draft, mention, chosen)) is not None:
        return refusal
    cue = listing_cue(draft, mention)
    if cue is None and _lies_around(draft, mention, chosen):
        return None
    meaning = f"{chosen.field}:{chosen.level}" if chosen.level else str(chosen.field)
    if cue is None and _is_home(draft, mention, chosen):
        before = mention.first - 1
        whole = before >= 0 and draft.analysis.tokens[before].folded in words("whole")
        draft.claim(before if whole else mention.first, mention.last, "home")
        draft.speaks_of_home = True
        return None
    if cue is not None and cue.kind is CueKind.COUNT and _is_what_is_counted(draft, mention):
        draft.claim(mention.first, mention.last, str(draft.metrics[0]))
        return None
    if cue is not None and cue.kind in (CueKind.WHICH, CueKind.SPLIT, CueKind.EACH, CueKind.COUNT):
        draft.claim_cue(cue)
    draft.claim(mention.first, mention.last, meaning)
    together = draft.analysis.has(CueKind.TOTAL) and draft.analysis.has(CueKind.EACH, CueKind.EVERYWHERE)
    if together and chosen.level is not None and (cue is None or cue.kind is CueKind.EACH or cue.ambiguous):
        draft.everywhere = True
        return None
    if part_of_members(draft, mention, chosen):
        return None
    judged = draft.held is not None or draft.has(CueKind.THRESHOLD, CueKind.CHANGE, CueKind.COMPARATIVE)
    if cue is not None and cue.kind is CueKind.COUNT and judged:
        draft.calculation = CountMembers(chosen.field, chosen.level, divided(draft.calculation))
    draft.add_split(chosen)
    return None


def _is_what_is_counted(draft: Draft, mention: Mention) -> bool:
    """ "Hoeveel peilgebieden werden getroffen": the figure itself counts them, each once."""
    if len(draft.metrics) != 1 or draft.held is not None or draft.has(CueKind.THRESHOLD, CueKind.CHANGE):
        return False
    kinds = {part.kind for part in formula(draft.knowledge.catalog, draft.metrics[0]).components}
    return kinds == {Aggregation.COUNT_DISTINCT} and named(draft, split_words(draft.text(mention)))


def _split_of(draft: Draft, mention: Mention) -> Split | Outcome:
    levels = [target for _, target in draft.candidates(mention, LevelTarget) if draft.reaches(target.ref)]
    if levels:
        return Split(levels[0].ref, levels[0].level)
    usable = fields_meant(draft, mention)
    if not usable:
        return _not_here(draft, mention)
    if len(usable) > 1:
        return which_field(draft, mention, usable)
    ref = usable[0]
    if levels_of(draft.knowledge.catalog, ref) is None:
        return Split(ref)
    present = _levels_present(draft, ref)
    if len(present) == 1:
        return Split(conformed(draft.knowledge.catalog, ref), present[0])
    return _which_level(draft, mention, conformed(draft.knowledge.catalog, ref), present)


def _which_level(draft: Draft, mention: Mention, ref: FieldRef, present: list[str]) -> Outcome:
    catalog, language = draft.knowledge.catalog, draft.language
    labels = [level_label(catalog, ref, level, language) for level in present]
    tokens = draft.analysis.tokens
    text = draft.analysis.text
    before, after = text[: tokens[mention.first].start], text[tokens[mention.last].end :]
    options = [(label, f"{before}{label}{after}") for label in labels]
    return ask_back(draft, "which_member", options, word=draft.text(mention))


def _levels_present(draft: Draft, ref: FieldRef) -> list[str]:
    levels = levels_of(draft.knowledge.catalog, ref)
    return [level for level in (levels.order if levels else ()) if level_available(draft, ref, level)]


def level_available(draft: Draft, ref: FieldRef, level: str) -> bool:
    """Whether every metric has figures at a level: its own rows, or rows below it to work it out from."""
    knowledge = draft.knowledge
    for metric in draft.metrics:
        parts = formula(knowledge.catalog, metric)
        for dataset in parts.datasets:
            rows = row_level(knowledge.profile, knowledge.catalog, dataset, ref, level)
            worked_out = all(one.kind is not Aggregation.NONE for one in parts.components)
            if rows is None or (rows != level and not worked_out):
                return False
    return True


def _unavailable(draft: Draft, mention: Mention, split: Split) -> Outcome:
    if split.level is None or level_available(draft, split.field, split.level):
        return None
    catalog, language = draft.knowledge.catalog, draft.language
    metric = metric_label(catalog, draft.metrics[0], language) if draft.metrics else draft.text(mention)
    asked = level_label(catalog, split.field, split.level, language)
    there = [level_label(catalog, split.field, level, language) for level in _levels_present(draft, split.field)]
    if not there:
        return refuse(
            draft,
            Reason.LEVEL_NOT_AVAILABLE,
            "level_none",
            draft.metrics,
            lacking=[split.level],
            metric=metric,
            level=asked,
        )
    levels = listing(there, language, "or")
    return refuse(
        draft,
        Reason.LEVEL_NOT_AVAILABLE,
        "level_not_here",
        draft.metrics,
        lacking=[split.level],
        metric=metric,
        level=asked,
        levels=levels,
    )


def _not_here(draft: Draft, mention: Mention) -> Outcome:
    catalog, language = draft.knowledge.catalog, draft.language
    fields = [target.ref for _, target in draft.candidates(mention, FieldTarget)]
    label = field_label(catalog, fields[0], language) if fields else draft.text(mention)
    metric = metric_label(catalog, draft.metrics[0], language) if draft.metrics else draft.text(mention)
    return refuse(
        draft,
        Reason.LEVEL_NOT_AVAILABLE,
        "field_not_here",
        draft.metrics,
        lacking=[draft.text(mention)],
        metric=metric,
        field=label,
    )


def _qualifies_a_member(draft: Draft, mention: Mention) -> bool:
    """Whether a level or field word only says what the name beside it is: "gemeente Utrecht", "Utrecht (gemeente)"."""
    if listing_cue(draft, mention) is not None:
        return False
    own = {(target.ref, target.level) for _, target in draft.candidates(mention, LevelTarget)}
    fields = {target.ref for _, target in draft.candidates(mention, FieldTarget)}
    for other in draft.mentions:
        if other is mention or role_of(other) is not MemberTarget:
            continue
        gap = (mention.last + 1, other.first - 1) if mention.last < other.first else (other.last + 1, mention.first - 1)
        members = [target for _, target in draft.candidates(other, MemberTarget)]
        if not (_adjoining(draft, *gap) or corrects(draft, mention)):
            continue
        if any((target.ref, target.member.level) in own or target.ref in fields for target in members):
            return True
    return False


def corrects(draft: Draft, mention: Mention) -> bool:
    """Whether a level is an afterthought to a name: "Noordplaat in 2025, het dorp dus"."""
    cues = draft.analysis.cues_of(CueKind.CORRECTION)
    return any(
        draft.only_small_words(*gap)
        for cue in cues
        for gap in ((mention.last + 1, cue.first - 1), (cue.last + 1, mention.first - 1))
        if gap[0] - 1 <= gap[1]
    )


def _adjoining(draft: Draft, first: int, last: int) -> bool:
    return all(draft.analysis.tokens[at].text in "()[]'\"‘’“”:" for at in range(first, last + 1))


def listing_cue(draft: Draft, mention: Mention) -> CueSpan | None:
    """Return the listing or counting cue that this mention is the object of."""
    for cue in draft.cues(*_LISTING, CueKind.COUNT):
        if cue.target is not None and mention.first <= cue.target <= mention.last:
            return cue
        if cue.last < mention.first and draft.only_small_words(cue.last + 1, mention.first - 1):
            return cue
    return _after_conjunction(draft, mention)


def _after_conjunction(draft: Draft, mention: Mention) -> CueSpan | None:
    """In "per wijk en geslacht" the second dimension shares the first one's cue."""
    before = mention.first - 1
    if before < 1 or draft.analysis.tokens[before].folded not in ("en", "and", ","):
        return None
    for cue in draft.cues(CueKind.SPLIT):
        if cue.last < before and draft.only_small_words(cue.last + 1, before):
            return cue
    return None


def _is_ours(draft: Draft, mention: Mention) -> bool:
    """Whether the word is part of "onze gemeente": the home place, and no split."""
    home = draft.knowledge.catalog.home
    cues = draft.analysis.cues_of(CueKind.HOME)
    inside = any(cue.first <= mention.first and mention.last <= cue.last for cue in cues)
    return home is not None and inside and listing_cue(draft, mention) is None


def _is_all_there_is(draft: Draft, mention: Mention) -> bool:
    """ "The income of the municipality", of data that know no places: they are those of the one municipality."""
    home, levels = draft.knowledge.catalog.home, [one for _, one in draft.candidates(mention, LevelTarget)]
    if home is None or not draft.metrics or listing_cue(draft, mention) is not None:
        return False
    if any(draft.reaches(one.ref) for one in levels) or draft.reaches(conformed(draft.knowledge.catalog, home.ref)):
        return False
    word = draft.analysis.tokens[mention.last].folded
    named = mention.first > 0 and draft.analysis.tokens[mention.first - 1].folded in words("indefinite")
    profile = draft.knowledge.profile.field(conformed(draft.knowledge.catalog, home.ref))
    member = profile.by_value.get(home.value) if profile else None
    own = member is not None and any(one.level == member.level for one in levels)
    return own and stem(word) == word and not named


def _is_home(draft: Draft, mention: Mention, split: Split) -> bool:
    """Whether "de gemeente" without more means our own: singular, and the level of the home place."""
    home = draft.knowledge.catalog.home
    if home is None or split.field != conformed(draft.knowledge.catalog, home.ref):
        return False
    profile = draft.knowledge.profile.field(split.field)
    member = profile.by_value.get(home.value) if profile else None
    tokens = draft.analysis.tokens
    if mention.first > 0 and tokens[mention.first - 1].folded in words("indefinite"):
        return False  # "een gemeente" is any of them
    word = tokens[mention.last].folded
    ranked = draft.has(CueKind.TOP) and not _around(draft, mention, split, finer=True)
    return bool(member and member.level == split.level and stem(word) == word and not ranked)


def _of_a_verb(draft: Draft, mention: Mention) -> bool:
    """Whether the noun belongs to a verb: "vonden plaats", "took place" are no place."""
    tokens = draft.analysis.tokens
    if mention.first != mention.last or tokens[mention.first].folded not in words("verb_noun"):
        return False
    verb = any(words("verb_of_noun").intersection((token.folded, *token.lemmas)) for token in tokens)
    if not verb or listing_cue(draft, mention) is not None:
        return False
    draft.claim(mention.first, mention.last, str(draft.metrics[0]) if draft.metrics else "?")
    return True


def _is_time(draft: Draft, mention: Mention) -> bool:
    """Whether the words are about time: "in welk jaar", "per maand", "peiljaar"; the period step reads those."""
    cues = [*draft.cues(CueKind.TIME_SPLIT), *(c for c in draft.cues(CueKind.WHICH) if c.args.get("about") == "time")]
    if any(cue.first <= mention.first and mention.last <= cue.last for cue in cues):
        return True
    fields = [target.ref for _, target in draft.candidates(mention, FieldTarget)]
    time = bool(fields) and all(draft.knowledge.catalog.field(ref).role is FieldRole.TIME for ref in fields)
    if time and any(other_days(draft, mention, ref) for ref in draft.metrics):
        return True  # another day than the one the figure is counted by: it stays unexplained
    if time and role_of(mention) is FieldTarget:
        draft.claim(mention.first, mention.last, "period")
        return True
    return False
