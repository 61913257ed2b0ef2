"""Words for people and for size that name no figure: who live somewhere, and the largest place."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.levels import levels_of
from assistant.language import CueKind, light
from assistant.linking.cover import Mention
from assistant.linking.targets import (
    LevelTarget,
)
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.metrics.unknown import unknown_words
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def who_live(draft: Draft) -> None:
    """ "Hoeveel mensen wonen er in Noord": who live somewhere are its inhabitants, where the catalogue counts them."""
    catalog, tokens = draft.knowledge.catalog, draft.analysis.tokens
    people = [at for at, token in enumerate(tokens) if token.folded in words("people") and at not in draft.claimed]
    passed = light(tokens)
    live = [at for at, token in enumerate(tokens) if words("to_live").intersection((token.folded, *token.lemmas))]
    live = [at for at in live if at in passed]  # "komen wonen" is to move
    unknown = set(unknown_words(draft)) - {tokens[at].text for at in (*people, *live)}
    if not people or not live or unknown:
        return
    for one in catalog.denominators:
        ref = MetricRef.parse(one.metric)
        unit, label = catalog.metric(ref).unit, catalog.metric(ref).label
        said = {word for text in (unit, label) if text for word in split(text.say(draft.language))}
        if said & words("inhabitants"):
            draft.metrics.append(ref)
            for at in (*people, *live):
                draft.claim(at, at, str(ref))
            meaning = metric_label(catalog, ref, draft.language)
            draft.assume("word", "assume_word", word=tokens[people[0]].text, meaning=meaning)
            return


def by_size(draft: Draft) -> None:
    """ "Welke gemeenten krimpen?", "de grootste wijk": size without more is the first documented denominator."""
    catalog = draft.knowledge.catalog
    places = any(_is_place(draft, mention) for mention in draft.open_mentions())
    cue = next(iter(draft.cues(CueKind.CHANGE, CueKind.TOP, CueKind.COMPARATIVE)), None)
    if not (places and cue and catalog.denominators) or unknown_words(draft):
        return
    ref = MetricRef.parse(catalog.denominators[0].metric)
    draft.metrics.append(ref)
    draft.assume("word", "assume_size", word=cue.text, meaning=metric_label(catalog, ref, draft.language))


def _is_place(draft: Draft, mention: Mention) -> bool:
    return role_of(mention) is LevelTarget or any(
        levels_of(draft.knowledge.catalog, ref) is not None for ref in fields_of(draft, mention)
    )
