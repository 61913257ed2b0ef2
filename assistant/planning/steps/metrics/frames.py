"""Words that only ask: "hoe hoog", "aantal", "mediaan". They name a figure only when nothing else does."""

from __future__ import annotations

from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import Evidence, MetricTarget
from assistant.linking.words import is_generic
from assistant.planning.draft import Draft
from assistant.planning.steps.roles import role_of

_ASKING = (CueKind.SIZE, CueKind.COUNT, CueKind.AVERAGE, CueKind.SHARE, CueKind.PERCENT, CueKind.TOTAL)


def leave_frames(draft: Draft) -> None:
    """Leave such words to the operator that they are, when another figure is named whole."""
    asking = [mention for mention in draft.open_mentions() if _only_asks(draft, mention)]
    if asking and any(_names_a_figure(one) for one in draft.open_mentions() if one not in asking):
        draft.mentions = tuple(one for one in draft.mentions if one not in asking)


def _only_asks(draft: Draft, mention: Mention) -> bool:
    if role_of(mention) is not MetricTarget:
        return False
    inside = any(cue.first <= mention.first and mention.last <= cue.last for cue in draft.analysis.cues_of(*_ASKING))
    tokens = draft.analysis.tokens[mention.first : mention.last + 1]
    kind = any(is_generic(token.text) for token in tokens)
    return inside or (kind and all(token.stop or is_generic(token.text) for token in tokens))


def _names_a_figure(mention: Mention) -> bool:
    return role_of(mention) is MetricTarget and mention.best.evidence is not Evidence.PARTIAL
