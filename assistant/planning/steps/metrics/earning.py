""" "Wat leverde de verhuur op", "hoeveel verdienden we aan de sporthal": the money that came in is asked for."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.units import is_money
from assistant.catalog.vocabulary import FieldRole
from assistant.language import CueKind
from assistant.linking.words import split
from assistant.planning.draft import Draft, metric_reaches
from assistant.planning.names import metric_label
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.words import words


def take_earnings(draft: Draft) -> None:
    """Take the one income that the figure or the members named can be about, when the verb asks what came in.

    Without exactly one the verb stays unexplained, and is asked about.
    """
    cue = next((one for one in draft.cues(CueKind.SPENDING) if one.args.get("way") == "in"), None)
    catalog = draft.knowledge.catalog
    if cue is None or any(is_money(catalog.metric(ref).unit) for ref in draft.metrics):
        return
    named = _named(draft)
    if not draft.metrics and not named:
        return
    found = [ref for ref in catalog.metric_refs if _is_income(draft, ref) and _about(draft, ref, named)]
    if len(found) == 1:
        draft.metrics[:] = found
        tokens = draft.analysis.tokens
        verbs = (one.text for one in tokens if words("to_earn").intersection((one.folded, *one.lemmas)))
        verb = next(verbs, tokens[cue.last].text)
        meaning = metric_label(catalog, found[0], draft.language)
        draft.assume("word", "assume_word", word=verb, meaning=meaning)


def _about(draft: Draft, ref: MetricRef, named: list[list[FieldRef]]) -> bool:
    """Whether an income stands beside the figure named, and can be limited to the members named."""
    if any(ref.dataset != one.dataset for one in draft.metrics):
        return False
    return all(any(metric_reaches(draft.knowledge, ref, field) for field in fields) for fields in named)


def _named(draft: Draft) -> list[list[FieldRef]]:
    catalog = draft.knowledge.catalog
    found = (fields_of(draft, mention) for mention in draft.open_mentions())
    return [fields for fields in found if any(catalog.field(ref).role is not FieldRole.TIME for ref in fields)]


def _is_income(draft: Draft, ref: MetricRef) -> bool:
    """Whether a figure is an amount that may be added up, and called income."""
    metric = draft.knowledge.catalog.metric(ref)
    if not is_money(metric.unit) or not formula(draft.knowledge.catalog, ref).additive:
        return False
    texts = [text for text in (metric.label.nl, metric.label.en) if text] if metric.label else []
    ends = tuple(words("income"))
    return any(word.endswith(ends) for text in (*texts, *metric.synonyms.all()) for word in split(text.casefold()))
