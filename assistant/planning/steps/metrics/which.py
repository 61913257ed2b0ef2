"""Asking back between metrics: each option is a question of its own that reads well and names one of them."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.linking.cover import Mention
from assistant.linking.targets import ConceptTarget, MemberTarget
from assistant.linking.words import bag_of, split
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.offers import Offer
from assistant.planning.outcomes import ask_back
from assistant.planning.steps.metrics.by_quality import of_superlative
from assistant.planning.steps.metrics.naming import take
from assistant.planning.steps.metrics.phrasing import phrasings
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of

_MOST_OPTIONS = 6


def which_reading(draft: Draft, mention: Mention) -> Outcome:
    """Ask which reading of a documented concept is meant."""
    if (outcome := of_superlative(draft, mention)) is not None:
        return outcome
    name = draft.candidates(mention, ConceptTarget)[0][1].name
    concept = next(one for one in draft.knowledge.catalog.concepts if one.name == name)
    if _told_apart(draft, mention, [MetricRef.parse(text) for text in concept.readings]):
        return None
    return which_metric(draft, mention, [MetricRef.parse(text) for text in concept.readings], "which_concept")


def which_metric(draft: Draft, mention: Mention, refs: list[MetricRef], key: str) -> Outcome:
    """Ask which of several metrics is meant."""
    catalog, language = draft.knowledge.catalog, draft.language
    labels = [metric_label(catalog, ref, language) for ref in refs]
    for ref, label in list(zip(refs, labels, strict=True))[:_MOST_OPTIONS]:
        title = catalog.by_name[ref.dataset].title
        full = f"{label} ({title.say(language)})" if title else label
        shown = full if labels.count(label) > 1 else label
        named = list(dict.fromkeys((shown, full)))
        if role_of(mention) is MemberTarget:
            named = [f"{name} {text}" for name in named for text in (f"({draft.text(mention)})", draft.text(mention))]
        asked = [text for name in named for text in phrasings(draft, mention, ref, name)]
        draft.offers.append(Offer(shown, tuple(dict.fromkeys(asked)), mention.first, mention.last, ref))
    draft.claim(mention.first, mention.last, "?")
    options = [(offer.label, offer.phrasings[0]) for offer in draft.offers]
    return ask_back(draft, key, options, word=draft.text(mention))


def _told_apart(draft: Draft, mention: Mention, refs: list[MetricRef]) -> bool:
    """ "Aan de balie te wachten": of the readings one alone has a word in its label that the question has too."""
    labels = {ref: _content(metric_label(draft.knowledge.catalog, ref, draft.language)) for ref in refs}
    tokens = draft.analysis.tokens
    taken = draft.claimed.union(range(mention.first, mention.last + 1))
    said = {word: at for at, token in enumerate(tokens) for word in _content(token.text) if at not in taken}
    found = {}
    for ref in refs:
        others = frozenset(word for other in refs if other != ref for word in labels[other])
        if own := [word for word in labels[ref] - others if word in said]:
            found[ref] = own
    if len(found) != 1:
        return False
    ref, own = next(iter(found.items()))
    take(draft, mention, ref)
    for at in sorted(said[word] for word in own):
        beside = next((one for one in draft.mentions if one.first <= at <= one.last), None)
        draft.claim(beside.first if beside else at, beside.last if beside else at, str(ref))
    label = metric_label(draft.knowledge.catalog, ref, draft.language)
    draft.assume("word", "assume_word", word=draft.text(mention), meaning=label)
    return True


def _content(text: str) -> frozenset[str]:
    return bag_of(split(text))
