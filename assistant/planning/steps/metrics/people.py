""" "Hoeveel mensen hebben een laag inkomen": of a figure of households it is said that they are no people."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.words import words


def say_what_is_counted(draft: Draft) -> None:
    """Say what "mensen" was read as, when the figure counts something else: one benefit can be for two people."""
    _claim_people(draft)
    said = next((word for word in draft.words if word.as_ == "people"), None)
    if said is None or len(draft.metrics) != 1:
        return
    catalog, ref = draft.knowledge.catalog, draft.metrics[0]
    unit = catalog.metric(ref).unit
    counted = {word for text in (unit.nl, unit.en) if text for word in split(text)} if unit else set()
    if not counted or not formula(catalog, ref).additive or counted & (words("people") | words("kinds_of_people")):
        return
    meaning = metric_label(catalog, ref, draft.language)
    draft.assume("word", "assume_word", word=said.text, meaning=meaning)


def _claim_people(draft: Draft) -> None:
    """ "Hoeveel mensen in de bijstand": of a figure that is about persons the word only says so."""
    about_persons = [draft.knowledge.catalog.metric(ref).persons for ref in draft.metrics]
    if not about_persons or not all(about_persons):
        return
    named = {at for one in draft.open_mentions() for at in range(one.first, one.last + 1)}
    for at, token in enumerate(draft.analysis.tokens):
        if at not in draft.claimed | named and token.folded in words("people"):
            draft.claim(at, at, "people")
