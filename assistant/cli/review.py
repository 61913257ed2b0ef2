"""``duiding review``: ask for a review of an answer, see what waits, and decide."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from dataclasses import asdict
from typing import Any

from assistant.answering import Assistant
from assistant.answering.adding import opened
from assistant.answering.agreement_report import report_of
from assistant.answering.correcting import changed_cells, propose
from assistant.answering.reviewing import approve, ask_for_review, correct, reject, with_figures
from assistant.answering.verified_cases import cases, written
from assistant.answering.verifying import expire_moved
from assistant.cli.answers import MOST_READ, author_of
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.cli.render import say
from assistant.entrance import LOCAL
from assistant.errors import InputError
from assistant.records import Author, Review


def run_ask(arguments: argparse.Namespace) -> int:
    """Ask an analyst to look at an answer."""
    with Assistant.open(settings_of(arguments)) as assistant:
        author = Author(LOCAL, author_of(arguments))
        found = ask_for_review(assistant, arguments.answer, author, arguments.word, role=arguments.role)
    return _print(arguments, found)


def run_list(arguments: argparse.Namespace) -> int:
    """Show what waits for review, what matters most first."""
    with Assistant.open(settings_of(arguments)) as assistant:
        expire_moved(assistant)
        queue = assistant.records.reviews.queue(assistant.catalog.name, first=arguments.most)
        language = arguments.lang or assistant.catalog.language
    write_utf8()
    if arguments.json:
        print(as_json({"total": queue.total, "reviews": [as_told(one) for one in queue.reviews]}))
    else:
        lines = [f"{one.answer_id}  {one.question}" + (f"  ({one.word})" if one.word else "") for one in queue.reviews]
        print("\n".join([say("reviews_waiting", language, total=queue.total), *lines]))
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Show an answer with its review: the question, the query, the figures, and what was done."""
    with Assistant.open(settings_of(arguments)) as assistant:
        record = opened(assistant, arguments.answer, role=arguments.role).record
        found = _review(assistant, arguments.answer)
        events = assistant.records.reviews.events(arguments.answer)
    told = as_told(found) | {
        "answer": record.answer,
        "events": [
            {"act": one.act, "author": one.author, "at": one.at.isoformat(), "body": dict(one.body)} for one in events
        ],
    }
    write_utf8()
    if arguments.json:
        print(as_json(told))
    else:
        print("\n".join([_line(found), str(record.answer["answer"]), "", str(record.sql), ""]))
        print(
            "\n".join(f"{one.at:%Y-%m-%d %H:%M}  {one.act}  {one.author}  {one.body.get('word', '')}" for one in events)
        )
    return 0


def run_approve(arguments: argparse.Namespace) -> int:
    """Say that an answer is right."""
    with Assistant.open(settings_of(arguments)) as assistant:
        author, seen = Author(LOCAL, author_of(arguments)), _seen(assistant, arguments)
        found = approve(
            assistant,
            arguments.answer,
            author,
            seen,
            arguments.word,
            role=arguments.role,
            question=arguments.question,
            paraphrases=arguments.paraphrase or (),
            instead_of=arguments.instead_of or (),
        )
    return _print(arguments, found)


def run_correct(arguments: argparse.Namespace) -> int:
    """Show what an answer would be by another wording or query; keep it with ``--save``."""
    with Assistant.open(settings_of(arguments)) as assistant:
        author, seen = Author(LOCAL, author_of(arguments)), _seen(assistant, arguments)
        sql = sys.stdin.read(MOST_READ) if arguments.sql == "-" else arguments.sql or ""
        found = with_figures(opened(assistant, arguments.answer, role=arguments.role))
        ways = {"wording": arguments.wording or "", "sql": sql, "question": arguments.question}
        proposal = propose(assistant, found, **ways, role=arguments.role)
        if arguments.save:
            instead_of = arguments.instead_of or ()
            kept = correct(assistant, arguments.answer, author, seen, proposal, arguments.word, instead_of=instead_of)
            return _print(arguments, kept)
        told = {
            "then": str((found.then or {}).get("answer", "")),
            "now": proposal.now.text,
            "changed": [{"figure": name, "then": old, "now": new} for name, old, new in changed_cells(proposal)],
            "seen": seen,
        }
    write_utf8()
    if arguments.json:
        print(as_json(told))
    else:
        lines = [f"{name}: {old} -> {new}" for name, old, new in changed_cells(proposal)]
        print("\n".join([str(told["then"]), str(told["now"]), *lines]))
    return 0


def run_reject(arguments: argparse.Namespace) -> int:
    """Say that an answer is wrong, and why."""
    with Assistant.open(settings_of(arguments)) as assistant:
        author, seen = Author(LOCAL, author_of(arguments)), _seen(assistant, arguments)
        found = reject(assistant, arguments.answer, author, seen, arguments.reason, role=arguments.role)
    return _print(arguments, found)


def run_cases(arguments: argparse.Namespace) -> int:
    """Print what was approved as evaluation cases."""
    today = dt.date.today()
    with Assistant.open(settings_of(arguments)) as assistant:
        found = list(cases(assistant, as_of=today, role=arguments.role))
    write_utf8()
    told = {"as_of": today.isoformat(), "type": "verified", "cases": found}
    print(written(told), end="")
    return 0


def run_report(arguments: argparse.Namespace) -> int:
    """Print how often answers were approved unchanged."""
    with Assistant.open(settings_of(arguments)) as assistant:
        found = report_of(assistant.records.reviews.decided(assistant.catalog.name))
    write_utf8()
    print(as_json(asdict(found)))
    return 0


def as_told(review: Review) -> dict[str, Any]:
    """Return how a review stands as programs read it."""
    return {
        "id": review.answer_id,
        "question": review.question,
        "status": review.state.value,
        "version": review.version,
        "reasons": dict(review.reasons),
        "asked_by": review.asker.name if review.asker else None,
        "word": review.word,
        "by": review.by,
        "said": dict(review.said),
        "opened_at": review.opened_at.isoformat(),
        "changed_at": review.changed_at.isoformat(),
    }


def _seen(assistant: Assistant, arguments: argparse.Namespace) -> int:
    """Return the version that is decided about: the one that was named, else the one that stands now."""
    found = _review(assistant, arguments.answer)
    return found.version if arguments.seen is None else int(arguments.seen)


def _review(assistant: Assistant, answer_id: str) -> Review:
    found = assistant.records.reviews.get(answer_id)
    if found is None or found.catalog != assistant.catalog.name:
        raise InputError(f"nobody asked to review {answer_id[:64]}", hint="`duiding review ask ANSWER` asks for it")
    return found


def _print(arguments: argparse.Namespace, review: Review) -> int:
    write_utf8()
    print(as_json(as_told(review)) if arguments.json else _line(review))
    return 0


def _line(review: Review) -> str:
    return f"{review.answer_id}  {review.state.value}" + (f"  ({review.by})" if review.by else "")
