"""What stands on a card beside the answer itself: what else can be asked, what people noted, what can be agreed on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from assistant.answering import Assistant
from assistant.answering.agreements import Standing, standing
from assistant.answering.varying import Varied, parts_of
from assistant.answering.verifying import review_now
from assistant.catalog.text import Language
from assistant.chat.wording import wording
from assistant.explanation.answer import Answer
from assistant.explanation.names import metric_label
from assistant.explanation.periods import day
from assistant.plan import Plan
from assistant.records import Agreement, Entry, Kind, Note, Review, Subject
from assistant.validation import DEFAULT_ROLE

#: Agreements on one card; all of them have a page.
_MOST_AGREEMENTS = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """``metrics`` are the figures that an agreement can be about, by name and as people call them.

    ``author`` is who is logged in; empty where nobody needs to be, and a name is asked. ``kept`` is the answer whose
    page has the history of what was added. ``review`` is what is to be
    said today of its review.
    """

    parts: tuple[Varied, ...] = ()
    notes: tuple[Entry, ...] = ()
    agreements: tuple[Standing, ...] = ()
    kept: str = ""
    #: Caveats that stand on the card already.
    known: frozenset[str] = frozenset()
    metrics: tuple[tuple[str, str], ...] = ()
    author: str = ""
    review: tuple[dict[str, Any], Review | None] | None = None

    def properties(self, language: Language) -> dict[str, Any]:
        """Return it as properties of the card."""
        words = wording(language)
        return {
            "parts": [
                {
                    "part": one.part.value,
                    "number": one.number,
                    "said": one.said,
                    "kind": words[f"part_{one.part.value}"],
                }
                for one in self.parts
            ],
            "notes": [self._note(one, language) for one in self.notes],
            "agreements": [self._agreement(one, language) for one in self.agreements],
            # Of data that are gone from the catalogue nothing can be agreed any more; they can still be talked about.
            "notable": bool(self.kept),
            "metrics": [{"name": name, "label": label} for name, label in self.metrics],
            "author": self.author,
        }

    def _note(self, entry: Entry, language: Language) -> dict[str, str]:
        assert isinstance(entry.body, Note)
        by = wording(language)["by"].format(author=entry.author, day=day(entry.written_at.date(), language))
        return {"text": entry.body.text, "by": by, "history": self._history(entry)}

    def _agreement(self, one: Standing, language: Language) -> dict[str, Any]:
        body, words = one.entry.body, wording(language)
        assert isinstance(body, Agreement)
        head = words["agreement_head"].format(what=body.what, who=body.who, aim=one.aim, day=day(body.due, language))
        heavy = [caveat.text for caveat in one.caveats if caveat.severity != "note" and caveat.id not in self.known]
        return {"head": head, "text": one.text, "due": one.due, "caveats": heavy, "history": self._history(one.entry)}

    def _history(self, entry: Entry) -> str:
        """Return where its earlier versions stand; empty when it has none."""
        return f"/answers/{self.kept}/history/{entry.id}" if self.kept and entry.version > 1 else ""


NOTHING = Beside()


def beside(assistant: Assistant, answer: Answer, author: str = "", role: str = DEFAULT_ROLE) -> Beside:
    """Return what stands beside an answer that was just given or is opened again."""
    plan = answer.shown.plan if answer.shown is not None else None
    if answer.outcome != "answer" or not (answer.interpretation or {}).get("metrics"):
        return Beside(author=author, review=review_now(assistant, answer.kept, answer.review))
    known = assistant.catalog.metric_refs
    refs = plan.metrics if isinstance(plan, Plan) else ()
    metrics = [(str(ref), metric_label(assistant.catalog, ref, answer.language)) for ref in refs if ref in known]
    subject = Subject.of(assistant.catalog.name, answer.interpretation or {})
    return Beside(
        parts_of(assistant, plan, role=role) if isinstance(plan, Plan) else (),
        assistant.records.entries.about(subject, Kind.NOTE),
        _agreements(assistant, subject, answer.language, role),
        answer.kept or "",
        frozenset(caveat.id for caveat in answer.caveats),
        tuple(dict.fromkeys(metrics)),
        author,
        review_now(assistant, answer.kept, answer.review),
    )


def _agreements(assistant: Assistant, subject: Subject, language: Language, role: str) -> tuple[Standing, ...]:
    """Return what was agreed about the same figure, those whose day has come first."""
    today = dt.date.today()
    found = [
        standing(assistant, entry, language, role=role, as_of=today)
        for entry in assistant.records.entries.about(subject, Kind.AGREEMENT)[-_MOST_AGREEMENTS:]
    ]
    return tuple(sorted(found, key=lambda one: not one.due))
