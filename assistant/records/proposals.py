"""Changes of the catalogue that analysts propose, as they are kept: proposed once, decided once, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import InputError
from assistant.records.failures import operator_errors
from assistant.records.readers import tell
from assistant.records.review import Author
from assistant.records.tables import Answer, ReviewEventRow, ReviewRow

#: How the act of proposing is kept, and the two ways it ends; the latter are also what the proposer is told.
PROPOSED, ACCEPTED, DECLINED = "suggest", "patch_accepted", "patch_declined"


class UnknownProposal(InputError):
    """There is no such proposal."""


class ProposalDecided(InputError):
    """Somebody decided about the same proposal already."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed change: ``number`` tells it from others under the same answer, ``body`` is what was proposed.

    ``outcome`` is how it ended (None: it waits), ``decided_by`` and ``said`` by whom and with which word.
    """

    answer_id: str
    number: int
    question: str
    author: str
    at: datetime
    body: Mapping[str, Any]
    outcome: str | None = None
    decided_by: str = ""
    said: str = ""


class Proposals:
    """The proposals of a records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url

    def all(self, catalog: str) -> tuple[Proposal, ...]:
        """Return every proposal for a catalogue: those that wait first, the oldest of these first."""
        wanted = select(ReviewEventRow, Answer.question).join(Answer, Answer.id == ReviewEventRow.answer_id)
        wanted = wanted.join(ReviewRow, ReviewRow.answer_id == ReviewEventRow.answer_id)
        acts = (PROPOSED, ACCEPTED, DECLINED)
        wanted = wanted.where(ReviewRow.catalog == catalog, ReviewEventRow.act.in_(acts))
        with operator_errors(self._url), Session(self._engine) as session:
            found = [(row, question) for row, question in session.execute(wanted.order_by(ReviewEventRow.number))]
        ends = {(row.answer_id, row.body["of"]): row for row, _ in found if row.act != PROPOSED}
        made = [_made(row, text, ends.get((row.answer_id, row.version))) for row, text in found if row.act == PROPOSED]
        return tuple(sorted(made, key=lambda one: one.outcome is not None))

    def get(self, answer_id: str, number: int, catalog: str) -> Proposal:
        """Return one; raises :class:`UnknownProposal` where there is none."""
        found = (one for one in self.all(catalog) if (one.answer_id, one.number) == (answer_id, number))
        if (one := next(found, None)) is None:
            raise UnknownProposal(f"there is no proposal {number} under {answer_id[:64]}")
        return one

    def decide(self, one: Proposal, author: Author, outcome: str, word: str) -> None:
        """Keep how a proposal ended; who proposed it is told. Raises :class:`ProposalDecided` for a second decision."""
        with operator_errors(self._url), Session(self._engine.execution_options(write=True)) as session:
            row = session.get_one(ReviewRow, one.answer_id, with_for_update=True)
            ended = select(ReviewEventRow).where(
                ReviewEventRow.answer_id == one.answer_id, ReviewEventRow.act.in_((ACCEPTED, DECLINED))
            )
            if any(event.body["of"] == one.number for event in session.scalars(ended)):
                raise ProposalDecided("somebody decided about this proposal already", hint="look at how it ended")
            row.version += 1
            row.changed_at = datetime.now(UTC)
            session.flush()
            body = {"of": one.number, "word": word}
            event = {"act": outcome, "author": author.name, "at": row.changed_at, "body": body}
            session.add(ReviewEventRow(answer_id=one.answer_id, version=row.version, **event))
            proposer = one.body.get("from")
            tell(session, {str(proposer)} if proposer else set(), one.answer_id, outcome, body | {"by": author.name})
            try:
                session.commit()
            except IntegrityError as error:
                session.rollback()
                raise ProposalDecided("somebody did something here a moment ago", hint="look again") from error


def _made(row: ReviewEventRow, question: str, end: ReviewEventRow | None) -> Proposal:
    made = Proposal(row.answer_id, row.version, question, row.author, row.at, row.body)
    if end is None:
        return made
    return Proposal(
        row.answer_id, row.version, question, row.author, row.at, row.body, end.act, end.author, str(end.body["word"])
    )
