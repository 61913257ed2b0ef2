"""``duiding sheet``, ``note`` and ``agreements``: what people do with an answer that was kept."""

from __future__ import annotations

import argparse
import getpass
import sys

from assistant.answering import Assistant
from assistant.answering.adding import add_note
from assistant.answering.agreements import Standing, agree, standings
from assistant.answering.reopening import Reopened, reopen
from assistant.answering.sheets import as_answered, sheet, sheets
from assistant.answering.standing.kept import standing
from assistant.catalog.text import Language
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.cli.render import say
from assistant.errors import InputError, OperatorError
from assistant.explanation import chart
from assistant.explanation.periods import day
from assistant.explanation.sheet import csv_table, page, word_document, workbook
from assistant.records import Agreement, Way

#: Characters of a note that are read: far more than one may have, so that the message can say how long it is.
MOST_READ = 1_000_000
_FORMS = (".html", ".docx", ".xlsx", ".csv", ".svg", ".png")


def run_sheet(arguments: argparse.Namespace) -> int:
    """Write a kept answer as the file whose name is given; its ending says in which form."""
    form = arguments.to.suffix.lower()
    if form not in _FORMS:
        raise InputError(f"{arguments.to.name!r} does not say in which form", hint=f"end it in {', '.join(_FORMS)}")
    with Assistant.open(settings_of(arguments)) as assistant:
        content = _content(assistant, _opened(assistant, arguments), arguments, form)
    try:
        arguments.to.write_bytes(content)
    except OSError as error:
        raise OperatorError(f"cannot write {arguments.to}: {error.strerror}", hint="choose another place") from error
    print(arguments.to)
    return 0


def run_note(arguments: argparse.Namespace) -> int:
    """Keep an interpretation under an answer."""
    with Assistant.open(settings_of(arguments)) as assistant:
        text = sys.stdin.read(MOST_READ) if arguments.text == "-" else arguments.text
        entry = add_note(
            assistant, _opened(assistant, arguments).record.id, text, author_of(arguments), role=arguments.role
        )
    print(entry.id)
    return 0


def run_agree(arguments: argparse.Namespace) -> int:
    """Keep an agreement under an answer."""
    with Assistant.open(settings_of(arguments)) as assistant:
        opened = _opened(assistant, arguments)
        metrics = (opened.record.answer.get("interpretation") or {}).get("metrics") or [""]
        metric = arguments.metric or str(metrics[0])
        way = Way.UP if arguments.up else Way.DOWN
        agreement = Agreement(arguments.what, arguments.who, metric, way, arguments.due, arguments.target)
        entry = agree(assistant, opened.record.id, agreement, author_of(arguments))
    print(entry.id)
    return 0


def run_agreements(arguments: argparse.Namespace) -> int:
    """Show every agreement with its figure then and now."""
    write_utf8()
    with Assistant.open(settings_of(arguments)) as assistant:
        language = arguments.lang or assistant.catalog.language
        found = standings(assistant, language=language, role=arguments.role, as_of=arguments.as_of)
    if arguments.due:
        found = tuple(one for one in found if one.due)
    if arguments.json:
        print(as_json({"agreements": [one.to_json() for one in found]}))
    else:
        print("\n\n".join(_said(one, language) for one in found) or say("no_agreements", language))
    return 0


def _opened(assistant: Assistant, arguments: argparse.Namespace) -> Reopened:
    opened = reopen(assistant, arguments.answer, role=arguments.role)
    if opened is None:
        raise InputError(f"there is no answer {arguments.answer!r} in this catalogue for {arguments.role!r}")
    return opened


def _content(assistant: Assistant, opened: Reopened, arguments: argparse.Namespace, form: str) -> bytes:
    if form in (".svg", ".png"):
        shown = as_answered(opened).shown
        spec = chart.vega_lite(shown) if shown is not None else None
        if spec is None:
            raise InputError("this answer has no chart", hint="a table goes into .xlsx or .csv")
        return chart.svg(spec).encode() if form == ".svg" else chart.png(spec)
    role, paged = arguments.role, form in (".html", ".docx")
    if arguments.conversation:
        return _whole(assistant, opened, role, form)
    if arguments.standing and not paged:
        raise InputError("where a figure stands is told in words", hint="end the name of the file in .html or .docx")
    stands = standing(assistant, opened.record.id, role=role) if arguments.standing else None
    one = sheet(assistant, opened, role=role, drawn=paged, stands=stands)
    if form == ".html":
        return page([one]).encode()
    if form == ".docx":
        return word_document([one])
    # A mark that spreadsheet programs need to read the text as UTF-8.
    return workbook(one) if form == ".xlsx" else csv_table(one).encode("utf-8-sig")


def _whole(assistant: Assistant, opened: Reopened, role: str, form: str) -> bytes:
    """Return all answers of the conversation that an answer was given in."""
    if form not in (".html", ".docx"):
        raise InputError("a whole conversation is no table", hint="end the name of the file in .html or .docx")
    name = opened.record.conversation_id
    made = sheets(assistant, name, role=role) if name else ()
    if not made:
        raise InputError("this answer was given in no conversation", hint="leave out --conversation")
    return page(made).encode() if form == ".html" else word_document(made)


def author_of(arguments: argparse.Namespace) -> str:
    """Return who says so: the name that was given, else that of who uses this machine."""
    if arguments.author:
        return str(arguments.author)
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise InputError("whose words are these?", hint="give --as NAME") from None


def _said(one: Standing, language: Language) -> str:
    body = one.entry.body
    assert isinstance(body, Agreement)
    head = say("agreement", language, what=body.what, who=body.who, aim=one.aim, due=day(body.due, language))
    return "\n".join((head, f"  {one.text}", *(f"  - {caveat.text}" for caveat in one.caveats)))
