"""All verified questions of a catalogue, found by a question in a moment however many there are."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from assistant.catalog.catalog import Catalog
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.errors import CatalogError, Problem
from assistant.language import analyse
from assistant.plan import MemberFilter, Plan
from assistant.review.files import FOLDER, files_of, read
from assistant.review.filling import Names, filled
from assistant.review.ground import Digests, ground_of, rests_on
from assistant.review.slots import GAP, Wording, fitted, wording, words_of
from assistant.review.verified import Slot, Verified

_log = logging.getLogger(__name__)
#: Seconds between two looks at files that somebody may have changed by hand.
_LOOK = 5.0
#: Verified questions by their file, each with what tells whether it changed.
Known = dict[Path, tuple[tuple[int, int], Verified]]


@dataclass(frozen=True, slots=True)
class Match:
    """A verified question that was asked again: ``plan`` is its own with the places and the period of the question.

    ``varied``: these are others than were looked at; ``slots`` are where they stand. ``stands``: its ground is as it
    was. Without a plan its query answers, as it stands.
    """

    verified: Verified
    plan: Plan | None
    varied: bool
    stands: bool
    slots: tuple[Slot, ...] = ()


def read_all(root: Path) -> Known:
    """Read every file of verified questions; raises :class:`CatalogError` with all that is wrong with them."""
    known, problems = _files(root, {})
    if problems:
        raise CatalogError(problems)
    return known


def _files(root: Path, before: Known) -> tuple[Known, tuple[Problem, ...]]:
    """Read the files that are not as they were ``before``."""
    known: Known = {}
    problems: list[Problem] = []
    for path in files_of(root):
        try:
            status = path.stat()
        except FileNotFoundError:
            # Another process took it away a moment ago.
            continue
        stamp = status.st_mtime_ns, status.st_size
        was = before.get(path)
        found = was[1] if was is not None and was[0] == stamp else read(path)
        if isinstance(found, Verified):
            known[path] = stamp, found
        else:
            problems += found
    return known, tuple(problems)


class Book:
    """The verified questions of one catalogue; files that came, went or changed are noticed."""

    def __init__(self, root: Path, catalog: Catalog, profile: DataProfile, known: Known | None = None) -> None:
        """Take the files as ``known``, or read them as :func:`read_all` does."""
        self._root = root
        self._catalog = catalog
        self._profile = profile
        self._names = Names(catalog, profile)
        self._digests: Digests = {}
        self._lock = Lock()
        self._still = False
        self._take(read_all(root) if known is None else known)

    def _take(self, known: Known) -> None:
        self._read = known
        self._seen, self._looked = self._folder(), time.monotonic()
        self._stands: dict[str, bool] = {}
        self._index = Index({one.name: one for _, one in known.values()})

    def with_one(self, one: Verified) -> Book:
        """Return a book that has this question as well, whatever becomes of the files: to see what it would change."""
        known = {path: found for path, found in self._read.items() if found[1].name != one.name}
        made = Book(self._root, self._catalog, self._profile, known | {self._root / FOLDER / one.name: ((0, 0), one)})
        made._still = True
        return made

    def refresh(self) -> tuple[Problem, ...]:
        """Take in what changed; returns what is wrong with files, of which none is used then."""
        with self._lock:
            known, problems = _files(self._root, self._read)
            for problem in problems:
                _log.error("a verified question is not used: %s", problem)
            if known != self._read:
                self._take(known)
            self._seen, self._looked = self._folder(), time.monotonic()
            return problems

    def all(self) -> tuple[Verified, ...]:
        """Return every verified question, by name."""
        return tuple(self._index_now().by_name.values())

    def get(self, name: str) -> Verified | None:
        """Return a verified question by its name."""
        return self._index_now().by_name.get(name)

    def stands(self, one: Verified) -> bool:
        """Whether all that a verified question rests on is as it was when it was approved."""
        known = self._stands.get(one.name)
        if known is None:
            known = self._stands[one.name] = self._ground(one)
        return known

    def find(self, question: str, today: dt.date, language: Language | None = None) -> Match | None:
        """Return the verified question that this one is, or None. The best known of several is a wording as it is."""
        words = words_of(question)
        matches = [
            match
            for one, row in self._index_now().fitting(words.folded, language)
            if (match := self._matched(one, row, question, today)) is not None
        ]
        return min(matches, key=lambda match: (match.varied, -match.verified.on.toordinal()), default=None)

    def touched(self, one: Verified) -> tuple[Verified, ...]:
        """Return the verified questions that would be answered otherwise once ``one`` is there, or answer it now."""
        rows = [wording(text, one.slots).row for text in one.wordings]
        texts = [words_of(text).folded for text in one.wordings]
        found = []
        for other in self.all():
            if other.language != one.language or _same(other, one):
                continue
            own = [wording(text, other.slots).row for text in other.wordings]
            asked = [words_of(text).folded for text in other.wordings]
            if _meet(rows, asked) or _meet(own, texts):
                found.append(other)
        return tuple(found)

    def _matched(self, one: Verified, row: Wording, question: str, today: dt.date) -> Match | None:
        if one.plan is None:
            # A query as text means the periods that stand in it: a wording that moves with the day is not that.
            moved = one.sql is not None and _moved(question, one, today)
            return None if moved else Match(one, None, False, self.stands(one))
        words = words_of(question)
        gaps = fitted(row.row, words.folded)
        if gaps is None:
            return None
        texts = [question[words.starts[start] : words.ends[end - 1]] for start, end in gaps]
        plan = filled(one, row.slots, texts, question, today, self._names)
        if plan is None:
            return None
        varied = _meant(plan) != _meant(one.plan)
        return Match(one, plan, varied, self.stands(one), row.slots)

    def _ground(self, one: Verified) -> bool:
        if one.sql is None and one.plan is None:
            return False
        if not one.ground:
            # A file that says nothing of what it rests on would never be doubted again.
            return False
        now = ground_of(one.plan, rests_on(one.ground), self._catalog, self._profile, self._digests)
        return now is not None and now == one.ground

    def _index_now(self) -> Index:
        """Return the index, made anew when a file came, went or was changed by hand."""
        if self._still:
            return self._index
        if self._folder() != self._seen or time.monotonic() - self._looked >= _LOOK:
            self.refresh()
        return self._index

    def _folder(self) -> int:
        try:
            return (self._root / FOLDER).stat().st_mtime_ns
        except OSError:
            return -1


class Index:
    """Wordings by their words: as they are, and those with gaps by the rarest word that they must have."""

    def __init__(self, by_name: dict[str, Verified]) -> None:
        self.by_name = by_name
        self._whole: dict[tuple[str, ...], list[tuple[Verified, Wording]]] = defaultdict(list)
        self._gapped: dict[str, list[tuple[Verified, Wording]]] = defaultdict(list)
        rows = [(one, wording(text, one.slots)) for one in by_name.values() for text in one.wordings]
        often = Counter(word for _, row in rows for word in set(row.fixed))
        for one, row in rows:
            if GAP not in row.row:
                self._whole[row.row].append((one, row))
            elif row.fixed:
                self._gapped[min(row.fixed, key=lambda word: (often[word], word))].append((one, row))

    def fitting(self, words: tuple[str, ...], language: Language | None) -> Iterator[tuple[Verified, Wording]]:
        """Yield the wordings that these words may be."""
        held = set(words)
        for one, row in self._whole.get(words, ()):
            if language in (None, one.language):
                yield one, row
        for word in sorted(held):
            for one, row in self._gapped.get(word, ()):
                if language in (None, one.language) and held.issuperset(row.fixed):
                    yield one, row


def _meant(plan: Plan) -> Plan:
    return replace(plan, words=(), translator="")


def _meet(rows: Iterable[tuple[str, ...]], texts: Iterable[tuple[str, ...]]) -> bool:
    texts = list(texts)
    return any(fitted(row, words) is not None for row in rows for words in texts)


def _same(one: Verified, other: Verified) -> bool:
    """Whether two verified questions give the same: with other places and periods in the same gaps is the same too."""
    if one.sql is not None or other.sql is not None:
        return one.sql == other.sql and one.name == other.name
    return one.plan is not None and other.plan is not None and _bare(one) == _bare(other)


def _bare(one: Verified) -> Plan:
    """Return a plan without the places and the period that stand in gaps, and without its words."""
    assert one.plan is not None
    named = {(slot.field, slot.value) for slot in one.slots}
    filters = tuple(
        replace(found, members=tuple(m for m in found.members if (str(found.field), m.value) not in named))
        if isinstance(found, MemberFilter)
        else found
        for found in one.plan.filters
    )
    period = None if any(slot.field is None for slot in one.slots) else one.plan.period
    return replace(one.plan, filters=filters, period=period, words=(), assumptions=(), translator="")


def _moved(question: str, one: Verified, today: dt.date) -> bool:
    """Whether the periods of a question are others today than on the day of approval."""
    then, now = (analyse(question, day, one.language).periods for day in (one.on, today))
    return [(span.start_period, span.end_period) for span in then] != [
        (span.start_period, span.end_period) for span in now
    ]
