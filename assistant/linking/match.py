"""Ties the words of a question to what the catalogue documents: every candidate, with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.language import Analysis, CueKind, Token, similar
from assistant.linking.index import PhraseIndex, bag_of, is_generic, is_glue, split, stem
from assistant.linking.targets import Entry, Evidence, Link, MemberTarget, Target

#: How much a match is worth before its details are weighed.
_WORTH = {
    Evidence.EXACT: 1.0,
    Evidence.INFLECTED: 0.96,
    Evidence.COMPOUND: 0.9,
    Evidence.PARTIAL: 0.6,
    Evidence.SPELLING: 0.5,
}
#: A word that fits more targets than this says too little to stand for any of them.
_VAGUE = 12
_CLOSE_ENOUGH = 86.0


def link(analysis: Analysis, index: PhraseIndex) -> tuple[Link, ...]:
    """Return all links of a question, whole phrases first, then part phrases and spelling for what is left."""
    tokens = analysis.tokens
    taken = _occupied(analysis)
    firm = _superlatives(analysis)
    whole = [found for found in _whole(tokens, index, firm, _borders(analysis)) if not _inside_period(found, analysis)]
    covered = {position for found in whole for position in range(found.first, found.last + 1)} | taken
    partial = list(_partial(tokens, index, covered))
    covered |= {position for found in partial for position in range(found.first, found.last + 1)}
    spelled = list(_spelling(tokens, index, covered))
    return tuple(_best(whole + partial + spelled))


def _occupied(analysis: Analysis) -> set[int]:
    spans = [*analysis.periods, *analysis.numbers, *analysis.cues]
    return {position for span in spans for position in range(span.first, span.last + 1)}


def _inside_period(found: Link, analysis: Analysis) -> bool:
    return any(p.first <= found.first and found.last <= p.last for p in analysis.periods)


def _superlatives(analysis: Analysis) -> set[int]:
    """ "Laagste inkomen" is not "laag inkomen": a superlative only fits a phrase that has it as it stands."""
    cues = analysis.cues_of(CueKind.TOP, CueKind.COMPARATIVE)
    return {cue.last for cue in cues if cue.args.get("adjective")}


def _borders(analysis: Analysis) -> set[int]:
    """ "Misdrijven per soort" is no loose way to say "soort misdrijf": operators part what stands on both sides."""
    cues = analysis.cues_of(CueKind.SPLIT, CueKind.PER_CAPITA, CueKind.TIME_SPLIT)
    return {position for cue in cues for position in range(cue.first, cue.last + 1)}


def _whole(tokens: Sequence[Token], index: PhraseIndex, firm: set[int], borders: set[int]) -> Iterator[Link]:
    words = [split(token.text) for token in tokens]
    for first in range(len(tokens)):
        if not words[first]:
            continue
        for last in range(first, min(len(tokens), first + index.longest)):
            if tokens[last].kind == "punct" and tokens[last].text in "()-":
                continue
            if not words[last] or tokens[last].kind == "punct":
                break
            window = tuple(word for group in words[first : last + 1] for word in group)
            found = _window(first, last, window, index)
            if borders & set(range(first, last + 1)):
                found = (one for one in found if one.evidence is not Evidence.COMPOUND)
            if firm & set(range(first, last + 1)):
                yield from (one for one in found if one.evidence is Evidence.EXACT)
            else:
                yield from found


def _window(first: int, last: int, window: tuple[str, ...], index: PhraseIndex) -> Iterator[Link]:
    if all(is_glue(word) for word in window) or (len(window) == 1 and window[0].isdigit()):
        return
    stems = tuple(map(stem, window))
    for entry in index.exact.get(window, ()):
        yield _made(first, last, entry, Evidence.EXACT)
    for entry in index.stems.get(stems, ()):
        yield _made(first, last, entry, Evidence.INFLECTED)
    for key in ("".join(window), "".join((*window[:-1], stems[-1]))):
        for entry in index.glued.get(key, ()):
            yield _made(first, last, entry, Evidence.INFLECTED)
    if is_glue(window[0]) or is_glue(window[-1]):
        return
    known = frozenset(index.vocabulary)
    content = sum(not is_glue(word) and not is_generic(word) for word in window)
    for bag in {bag_of(window, frozenset()), bag_of(window, known)} - {frozenset[str]()}:
        if content > len(bag):
            continue  # a word said twice is two things
        for entry in index.bags.get(bag, ()):
            if _ends_in_other_kind(window, entry):
                continue
            if not isinstance(entry.target, MemberTarget) or len(bag) > 1:
                yield _made(first, last, entry, Evidence.COMPOUND, _kind_agrees(window, entry))


def _ends_in_other_kind(window: tuple[str, ...], entry: Entry) -> bool:
    """Whether the window begins or ends with a word of kind ("deel van …") that the phrase does not have."""
    offered = {stem(word) for word in split(entry.phrase) if is_generic(word)}
    return any(is_generic(word) and stem(word) not in offered for word in (window[0], window[-1]))


def _kind_agrees(window: tuple[str, ...], entry: Entry) -> float:
    """Weigh whether question and phrase mean the same kind of figure (an amount, an average, a share)."""
    asked = {stem(word) for word in window if is_generic(word)}
    offered = {stem(word) for word in split(entry.phrase) if is_generic(word)}
    if asked == offered:
        return 0.0
    return -0.25 if asked and offered and not asked & offered else -0.04


def _partial(tokens: Sequence[Token], index: PhraseIndex, covered: set[int]) -> Iterator[Link]:
    known = frozenset(index.vocabulary)
    open_words = {
        position: bag_of(split(token.text), known)
        for position, token in enumerate(tokens)
        if position not in covered and not token.stop and token.kind == "word" and not is_generic(token.text)
    }
    for first, last in _runs(sorted(open_words)):
        bag = frozenset().union(*(open_words[position] for position in range(first, last + 1)))
        names = all(tokens[position].text[:1].isupper() for position in range(first, last + 1))
        for found in _part_of(first, last, bag, index):
            # Part of a name only stands for the name when it is written as one: "per wijk" is not Wijk bij Duurstede.
            if names or not isinstance(found.target, MemberTarget):
                yield found


def _part_of(first: int, last: int, bag: frozenset[str], index: PhraseIndex) -> Iterator[Link]:
    found: dict[Target, tuple[float, Entry]] = {}
    for word in bag:
        for entry in index.vocabulary.get(word, ()):
            own = bag_of(split(entry.phrase), frozenset(index.vocabulary))
            shared = len(bag & own) / max(len(bag | own), 1)
            if shared > found.get(entry.target, (0.0, entry))[0]:
                found[entry.target] = (shared, entry)
    if len(found) > _VAGUE:
        best = max(share for share, _ in found.values())
        found = {target: item for target, item in found.items() if item[0] >= best}
    if len(found) > _VAGUE:
        return
    for share, entry in found.values():
        yield _made(first, last, entry, Evidence.PARTIAL, 0.3 * (share - 0.5))


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    """Yield every single position and every run of neighbours among ``positions``."""
    for start, first in enumerate(positions):
        last = first
        yield first, last
        for following in positions[start + 1 :]:
            if following != last + 1:
                break
            last = following
            yield first, last


def _spelling(tokens: Sequence[Token], index: PhraseIndex, covered: set[int]) -> Iterator[Link]:
    for position, token in enumerate(tokens):
        word = "".join(split(token.text))
        if position in covered or token.stop or token.kind != "word" or len(word) < 5 or not word.isalpha():
            continue
        for near, score in similar(word, index.surface.keys())[:3]:
            if score < _CLOSE_ENOUGH:
                continue
            for found in _window(position, position, (near,), index):
                entry = Entry(near, found.target)
                yield _made(position, position, entry, Evidence.SPELLING, (score - 100) / 100)


def _made(first: int, last: int, entry: Entry, evidence: Evidence, adjust: float = 0.0) -> Link:
    score = _WORTH[evidence] - 0.01 * entry.rank + adjust
    return Link(first, last, entry.target, evidence, round(score, 4), entry.phrase)


def _best(links: Iterable[Link]) -> list[Link]:
    """Keep the strongest link per span and target; order by position, length, score, name."""
    strongest: dict[tuple[int, int, Target], Link] = {}
    for found in links:
        key = (found.first, found.last, found.target)
        if key not in strongest or found.score > strongest[key].score:
            strongest[key] = found
    return sorted(strongest.values(), key=lambda one: (one.first, -one.last, -one.score, str(one.target)))
