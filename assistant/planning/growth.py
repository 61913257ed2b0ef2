"""Names of figures that hold a rise or fall: "groei van het aantal inwoners", "bevolkingsgroei".

Such a figure may be documented; the words may as well ask for the rise or fall of the figure that they name.
"""

from __future__ import annotations

from assistant.language import Analysis, CueKind
from assistant.linking.apart import figure_and_change
from assistant.linking.targets import Link, MetricTarget
from assistant.planning.draft import Draft


def names_a_change(found: Link, analysis: Analysis) -> bool:
    """Whether a figure's name takes a word of rise or fall with it."""
    cues = analysis.cues_of(CueKind.CHANGE)
    longer = found.last > found.first
    return longer and isinstance(found.target, MetricTarget) and any(found.overlaps(c.first, c.last) for c in cues)


def may_be_plain(draft: Draft) -> bool:
    """Whether a figure is named that the words can do without: its rise or fall is then worked out."""
    index, tokens = draft.knowledge.index, draft.analysis.tokens
    return any(
        names_a_change(found, draft.analysis)
        or (
            found.first == found.last
            and isinstance(found.target, MetricTarget)
            and figure_and_change(tokens[found.first].folded, index) is not None
        )
        for mention in draft.mentions
        for found in mention.links
    )


def asks_percent_growth(draft: Draft) -> bool:
    """Whether the growth itself is asked in per cent, and no rise or fall of the growth."""
    named = [
        (found.first, found.last)
        for mention in draft.mentions
        for found in mention.links
        if isinstance(found.target, MetricTarget)
    ]
    changes = draft.analysis.cues_of(CueKind.CHANGE)
    percent = draft.analysis.has(CueKind.PERCENT) or any(cue.args.get("form") == "percent" for cue in changes)
    moves = (cue for cue in changes if cue.args.get("direction") and not cue.ambiguous)
    return percent and all(any(first <= cue.first <= last for first, last in named) for cue in moves)
