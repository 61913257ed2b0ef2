"""How the question reads when one of several figures is named in it: the options of a question back.

A plain question ("hoeveel mensen zijn arm in Noord?") is asked anew around the figure: "Hoeveel bijstandsuitkeringen
zijn er in Noord?". In any other question the words are replaced where they stand, with the article that fits.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.language import CueKind, TokenKind
from assistant.linking.cover import Mention
from assistant.linking.words import is_glue
from assistant.planning.draft import Draft
from assistant.planning.figure_names import article, countable
from assistant.planning.outcomes import reworded
from assistant.planning.phrases import say
from assistant.planning.words import words

#: Operators that a question asked anew can do without: they only say how it is asked.
_PLAIN = (CueKind.COUNT, CueKind.SIZE, CueKind.MEANING, CueKind.GREETING)
_HOME = (CueKind.HOME,)


def phrasings(draft: Draft, mention: Mention, ref: MetricRef, name: str) -> Iterator[str]:
    """Yield the question with ``name`` in place of the words of ``mention``, the best wording first."""
    if _is_plain(draft, mention):
        yield _anew(draft, mention, ref, name)
    yield _in_place(draft, mention, ref, name)
    yield reworded(draft, mention, name)


def _is_plain(draft: Draft, mention: Mention) -> bool:
    """Whether nothing before the words steers the question."""
    before = [cue for cue in draft.analysis.cues if cue.first < mention.first]
    return all(
        cue.kind in (CueKind.COUNT, CueKind.SIZE, *_HOME) or (cue.kind is CueKind.MEANING and cue.ambiguous)
        for cue in before
    )


def _anew(draft: Draft, mention: Mention, ref: MetricRef, name: str) -> str:
    rest = " ".join(_rest(draft, mention))
    key = "option_count" if countable(draft.knowledge.catalog, ref, draft.language) else "option_value"
    return say(key, draft.language, metric=_with_article(draft, name, key), rest=f" {rest}" if rest else "")


def _with_article(draft: Draft, name: str, key: str) -> str:
    if key == "option_count":
        return name
    found = article(name, draft.language)
    return f"{found} {name}" if found else name


def _rest(draft: Draft, mention: Mention) -> Iterator[str]:
    """Yield the words that say more than that a figure is asked for, with the prepositions that lead to them."""
    tokens = draft.analysis.tokens
    said = {at for cue in draft.analysis.cues_of(*_PLAIN) for at in range(cue.first, cue.last + 1)}
    said |= {at for cue in draft.analysis.cues_of(*_HOME) if cue.first == cue.last for at in (cue.first,)}
    said |= set(range(mention.first, mention.last + 1))
    periods = {span.first: span for span in draft.analysis.periods}
    inside = {at for span in draft.analysis.periods for at in range(span.first + 1, span.last + 1)}
    waiting: list[str] = []
    for at, token in enumerate(tokens):
        if at in inside:
            continue
        if at in periods and at not in said:
            yield from (*waiting, periods[at].text)  # as it is written: "2023/24"
            waiting = []
        elif at in said or token.folded in words("people") or token.kind is TokenKind.PUNCT:
            waiting = []
        elif is_glue(token.text):
            if waiting and waiting[-1].casefold() in words("article") and token.folded not in words("article"):
                waiting.pop()  # "is het in Noord": no article, but the subject of the sentence
            waiting.append(token.text)
        elif token.stop:
            waiting = []
        else:
            yield from (*waiting, token.text)
            waiting = []


def _in_place(draft: Draft, mention: Mention, ref: MetricRef, name: str) -> str:
    """Replace the words where they stand: "is de armoede gestegen" asks whether "het aantal …" has."""
    tokens, text = draft.analysis.tokens, draft.analysis.text
    count = countable(draft.knowledge.catalog, ref, draft.language)
    before = mention.first - 1
    first = mention.first
    top = next((cue for cue in draft.cues(CueKind.TOP) if cue.last == before), None)
    key = next((key for key in ("most", "least") if top and tokens[top.last].folded in words(key)), None)
    if top is not None:
        if key and not count:
            first = top.first
            name = say(f"option_{key}", draft.language, metric=name, article=article(name, draft.language) or "de")
    elif before < 0 or not any(cue.first <= before <= cue.last for cue in draft.cues(CueKind.COUNT, CueKind.SPLIT)):
        first = before if before >= 0 and tokens[before].folded in words("article") else first
        name = say("option_number", draft.language, metric=name) if count else _with_article(draft, name, "")
        if first == 0:
            name = name[:1].upper() + name[1:]
    return f"{text[: tokens[first].start]}{name}{text[tokens[mention.last].end :]}"
