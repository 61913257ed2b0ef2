"""Words that say what figures are held against are set aside, so that they are no split or filter of the question."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.language import CueKind, CueSpan
from assistant.linking.cover import Mention
from assistant.linking.targets import GroupTarget, LevelTarget, MemberTarget
from assistant.plan import Op, Statistic
from assistant.planning.draft import Draft
from assistant.planning.held_against import HeldAgainst
from assistant.planning.names import level_label
from assistant.planning.steps.dimensions import listing_cue
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_OPS = {">": Op.GT, "<": Op.LT}
#: An adjective is made of a level by at least so many letters.
_STEM = 4
_UNDERSTOOD = (
    CueKind.THRESHOLD,
    CueKind.COMPARATIVE,
    CueKind.COMPARE,
    CueKind.DIFFERENCE,
    CueKind.EACH,
    CueKind.HOME,
    CueKind.EVERYWHERE,
)
_BY_DIRECTION = {"high": Op.GT, "low": Op.LT}


def set_aside(draft: Draft) -> Outcome:
    """Find the yardstick of the question: an average, or the one that listed members are compared with."""
    held = _average(draft) or _member(draft)
    if held is None:
        _nationwide(draft)
    if held is not None:
        draft.held = held
        draft.claimed.update(range(held.first, held.last + 1))
    return None


def _nationwide(draft: Draft) -> None:
    """ "Het landelijk gemiddelde" without more is the figure for the whole country, not for home."""
    for cue in draft.cues(CueKind.PLACES_AVERAGE, CueKind.AVERAGE):
        for at in range(max(0, cue.first - 1), cue.last + 1):
            if draft.analysis.tokens[at].folded in words("nationwide"):
                draft.everywhere = True
                draft.claim(at, at, "everywhere")


def _average(draft: Draft) -> HeldAgainst | None:
    for cue in draft.cues(CueKind.THRESHOLD):
        if (reference := cue.args.get("reference")) in ("average", "median"):
            return _scoped(draft, cue, cue.first, _OPS.get(str(cue.args.get("op"))), Statistic(_named(str(reference))))
    for cue in draft.cues(CueKind.PLACES_AVERAGE, CueKind.AVERAGE):
        lead = _lead(draft, cue.first)
        if lead is not None:
            statistic = Statistic.MEDIAN if cue.args.get("statistic") == "median" else Statistic.MEAN
            return _scoped(draft, cue, *lead, statistic)
    return None


def _named(reference: str) -> str:
    return "mean" if reference == "average" else reference


def _lead(draft: Draft, before: int) -> tuple[int, Op | None] | None:
    """Return where the comparison with the words at ``before`` begins, and which way it goes: "dan", "boven het"."""
    tokens = draft.analysis.tokens
    at = before - 1
    while at >= 0 and (tokens[at].stop or tokens[at].folded in words("nationwide")) and not _compares(draft, at):
        at -= 1
    if at < 0:
        return None
    for cue in draft.analysis.cues_of(CueKind.COMPARATIVE, CueKind.COMPARE, CueKind.DIFFERENCE):
        if not cue.first <= at <= cue.last:
            continue
        if cue.kind is CueKind.COMPARATIVE and cue.args.get("than"):
            return at, _BY_DIRECTION.get(str(cue.args.get("direction")))
        if cue.kind is not CueKind.COMPARATIVE:
            return at, None
    if tokens[at].folded in words("above"):
        return at, Op.GT
    return (at, Op.LT) if tokens[at].folded in words("below") else None


def _compares(draft: Draft, at: int) -> bool:
    kinds = (CueKind.COMPARATIVE, CueKind.COMPARE, CueKind.DIFFERENCE)
    return any(cue.first <= at <= cue.last for cue in draft.analysis.cues_of(*kinds))


def _scoped(draft: Draft, cue: CueSpan, first: int, op: Op | None, statistic: Statistic) -> HeldAgainst:
    """Return the average with the words that say over what: "van de provincie", "van alle gemeenten"."""
    tokens = draft.analysis.tokens
    overlapping = [one for one in draft.analysis.cues_of(CueKind.PLACES_AVERAGE) if one.first <= cue.last <= one.last]
    last = max([cue.last, *(one.last for one in overlapping)])
    scope: list[Mention] = []
    home = False
    at = cue.last + 1
    named = sorted((one for one in draft.mentions if one.first > cue.first), key=lambda one: one.first)
    for mention in named:
        if role_of(mention) not in (LevelTarget, MemberTarget, GroupTarget) or not _joins(draft, at, mention.first - 1):
            break
        if listing_cue(draft, mention) is not None and not _each(draft, mention):
            break
        scope.append(mention)
        at, last = mention.last + 1, max(last, mention.last)
    if not scope:
        for one in draft.cues(CueKind.HOME):
            if one.first > cue.last and _joins(draft, at, one.first - 1):
                home, last = True, max(last, one.last)
    spoken = {token.folded for token in tokens[first : last + 1]}
    level, at = _adjective(draft, first, cue.last)
    known = _known(draft, first, last, [cue, *overlapping], scope) | ({at} if level is not None else set())
    everywhere = bool(spoken & words("nationwide"))
    return HeldAgainst(first, last, op, statistic, tuple(scope), everywhere, home, level, frozenset(known))


def _known(draft: Draft, first: int, last: int, cues: list[CueSpan], scope: list[Mention]) -> set[int]:
    """Return the tokens of the span that are understood; any other word in it must not be passed over."""
    tokens = draft.analysis.tokens
    spans = [(one.first, one.last) for one in draft.analysis.cues_of(*_UNDERSTOOD)]
    spans += [(one.first, one.last) for one in scope]
    found = {at for start, end in spans for at in range(start, end + 1)}
    averages = {at for cue in cues for at in range(cue.first, cue.last + 1)}
    adjectives = {at for at in averages if tokens[at].folded.endswith(tuple(words("adjective_ends")))}
    found = (found - averages) | (averages - adjectives)
    plain = words("above") | words("below") | words("nationwide")
    found |= {at for at in range(first, last + 1) if tokens[at].stop or tokens[at].folded in plain}
    return {at for at in found if first <= at <= last}


def _adjective(draft: Draft, first: int, last: int) -> tuple[str | None, int]:
    """Return the level that an adjective names, by its stem: "provinciaal" is of the provinces."""
    catalog = draft.knowledge.catalog
    for at in range(first, last + 1):
        token = draft.analysis.tokens[at]
        if token.stop or token.folded in words("nationwide"):
            continue
        for dataset in catalog.datasets:
            for field in dataset.fields:
                ref = FieldRef(dataset.name, field.name)
                for level in field.levels.order if field.levels else ():
                    if _akin(token.folded, level_label(catalog, ref, level, draft.language)):
                        return level, at
    return None, -1


def _akin(word: str, label: str) -> bool:
    stem = label.casefold()[:-1]
    return len(stem) >= _STEM and word.startswith(stem[:_STEM]) and word.startswith(stem[: len(stem) - 1])


def _joins(draft: Draft, first: int, last: int) -> bool:
    """Whether only small words lie between: "van de", "over alle"."""
    each = {at for cue in draft.cues(CueKind.EACH, CueKind.EVERYWHERE) for at in range(cue.first, cue.last + 1)}
    return all(draft.analysis.tokens[at].stop or at in each for at in range(first, last + 1))


def _each(draft: Draft, mention: Mention) -> bool:
    cue = listing_cue(draft, mention)
    return cue is not None and cue.kind is CueKind.EACH


def _member(draft: Draft) -> HeldAgainst | None:
    """ "Welke gemeenten hebben meer inwoners dan Oudemeer": the one that the listed ones are compared with."""
    cues = [cue for cue in draft.analysis.cues_of(CueKind.COMPARATIVE) if cue.args.get("than")]
    if not cues:
        return None
    cue = max(cues, key=lambda one: one.last)
    op = _BY_DIRECTION.get(str(cue.args.get("direction")))
    if op is None or not _lists(draft, cue):
        return None
    for mention in sorted(draft.mentions, key=lambda one: one.first):
        beside = mention.first > cue.last and _joins(draft, cue.last + 1, mention.first - 1)
        if beside and role_of(mention) in (MemberTarget, LevelTarget):
            following = [one for one in draft.mentions if one.first == mention.last + 1]
            scope = [mention, *(one for one in following if role_of(one) is MemberTarget)]
            span = frozenset(range(cue.last, scope[-1].last + 1))
            return HeldAgainst(cue.last, scope[-1].last, op, None, tuple(scope), known=span)
    for home in draft.analysis.cues_of(CueKind.HOME):
        if home.first > cue.last and _joins(draft, cue.last + 1, home.first - 1):
            span = frozenset(range(cue.last, home.last + 1))
            return HeldAgainst(cue.last, home.last, op, None, (), home=True, known=span)
    return None


def _lists(draft: Draft, than: CueSpan) -> bool:
    """Whether the question lists or counts members before it compares them."""
    return any(
        mention.last < than.last and role_of(mention) is LevelTarget and listing_cue(draft, mention) is not None
        for mention in draft.open_mentions()
    )
