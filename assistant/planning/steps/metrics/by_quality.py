""" "De armste wijk", "het veiligst": the superlative of a word that the catalogue documents, or of one it does not.

Whether the safest place has the highest or the lowest figure no catalogue says of an adjective, so both are offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.language import CueKind, CueSpan
from assistant.linking.cover import Mention
from assistant.linking.keys import spoken_keys
from assistant.linking.targets import ConceptTarget, LevelTarget, MetricTarget
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.figure_names import article, countable
from assistant.planning.names import metric_label
from assistant.planning.outcomes import ask_back, refuse
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def by_quality(draft: Draft) -> Outcome:
    """Ask which figure, and from which end, a superlative means; refuse the one of a word that is not documented."""
    for cue in draft.cues(CueKind.TOP, CueKind.COMPARATIVE):
        quality = _quality(draft, cue)
        if quality is None:
            continue
        refs = list(dict.fromkeys(_documented(draft, quality)))
        if cue.kind is CueKind.TOP and refs:
            return _which(draft, cue, refs)
        word = draft.analysis.tokens[cue.first if cue.kind is CueKind.COMPARATIVE else cue.last].text
        return refuse(draft, Reason.UNKNOWN_CONCEPT, "unknown_words", refs, lacking=[word], words=f"‘{word}’")
    return None


def of_superlative(draft: Draft, mention: Mention) -> Outcome:
    """Ask the same where the word stands in "de meest veilige wijk"."""
    for cue in draft.analysis.cues_of(CueKind.TOP):
        if cue.first < mention.first and cue.last == mention.last and _place_after(draft, cue) is not None:
            names = {target.name for _, target in draft.candidates(mention, ConceptTarget)}
            return _which(draft, cue, list(dict.fromkeys(_readings(draft, names))))
    return None


def _quality(draft: Draft, cue: CueSpan) -> str | None:
    """Return the adjective when it says more than much or little."""
    tokens = draft.analysis.tokens
    adjective = cue.args.get("adjective")
    if not isinstance(adjective, str) and cue.last > 0 and tokens[cue.last - 1].folded in words("degree_of"):
        adjective = tokens[cue.last].lemmas[0]  # "meest veilig"
    if not isinstance(adjective, str) or adjective in words("size") or _is_size(draft, cue):
        return None
    return adjective


def _is_size(draft: Draft, cue: CueSpan) -> bool:
    return any(
        {token.folded, *token.lemmas} & words("size") for token in draft.analysis.tokens[cue.first : cue.last + 1]
    )


def _documented(draft: Draft, adjective: str) -> Iterator[MetricRef]:
    for phrases in draft.knowledge.index.find(spoken_keys((adjective,))).values():
        for target in (one.target for one in phrases):
            if isinstance(target, MetricTarget):
                yield target.ref
            elif isinstance(target, ConceptTarget):
                yield from _readings(draft, {target.name})


def _readings(draft: Draft, names: set[str]) -> Iterator[MetricRef]:
    for concept in draft.knowledge.catalog.concepts:
        if concept.name in names:
            yield from (MetricRef.parse(text) for text in concept.readings)


def _place_after(draft: Draft, cue: CueSpan) -> Mention | None:
    following = (one for one in draft.mentions if one.first == cue.last + 1)
    return next((one for one in following if role_of(one) is LevelTarget), None)


def _which(draft: Draft, cue: CueSpan, refs: list[MetricRef]) -> Outcome:
    place = _place_after(draft, cue)
    options = [_option(draft, cue, place, ref, end) for ref in refs for end in ("high", "low")]
    draft.claim(cue.first, cue.last, "?")
    return ask_back(draft, "which_most", options, word=draft.analysis.tokens[cue.last].text)


def _option(draft: Draft, cue: CueSpan, place: Mention | None, ref: MetricRef, end: str) -> tuple[str, str]:
    catalog, language = draft.knowledge.catalog, draft.language
    name = metric_label(catalog, ref, language)
    if countable(catalog, ref, language):
        name = say("option_bare_number", language, metric=name)
    asked = say(f"option_{end}", language, metric=name)
    tokens, text = draft.analysis.tokens, draft.analysis.text
    last = cue.last
    if place is not None:
        last = place.last
        words_before = f"{tokens[cue.first].text} " if tokens[cue.first].folded in words("article") else ""
        the = article(name, language) or "de"
        key = "option_highest" if end == "high" else "option_lowest"
        asked = say(key, language, place=f"{words_before}{draft.text(place)}", article=the, metric=name)
    question = f"{text[: tokens[cue.first].start]}{asked}{text[tokens[last].end :]}"
    return say(f"option_{end}", language, metric=name), question
