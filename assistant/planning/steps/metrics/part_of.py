""" "Bijstandsontvangers als percentage van de inwoners": one figure as a percentage of another that is named."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.language import CueKind, CueSpan
from assistant.linking.cover import Mention
from assistant.linking.targets import MetricTarget
from assistant.plan import Per
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_PERCENT = 100.0


def as_part_of(draft: Draft) -> None:
    """Divide the figure by the one that stands behind "procent van"; the figure may be that of the turn before."""
    for cue in draft.cues(CueKind.SHARE, CueKind.PERCENT):
        whole = _whole(draft, cue)
        if whole is None:
            continue
        mention, ref = whole
        parts = [one for one in draft.metrics if one != ref] or _before(draft, ref)
        if len(parts) != 1 or not _counts(draft, parts[0]) or not _counts(draft, ref):
            return
        draft.metrics[:] = parts
        draft.words = [word for word in draft.words if word.as_ != str(ref)]
        label = metric_label(draft.knowledge.catalog, ref, draft.language)
        draft.calculation = Per(ref, _PERCENT, label)
        draft.claim(cue.first, mention.last, f"per:{ref}")
        return


def _whole(draft: Draft, cue: CueSpan) -> tuple[Mention, MetricRef] | None:
    """Return the figure that the words after "percentage van" name, where nothing else stands between."""
    tokens = draft.analysis.tokens
    named = {str(ref): ref for ref in draft.metrics}
    for mention in sorted(draft.mentions, key=lambda one: one.first):
        if mention.first <= cue.last:
            continue
        between = tokens[cue.last + 1 : mention.first]
        said = {token.folded for token in tokens[cue.last : mention.first]}
        small = all(token.stop or token.folded in words("whole") for token in between)
        if not small or not said & words("of") or role_of(mention) is not MetricTarget:
            return None
        meant = (target.ref for _, target in draft.candidates(mention, MetricTarget) if str(target.ref) in named)
        ref = next(meant, None)
        return (mention, ref) if ref is not None else None
    return None


def _before(draft: Draft, whole: MetricRef) -> list[MetricRef]:
    previous = draft.request.previous
    if (
        previous is None
        or len(previous.metrics) != 1
        or previous.metrics[0] == whole
        or previous.calculation is not None
    ):
        return []
    return list(previous.metrics)


def _counts(draft: Draft, ref: MetricRef) -> bool:
    return formula(draft.knowledge.catalog, ref).additive
