""" "Sneller" of what lasts is a shorter time: the figure falls when the work goes faster."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, CueSpan
from assistant.planning.draft import Draft
from assistant.planning.steps.units import is_duration
from assistant.planning.words import words

_DEGREES = (CueKind.TOP, CueKind.COMPARATIVE)
_TURNED = {"high": "low", "low": "high"}


def asks_speed(draft: Draft) -> bool:
    """Whether something is done faster or slower; of a rise or fall the words say how steep it is."""
    return any(_is_speed(cue) for cue in draft.cues(*_DEGREES)) and not draft.has(CueKind.CHANGE)


def turn_pace(draft: Draft) -> None:
    """Let the words point to the low end of a length of time, and "trager" to the high end."""
    if not draft.metrics or draft.has(CueKind.CHANGE) or not all(is_duration(draft, ref) for ref in draft.metrics):
        return
    cues = [_turned(cue) if cue.kind in _DEGREES and _is_speed(cue) else cue for cue in draft.analysis.cues]
    draft.analysis = replace(draft.analysis, cues=tuple(cues))


def _is_speed(cue: CueSpan) -> bool:
    return str(cue.args.get("adjective")) in words("speed")


def _turned(cue: CueSpan) -> CueSpan:
    way = str(cue.args.get("direction"))
    return replace(cue, args={**cue.args, "direction": _TURNED.get(way, way)})
