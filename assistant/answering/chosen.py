"""A word with several readings that was settled before in this conversation: that reading is taken, and said."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.words import say
from assistant.conversation import Choice, asked_word
from assistant.plan import Assumption, Clarification, Plan


def as_chosen(asked: Clarification, chosen: tuple[Choice, ...]) -> Plan | None:
    """Return the reading that the asker chose before for the same word, with the other ones offered beside it."""
    word = asked_word(asked)
    among = frozenset(one.plan.metrics for one in asked.options if one.plan is not None)
    metrics = next(
        (one.metrics for one in chosen if word and (one.word == word.casefold() or (one.among == among and among))),
        None,
    )
    taken = next((one for one in asked.options if one.plan is not None and one.plan.metrics == metrics), None)
    if taken is None or taken.plan is None:
        return None
    others = " ".join(f"‘{one.question}’" for one in asked.options if one is not taken)
    key = "read_as_chosen" if others else "read_as_chosen_only"
    text = say(key, asked.language, word=word, meaning=taken.label, others=others)
    return replace(taken.plan, assumptions=(*taken.plan.assumptions, Assumption("word", text)))
