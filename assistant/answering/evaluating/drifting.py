"""Evaluation cases of a catalogue that a change would make come out otherwise: shown before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answering.assistant import CASES, Assistant
from assistant.answering.evaluating.asking import asked
from assistant.answering.evaluating.cases import Case, CaseFile, read_cases
from assistant.answering.evaluating.judge import judge
from assistant.catalog.loaded import LoadedCatalog
from assistant.records import Records
from assistant.review import Verified


@dataclass(frozen=True, slots=True)
class Drifted:
    """A case that came out as it should, and would no longer; ``name`` is its file with its own name."""

    name: str
    question: str


def case_files(assistant: Assistant) -> Iterator[CaseFile]:
    """Yield the evaluation cases that are about this catalogue: those in its folder, and those of the setting.

    Cases that a verified question made are passed over: while its ground stands it answers them itself, and when that
    moves it is named for its own sake. So thousands of verified questions make no decision slow.

    Raises :class:`~assistant.errors.InputError` for a file that is no file of cases.
    """
    root = assistant.loaded.root.resolve()
    made = (path for path in _paths(root / CASES) if assistant.book.get(path.stem) is None)
    found = [*made, *_paths(assistant.cases)] if assistant.cases.resolve() != root / CASES else [*made]
    for path in dict.fromkeys(one.resolve() for one in found):
        file = read_cases(path)
        if file.catalog is None or file.catalog == root:
            yield file


def drifted_by_catalog(assistant: Assistant, changed: LoadedCatalog) -> tuple[Drifted, ...]:
    """Return the cases that other documentation would spoil; every one is asked."""
    return _drifted(assistant, lambda records: assistant.beside(records, loaded=changed), lambda file, case: True)


def drifted_by_verified(assistant: Assistant, one: Verified, besides: Collection[str]) -> tuple[Drifted, ...]:
    """Return the cases that a verified question would answer, and answer otherwise than they say.

    ``besides`` are files whose cases it takes the place of.
    """
    book = assistant.book.with_one(one)

    def answered(file: CaseFile, case: Case) -> bool:
        match = book.find(case.text, file.as_of, case.lang) if case.question and file.name not in besides else None
        return match is not None and match.verified.name == one.name

    return _drifted(assistant, lambda records: assistant.beside(records, book=book), answered)


def _drifted(
    assistant: Assistant, changed: Callable[[Records], Assistant], touched: Callable[[CaseFile, Case], bool]
) -> tuple[Drifted, ...]:
    cases = [(file, case) for file in case_files(assistant) for case in file.cases if touched(file, case)]
    if not cases:
        return ()
    with _scratch() as then, _scratch() as now:
        other, same = changed(then), assistant.beside(now, book=assistant.book)
        spoilt = [one for number, one in enumerate(cases) if not _right(other, *one, number)]
        return tuple(
            Drifted(_name(file, case), case.text)
            for number, (file, case) in enumerate(spoilt)
            if _right(same, file, case, number)
        )


def _right(assistant: Assistant, file: CaseFile, case: Case, number: int) -> bool:
    return judge(case, asked(assistant, file, case, f"drift-{number}")).right


def _name(file: CaseFile, case: Case) -> str:
    """Return a name without spaces: names are sent together."""
    return "-".join(f"{file.name}/{case.id}".split())


def _paths(where: Path) -> Iterator[Path]:
    if where.is_dir():
        yield from sorted(where.rglob("*.yaml"))
    elif where.is_file():
        yield where


@contextmanager
def _scratch() -> Iterator[Records]:
    """Lend records that are gone afterwards: what is tried is nothing that was asked."""
    with TemporaryDirectory(prefix="duiding-") as folder:
        records = Records.open(f"sqlite:///{folder}/records.db")
        try:
            yield records
        finally:
            records.close()
