"""What analysts approved and corrected, as evaluation cases: each question with what must come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from assistant.answering.assistant import CASES, Assistant
from assistant.answering.permitting import datasets_read
from assistant.errors import OperatorError
from assistant.records import AnswerRecord
from assistant.review import Verified, rests_on
from assistant.validation import DEFAULT_ROLE


def cases(assistant: Assistant, *, as_of: dt.date, role: str = DEFAULT_ROLE) -> Iterator[dict[str, Any]]:
    """Yield a case for every wording of a verified question that stands, with the rows that it gives ``as_of``."""
    for one in assistant.book.all():
        if assistant.book.stands(one):
            yield from _of(assistant, one, as_of, role)


def keep_case(assistant: Assistant, one: Verified, record: AnswerRecord) -> Callable[[], None]:
    """Write a verified question as a file of cases, as of the day that it was asked; what is returned takes that back.

    Of data that are only for some roles no rows are written.
    """
    path = _path(assistant, one.name)
    found = list(_of(assistant, one, record.as_of, record.role))
    if not found:
        return lambda: None
    told = {"as_of": record.as_of.isoformat(), "catalog": "..", "type": "verified", "cases": found}
    try:
        path.parent.mkdir(exist_ok=True)
        before = path.read_bytes() if path.exists() else None
        path.write_text(written(told), "utf-8")
    except OSError as error:
        raise OperatorError(
            f"{path} cannot be written: {error.strerror or error}",
            hint="what analysts approve becomes an evaluation case of the catalogue: make its folder writable",
        ) from error

    def back() -> None:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(before)

    return back


def drop_case(assistant: Assistant, name: str) -> None:
    """Take away the file of cases of a verified question; one that is not there is gone already."""
    with suppress(FileNotFoundError):
        _path(assistant, name).unlink()


def written(told: dict[str, Any]) -> str:
    """Return a file of cases as text."""
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1_000)


def _path(assistant: Assistant, name: str) -> Path:
    return assistant.loaded.root / CASES / f"{name}.yaml"


def _of(assistant: Assistant, one: Verified, as_of: dt.date, role: str) -> Iterator[dict[str, Any]]:
    expect = _expected(assistant, one, as_of, role)
    for number, wording in enumerate(one.wordings if expect else ()):
        name = one.name if number == 0 else f"{one.name}-{number}"
        case = {"id": name, "question": wording, "lang": one.language}
        yield case | ({} if role == DEFAULT_ROLE else {"role": role}) | {"expect": expect}


def _expected(assistant: Assistant, one: Verified, as_of: dt.date, role: str) -> dict[str, Any]:
    """Return what must come out; nothing where it gives no answer on that day.

    Of a query as text the columns say nothing about how a question is to be read, so only its rows count.
    """
    names = datasets_read(one.plan, assistant.catalog) if one.plan is not None else rests_on(one.ground)
    datasets = [assistant.catalog.by_name[name] for name in names]
    told = not any(dataset.access or dataset.row_filter for dataset in datasets)
    if one.plan is None:
        report = assistant.query(one.sql or "", role=role, language=one.language)
        rows = [list(row) for row in report.rows or ()] if report.ok else []
        return {"rows": rows, "ordered": False} if rows and told else {}
    answer = assistant.tried(one.plan, role=role, as_of=as_of)
    if answer.outcome != "answer" or answer.rows is None:
        return {}
    metrics = {"metrics": [str(ref) for ref in one.plan.metrics]}
    return metrics | ({"rows": [list(row) for row in answer.rows]} if told else {})
