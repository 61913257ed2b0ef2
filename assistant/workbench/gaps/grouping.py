"""From refused questions to gaps: what was missing, each thing once however it was inflected or about what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assistant.catalog.text import Language
from assistant.linking.words import split, stem
from assistant.plan import Decision, Reason, Refusal
from assistant.records import Unanswered
from assistant.workbench.gaps.gap import Gap, GapKind

#: Reads a question on its own as it would be read today; None where that cannot be told.
Reading = Callable[[str, Language], Decision | None]

#: Refusals that more documentation or more data would mend. The others are as they should be.
KINDS = {
    Reason.UNKNOWN_CONCEPT: GapKind.WORD,
    Reason.UNKNOWN_MEMBER: GapKind.MEMBER,
    Reason.NO_DATA_FOR_PERIOD: GapKind.PERIOD,
    Reason.LEVEL_NOT_AVAILABLE: GapKind.LEVEL,
    Reason.OUT_OF_SCOPE: GapKind.QUESTION,
}
#: Of these it matters of which figure they were asked: 1990 may be there for one and not for another.
_OF_A_FIGURE = frozenset({GapKind.PERIOD, GapKind.LEVEL})
_MOST_QUESTIONS = 5

Key = tuple[GapKind, str, str]


def find_gaps(refused: Iterable[Unanswered], read: Reading | None = None, least: int = 1) -> list[Gap]:
    """Return the gaps behind refused questions, the most met first.

    With ``read`` the gaps that have been mended since are left out: a question that met it is read again. Gaps met
    fewer than ``least`` times are left out too.
    """
    met: dict[Key, _Met] = {}
    for one in refused:
        for kind, text in missed(one):
            met.setdefault(_key(kind, text, one), _Met(kind)).add(text, one)
    found = [one for one in met.values() if one.times >= least and not (read and _mended(one, read))]
    gaps = [one.gap() for one in found]
    return sorted(gaps, key=lambda gap: (-gap.times, -gap.last.timestamp(), gap.text))


def missed(one: Unanswered) -> Iterator[tuple[GapKind, str]]:
    """Yield what a refused question missed."""
    kind = KINDS.get(Reason(one.reason)) if one.reason in set(Reason) else None
    if kind is None:
        return
    if kind is GapKind.QUESTION or not one.lacking:
        yield GapKind.QUESTION, one.question
        return
    for text in one.lacking:
        yield kind, text


def _key(kind: GapKind, text: str, one: Unanswered) -> Key:
    figure = one.metrics[0] if kind in _OF_A_FIGURE and one.metrics else ""
    folded = " ".join(map(stem, split(text)) if kind is not GapKind.PERIOD else split(text))
    return kind, folded or text, figure


@dataclass
class _Met:
    """How often and where one gap was met; it grows while the questions go by."""

    kind: GapKind
    times: int = 0
    texts: Counter[tuple[str, str]] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)
    ones: list[Unanswered] = field(default_factory=list)
    first: Unanswered | None = None

    def add(self, text: str, one: Unanswered) -> None:
        self.times += 1
        self.texts[text, one.language] += 1
        self.about.update(one.metrics[:1])
        self.first = self.first or one
        kept = [old for old in self.ones if old.question.casefold() != one.question.casefold()]
        self.ones = [*kept, one][-_MOST_QUESTIONS:]

    def gap(self) -> Gap:
        assert self.first is not None
        text, language = self.texts.most_common(1)[0][0]
        newest = tuple(reversed(self.ones))
        about = tuple(name for name, _ in self.about.most_common())
        questions = tuple(one.question for one in newest)
        return Gap(
            self.kind, text, language, self.times, self.first.asked_at, newest[0].asked_at, about, questions,
            newest[0].nearest,
        )  # fmt: skip


def _mended(met: _Met, read: Reading) -> bool:
    """Whether the newest question that met the gap gets on today.

    Read on its own a follow-up may lack its subject: it is mended only when the question is understood, or when
    something else is in its way by name.
    """
    newest = met.ones[-1]
    decision = read(newest.question, "en" if newest.language == "en" else "nl")
    if decision is None:
        return False
    if not isinstance(decision, Refusal):
        return True
    now = KINDS.get(decision.reason)
    if met.kind is GapKind.QUESTION:
        return now is None or bool(decision.lacking)
    same = {stem(word) for text, _ in met.texts for word in split(text)}
    said = {stem(word) for text in decision.lacking for word in split(text)}
    return bool(said) and not same & said
