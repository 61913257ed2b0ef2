""" "Beter", "verbeterd", "het slechtst": whether that is higher or lower only the catalogue can tell of a figure."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.vocabulary import Better
from assistant.language import CueKind, CueSpan
from assistant.planning.draft import Draft
from assistant.planning.figure_names import countable
from assistant.planning.outcomes import ask_back
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome

_JUDGED = {"best": False, "worst": True}
#: What such a word comes to when the figure that it means is higher, and when it is lower.
_WAYS = {
    CueKind.TOP: ("high", "low"),
    CueKind.COMPARATIVE: ("high", "low"),
    CueKind.CHANGE: ("up", "down"),
    CueKind.THRESHOLD: ("high", "low"),
}
_OPERATORS = ("<", ">")


def quality(draft: Draft) -> Outcome:
    """Read the words by what is documented as better, and say how; where nothing is, never guess which way it goes."""
    cues = [cue for cue in draft.cues(*_WAYS) if cue.args.get("direction") in _JUDGED]
    if not cues or not draft.metrics or draft.premise is not None:
        return None
    better = {draft.knowledge.catalog.metric(ref).better for ref in draft.metrics}
    known = better.pop() if len(better) == 1 else None
    if known in (None, Better.NEUTRAL):
        top = next((cue for cue in cues if cue.kind is CueKind.TOP), None)
        if top is not None:
            return _which_end(draft, top)
        draft.assume("order", "assume_better_unknown", word=_said(draft, cues[0]))
    read = tuple(_read(draft, cue, known) if cue in cues else cue for cue in draft.analysis.cues)
    draft.analysis = replace(draft.analysis, cues=read)
    return None


def _which_end(draft: Draft, cue: CueSpan) -> Outcome:
    """Ask from which end to count: "de beste" may be the most or the fewest."""
    tokens, text = draft.analysis.tokens, draft.analysis.text
    metric = {str(ref) for ref in draft.metrics}
    beside = cue.last + 1 < len(tokens) and any(
        use.as_ in metric and use.start == tokens[cue.last + 1].start for use in draft.words
    )
    count = countable(draft.knowledge.catalog, draft.metrics[0], draft.language)
    kind = "degree" if not beside else "degree_count" if count else "degree_value"
    word = tokens[cue.last]
    options = []
    for end in ("high", "low"):
        said = say(f"{kind}_{end}", draft.language)
        options.append((said, f"{text[: word.start]}{said}{text[word.end :]}"))
    draft.claim(cue.first, cue.last, "?")
    return ask_back(draft, "which_most", options, word=word.text)


def _read(draft: Draft, cue: CueSpan, better: Better | None) -> CueSpan:
    if better in (None, Better.NEUTRAL):
        way = cue.args.get("otherwise", "none") if cue.kind is CueKind.CHANGE else cue.args["direction"]
        args = {**cue.args, "direction": way}
        if cue.kind is CueKind.THRESHOLD:
            args["op"] = "none"
        return replace(cue, args=args)
    low = (better is Better.LOWER) is not _JUDGED[str(cue.args["direction"])]
    key = "assume_best_low" if low else "assume_best_high"
    if cue.kind is not CueKind.TOP:
        key = "assume_better_low" if low else "assume_better_high"
    if not _only_steers(draft, cue):
        draft.assume("order", key, word=_said(draft, cue))
    args = {name: value for name, value in cue.args.items() if name != "adjective"}
    args["direction"] = _WAYS[cue.kind][low]
    if cue.kind is CueKind.THRESHOLD:
        args["op"] = _OPERATORS[not low]
    return replace(cue, args=args)


def _only_steers(draft: Draft, cue: CueSpan) -> bool:
    """Whether a cue lacks the adjective it is about: the "dan" of "beter … dan" was said with "beter"."""
    adjective = cue.args.get("adjective")
    inside = draft.analysis.tokens[cue.first : cue.last + 1]
    return adjective is not None and not any(str(adjective) in token.lemmas for token in inside)


def _said(draft: Draft, cue: CueSpan) -> str:
    """The word itself, without what steers beside it: "beter" of "beter dan"."""
    inside = draft.analysis.tokens[cue.first : cue.last + 1]
    own = (token.text for token in inside if str(cue.args.get("adjective")) in token.lemmas)
    return next(own, draft.analysis.text[cue.start : cue.end])
