"""A change of the catalogue that an analyst proposes and a maintainer decides about, having seen all that it moves."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, replace

from assistant.answering.approving import Disturbs
from assistant.answering.assistant import Assistant
from assistant.answering.filled import said
from assistant.answering.suggesting import Suggestion, suggest
from assistant.catalog.editing import write
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.records import Author, Proposal, Review
from assistant.records.proposals import ACCEPTED, DECLINED, PROPOSED


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal as it would be carried out today; without ``change`` it cannot be, and ``why`` says so."""

    proposal: Proposal
    change: Suggestion | None
    why: str = ""

    @property
    def digest(self) -> str:
        """What tells whether the change is the one that was looked at."""
        return hashlib.sha256(self.change.edit.patch.encode()).hexdigest()[:16] if self.change else ""

    @property
    def disturbs(self) -> tuple[str, ...]:
        """The names of the verified questions and evaluation cases that it would change."""
        change = self.change
        return (*(one.name for one in change.moved), *(one.name for one in change.cases)) if change else ()


def propose_change(
    assistant: Assistant, answer_id: str, author: Author, seen: int, kind: str, target: str, text: str
) -> Review:
    """Put a change to the maintainer, under the answer that it came of; nothing of the catalogue changes."""
    record = assistant.records.get(answer_id)
    language: Language = "en" if record is not None and record.language == "en" else "nl"
    made = suggest(assistant, kind, target, text, language)
    body = {"kind": kind, "target": target, "text": text, "language": language, "from": author.id}
    told = body | {"word": f"{kind} {target}: {text}", "patch": made.edit.patch}
    return assistant.records.reviews.note(answer_id, author, seen, PROPOSED, told)


def weighed(assistant: Assistant, answer_id: str, number: int) -> Weighed:
    """Return a proposal with the change that it would be today, and all that this would move."""
    one = assistant.records.reviews.proposals.get(answer_id, number, assistant.catalog.name)
    if one.outcome is not None or not {"kind", "target", "text"} <= one.body.keys():
        return Weighed(one, None)
    language: Language = "en" if one.body.get("language") == "en" else "nl"
    kind, target, text = (str(one.body[name]) for name in ("kind", "target", "text"))
    try:
        return Weighed(one, suggest(assistant, kind, target, text, language))
    except InputError as error:
        return Weighed(one, None, str(error))


def accept(
    assistant: Assistant,
    answer_id: str,
    number: int,
    author: Author,
    word: str = "",
    *,
    seen: str | None = None,
    instead_of: Collection[str] = (),
) -> None:
    """Write the change into the catalogue. ``seen`` is the digest of the change that was looked at, where one was.

    Raises :class:`~assistant.answering.approving.Disturbs` when it changes verified questions or evaluation cases that
    ``instead_of`` does not name, and :class:`InputError` when it is another change by now.
    """
    found = weighed(assistant, answer_id, number)
    change = found.change
    if change is None:
        raise InputError(found.why or "this proposal is decided, or of an earlier version", hint="decline it")
    if seen is not None and seen != found.digest:
        raise InputError("the catalogue changed since you looked", hint="look at the change again")
    if not set(found.disturbs) <= set(instead_of):
        raise Disturbs(change.moved, change.cases)
    edit = change.edit
    with ExitStack() as undo:
        write(edit)
        undo.callback(write, replace(edit, before=edit.after, after=edit.before))
        assistant.records.reviews.proposals.decide(found.proposal, author, ACCEPTED, word.strip())
        # Decided: the change stays.
        undo.pop_all()


def decline(assistant: Assistant, answer_id: str, number: int, author: Author, reason: str) -> None:
    """Say no to a proposal, and why; who proposed it is told."""
    one = assistant.records.reviews.proposals.get(answer_id, number, assistant.catalog.name)
    assistant.records.reviews.proposals.decide(one, author, DECLINED, said(reason, "reason"))
