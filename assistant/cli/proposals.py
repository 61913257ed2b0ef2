"""``duiding review suggest``, ``proposals`` and ``proposal``: changes of the catalogue that analysts propose."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.answering import Assistant
from assistant.answering.proposing import Weighed, accept, decline, propose_change, weighed
from assistant.answering.suggesting import Suggestion, suggest
from assistant.cli.answers import author_of
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.entrance import LOCAL
from assistant.records import Author, Proposal, UnknownReview


def run_suggest(arguments: argparse.Namespace) -> int:
    """Show a change of the catalogue with all that it moves; put it to the maintainer with ``--save``."""
    kind, target, text = arguments.add, arguments.to, arguments.text
    with Assistant.open(settings_of(arguments)) as assistant:
        review = assistant.records.reviews.get(arguments.answer)
        if review is None:
            raise UnknownReview(f"there is no review of {arguments.answer[:64]}", hint="ask for one first")
        made = suggest(assistant, kind, target, text, arguments.lang or assistant.catalog.language)
        if arguments.save:
            author = Author(LOCAL, author_of(arguments))
            propose_change(assistant, arguments.answer, author, review.version, kind, target, text)
    write_utf8()
    print("\n".join(_told(made)))
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Show what is proposed, what waits first."""
    with Assistant.open(settings_of(arguments)) as assistant:
        found = assistant.records.reviews.proposals.all(assistant.catalog.name)
    write_utf8()
    if arguments.json:
        print(as_json({"proposals": [_as_told(one) for one in found]}))
    else:
        for one in found:
            print(f"{one.answer_id} {one.number}  {one.outcome or 'waits'}  {one.body.get('word', '')}  ({one.author})")
    return 0


def run_one(arguments: argparse.Namespace) -> int:
    """Show a proposal with all that it moves; accept or decline it."""
    with Assistant.open(settings_of(arguments)) as assistant:
        author = Author(LOCAL, author_of(arguments))
        if arguments.decline is not None:
            decline(assistant, arguments.answer, arguments.number, author, arguments.decline)
        elif arguments.accept:
            accept(assistant, arguments.answer, arguments.number, author, instead_of=arguments.instead_of or ())
        found = weighed(assistant, arguments.answer, arguments.number)
    write_utf8()
    if arguments.json:
        print(as_json(_as_told(found.proposal) | {"changes": list(found.disturbs), "cannot": found.why or None}))
    else:
        print("\n".join(_weighed(found)))
    return 0


def _weighed(found: Weighed) -> list[str]:
    one = found.proposal
    head = f"{one.answer_id} {one.number}  {one.outcome or 'waits'}"
    lines = [head + (f"  ({one.decided_by}: {one.said})" if one.outcome else "")]
    return lines + (_told(found.change) if found.change else [found.why or str(one.body.get("patch", ""))])


def _told(made: Suggestion) -> list[str]:
    lines = [made.edit.patch.rstrip("\n")]
    lines += [f"to be looked at again: {one.question} ({one.name})" for one in made.moved]
    lines += [f"comes out otherwise: {one.question} ({one.name})" for one in made.cases]
    return lines + [f"warning: {problem}" for problem in made.edit.warnings]


def _as_told(one: Proposal) -> dict[str, Any]:
    return {
        "id": one.answer_id,
        "number": one.number,
        "question": one.question,
        "by": one.author,
        "at": one.at.isoformat(),
        "outcome": one.outcome,
        "decided_by": one.decided_by or None,
        "word": one.said or None,
    } | {name: one.body.get(name) for name in ("kind", "target", "text", "patch")}
