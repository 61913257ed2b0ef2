"""Questions back and refusals, made in one place so that they always offer something that works."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.catalog.catalog import MetricRef
from assistant.linking.cover import Mention
from assistant.plan import CatalogQuestion, Clarification, Decision, Option, Plan, Reason, Refusal
from assistant.planning.draft import Draft
from assistant.planning.instead import MOST_TOPICS, instead
from assistant.planning.names import metric_label, topics
from assistant.planning.phrases import say

Again = Callable[[str], Decision]


def refuse(
    draft: Draft,
    reason: Reason,
    key: str,
    near: Iterable[MetricRef] = (),
    *,
    lacking: Iterable[str] = (),
    **values: object,
) -> Refusal:
    """Return a refusal that names what can be asked instead: ``near``, else what comes nearest to the question.

    ``lacking`` is what the catalogue does not hold: words as they were written, periods and levels by their names.
    """
    catalog, language = draft.knowledge.catalog, draft.language
    refs = list(near) or instead(draft)
    values.setdefault("topics", topics(draft.knowledge, language, refs))
    nearest = tuple(metric_label(catalog, ref, language) for ref in refs[:MOST_TOPICS])
    so_far = draft.plan() if draft.metrics else None
    text, missed = say(key, language, **values), tuple(dict.fromkeys(lacking))
    return Refusal(reason, text, language, nearest, tuple(draft.words), so_far=so_far, lacking=missed)


def ask_back(draft: Draft, key: str, options: list[tuple[str, str]], **values: object) -> Clarification:
    """Return a question back; ``options`` are (label, question). The translator keeps those that give an answer."""
    made = tuple(Option(label, question) for label, question in dict.fromkeys(options))
    return Clarification(say(key, draft.language, **values), made, draft.language, tuple(draft.words))


def reworded(draft: Draft, mention: Mention, phrase: str) -> str:
    """Return the question with the words of ``mention`` replaced by ``phrase``."""
    tokens = draft.analysis.tokens
    text = draft.analysis.text
    return f"{text[: tokens[mention.first].start]}{phrase}{text[tokens[mention.last].end :]}"


def workable(clarification: Clarification, again: Again) -> Clarification:
    """Keep only the options whose question gives an answer as it stands."""
    kept: list[Option] = []
    for option in clarification.options:
        decision = again(option.question)
        if isinstance(decision, Plan | CatalogQuestion):
            kept.append(Option(option.label, option.question, decision if isinstance(decision, Plan) else None))
    return Clarification(
        clarification.text, tuple(kept), clarification.language, clarification.words, clarification.translator
    )
