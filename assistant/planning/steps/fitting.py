"""A comparative or superlative must fit the figure: "de duurste" of a number of homes is not the highest number."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.text import Text
from assistant.catalog.units import is_money
from assistant.language import CueKind, CueSpan
from assistant.linking.words import split
from assistant.plan import Change, Reason, judged
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.metrics.by_degree import size_of_each
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.units import is_duration
from assistant.planning.words import words

#: Cues that a degree of an adjective makes.
DEGREES = (CueKind.TOP, CueKind.COMPARATIVE)


def fitting(draft: Draft) -> Outcome:
    """Refuse a degree of something that the figure does not measure, and name the word."""
    strange = [cue for cue in draft.cues(*DEGREES) if cue.args.get("adjective") and not _fits(draft, cue)]
    strange += [cue for ref in draft.metrics if (cue := size_of_each(draft, ref)) is not None]
    sizes = [word for cue in draft.cues(CueKind.SIZE) if (word := _strange_size(draft, cue))]
    if not strange and not sizes:
        return None
    lacking = list(dict.fromkeys([*sizes, *(draft.analysis.text[cue.start : cue.end] for cue in strange)]))
    said = ", ".join(f"‘{word}’" for word in lacking)
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    return refuse(draft, Reason.UNKNOWN_CONCEPT, "degree_of_what", lacking=lacking, words=said, metric=metric)


def _strange_size(draft: Draft, cue: CueSpan) -> str | None:
    """Return the adjective of "hoe oud zijn" when the figure is no answer to it: inhabitants are counted, not old."""
    kinds = ("money_adjectives", "time_adjectives", "count_adjectives", "age_adjectives", "other_adjectives")
    asked = {adjective for kind in kinds for adjective in words(kind)}
    for at in range(cue.first, cue.last + 1):
        token = draft.analysis.tokens[at]
        if token.folded in asked and at not in draft.claimed:
            fits = draft.metrics and all(_grows(draft, ref, token.folded) for ref in draft.metrics)
            return None if fits else token.text
    return None


def _fits(draft: Draft, cue: CueSpan) -> bool:
    adjective = str(cue.args["adjective"])
    if cue.args.get("direction") in ("best", "worst") or adjective in words("amount_adjectives"):
        return True
    if adjective in words("speed") and draft.metrics and all(is_duration(draft, ref) for ref in draft.metrics):
        return True
    if cue.kind is CueKind.COMPARATIVE and adjective in words("speed") and not draft.analysis.has(CueKind.CHANGE):
        return False
    if adjective in words("pace"):
        return isinstance(judged(draft.calculation), Change) or any(one.on_change for one in draft.conditions)
    return all(_measures(draft, ref, cue) for ref in draft.metrics) or _named_otherwise(draft, cue)


def _measures(draft: Draft, ref: MetricRef, cue: CueSpan) -> bool:
    """Whether the figure grows with what the adjective of a degree says."""
    return _grows(draft, ref, str(cue.args["adjective"]), spoken=bool(cue.args.get("direction")))


def _grows(draft: Draft, ref: MetricRef, adjective: str, *, spoken: bool = True) -> bool:
    """Whether the figure grows with an adjective: money, time, age, how busy it is, or its own name.

    ``spoken``: the everyday names count too; of an adjective that says neither much nor little only the label does.
    """
    catalog = draft.knowledge.catalog
    metric = catalog.metric(ref)
    called = {word for text in metric.synonyms.all() for word in split(text)} if spoken else set()
    named = {*_words(metric.label), *called, metric.name}
    if adjective in words("money_adjectives"):
        return is_money(metric.unit)
    if adjective in words("time_adjectives"):
        nights = frozenset() if formula(catalog, ref).additive else words("nights")
        lasts = any(one.endswith(name) for one in _words(metric.label) for name in words("time_names"))
        return lasts or bool((words("time_units") | nights) & set(_words(metric.unit)))
    if adjective in words("count_adjectives"):
        return formula(catalog, ref).additive and not is_money(metric.unit)
    if adjective in words("age_adjectives") and any(one.endswith(name) for one in named for name in words("age_names")):
        return True
    return adjective in named


def _named_otherwise(draft: Draft, cue: CueSpan) -> bool:
    """Whether the words are a name of the catalogue: "de oudste groep" may be the label of a member."""
    names = {use.as_ for use in draft.words if use.start <= cue.start and cue.end <= use.end}
    return any("=" in name for name in names)


def _words(text: Text | None) -> tuple[str, ...]:
    return tuple(word for one in (text.nl, text.en) if one for word in split(one)) if text else ()
