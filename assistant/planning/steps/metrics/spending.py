""" "Wat geven wij uit aan …", "how much do we spend on …": the verb asks for an amount of money."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.units import is_money
from assistant.language import CueKind
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.words import words


def money_metrics(draft: Draft, refs: list[MetricRef]) -> list[MetricRef]:
    """Keep the amounts of money when the question asks for money; all when it does not.

    Of several, what came in is not what went out, and what was planned is not what was spent: who asks what
    something cost means neither, unless he says so.
    """
    named = any(token.folded in words("money") - {"bedrag"} for token in draft.analysis.tokens)
    if not draft.has(CueKind.SPENDING, CueKind.OVERRUN) and not named:
        return refs
    money = [ref for ref in refs if is_money(draft.knowledge.catalog.metric(ref).unit)]
    if named and not money:
        return refs
    earned = any(cue.args.get("way") == "in" for cue in draft.cues(CueKind.SPENDING))
    money = _called(draft, money, "income" if earned else "expenses")
    planned = {token.folded for token in draft.analysis.tokens} & words("budgeted")
    money = _called(draft, money, "budgeted") if planned else _not_called(draft, money, "budgeted")
    # What was spent is a sum; what one case costs is asked with "gemiddeld" or "per".
    one = draft.has(CueKind.AVERAGE, CueKind.PER_CAPITA, CueKind.RATIO)
    sums = [ref for ref in money if formula(draft.knowledge.catalog, ref).additive]
    return money if one else sums or money


def claim_spending(draft: Draft) -> None:
    """An amount of money answers the verb; for any other figure the verb stays unexplained, and is asked about."""
    catalog = draft.knowledge.catalog
    if draft.metrics and all(is_money(catalog.metric(ref).unit) for ref in draft.metrics):
        draft.claim_all(CueKind.SPENDING)


def is_called(draft: Draft, ref: MetricRef, kind: str) -> bool:
    """Whether the label of a figure has one of the words of this kind: "begrote lasten" is budgeted."""
    label = draft.knowledge.catalog.metric(ref).label
    texts = [text for text in (label.nl, label.en) if text] if label else []
    return any(words(kind).intersection(split(text)) for text in texts)


def _called(draft: Draft, refs: list[MetricRef], kind: str) -> list[MetricRef]:
    return [ref for ref in refs if is_called(draft, ref, kind)] or refs


def _not_called(draft: Draft, refs: list[MetricRef], kind: str) -> list[MetricRef]:
    return [ref for ref in refs if not is_called(draft, ref, kind)] or refs
