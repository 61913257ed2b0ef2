"""Names that are also a month or a season: "May" the town, "Zomer" the festival."""

from __future__ import annotations

from assistant.catalog.period import finer
from assistant.catalog.vocabulary import Grain
from assistant.language import PeriodKind, PeriodSpan, TokenKind
from assistant.linking.keys import spoken_keys
from assistant.linking.targets import FieldTarget, LevelTarget, MemberTarget
from assistant.planning.draft import Draft
from assistant.planning.names import field_label, level_label, member_label, period_words, span_words
from assistant.planning.outcomes import ask_back
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods import stored_grain
from assistant.planning.steps.periods.spoken import instead
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def namesakes(draft: Draft) -> Outcome:
    """Read such a word as the name where the figures know no months, or its kind is said; ask where both can be."""
    stored = stored_grain(draft)
    for span in draft.analysis.periods:
        at = _named(draft, span)
        if at is None:
            continue
        targets = _members(draft, at)
        if not targets:
            continue
        if stored is None or finer(span.grain, stored) or _kind_before(draft, at):
            draft.names.add(draft.analysis.tokens[at].folded)
        elif span.kind in (PeriodKind.POINT, PeriodKind.RECURRING) and not _sure(draft, span):
            return _ask(draft, span, at, targets[0])
    return None


def _named(draft: Draft, span: PeriodSpan) -> int | None:
    """Return the word of a span that can be a name: of a month or a season, not of a day."""
    if span.grain is Grain.DAY:
        return None
    tokens = draft.analysis.tokens
    found = [
        at
        for at in range(span.first, span.last + 1)
        if tokens[at].kind is TokenKind.WORD and tokens[at].folded not in draft.request.names
    ]
    return next((at for at in found if _members(draft, at)), None)


def _members(draft: Draft, at: int) -> list[MemberTarget]:
    """The members that are called by this word; a name that only the data know is written with a capital."""
    token = draft.analysis.tokens[at]
    phrases = draft.knowledge.index.find([next(spoken_keys((token.folded,)))])
    found = [
        one.target
        for group in phrases.values()
        for one in group
        if isinstance(one.target, MemberTarget) and (token.text[:1].isupper() or not one.name)
    ]
    return [target for target in dict.fromkeys(found) if draft.reaches(target.ref)]


def _kind_before(draft: Draft, at: int) -> bool:
    """Whether the word before says what it is: "gemeente May", "the town of May"."""
    first = at - 1
    while first > 0 and draft.analysis.tokens[first].stop:
        first -= 1
    return any(one.last == first and role_of(one) in (LevelTarget, FieldTarget) for one in draft.mentions)


def _sure(draft: Draft, span: PeriodSpan) -> bool:
    """ "De maand mei" is the month."""
    return any(token.folded in words("month") for token in draft.analysis.tokens[span.first : span.last + 1])


def _ask(draft: Draft, span: PeriodSpan, at: int, target: MemberTarget) -> Outcome:
    catalog, language = draft.knowledge.catalog, draft.language
    tokens, text = draft.analysis.tokens, draft.analysis.text
    when = span_words(span.start_period, span.end_period, language)
    if span.start_period == span.end_period:
        when = period_words(span.start_period, language)
    month = say("option_in_month", language, period=when)
    label = member_label(draft.knowledge, target.ref, target.member.value, language)
    kind = (
        level_label(catalog, target.ref, target.member.level, language)
        if target.member.level
        else field_label(catalog, target.ref, language)
    )
    named = say("option_member", language, level=kind, member=label)
    draft.claim(span.first, span.last, "?")
    options = [
        (month, instead(draft, span, month)),
        (named, f"{text[: tokens[at].start]}{named}{text[tokens[at].end :]}"),
    ]
    return ask_back(draft, "which_member", options, word=tokens[at].text)
