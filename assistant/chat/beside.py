"""What stands on a card beside the answer itself: what else can be asked, what people noted, what can be agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.answering import Assistant
from assistant.answering.varying import Varied, parts_of
from assistant.catalog.text import Language
from assistant.chat.wording import wording
from assistant.explanation.answer import Answer
from assistant.explanation.names import metric_label
from assistant.explanation.periods import day
from assistant.plan import Plan
from assistant.records import Entry, Kind, Note, Subject
from assistant.validation import DEFAULT_ROLE


@dataclass(frozen=True, slots=True)
class Beside:
    """``metrics`` are the figures that an agreement can be about, by name and as people call them.

    ``author`` is who is logged in; empty where nobody needs to be, and a name is asked.
    """

    parts: tuple[Varied, ...] = ()
    notes: tuple[Entry, ...] = ()
    metrics: tuple[tuple[str, str], ...] = ()
    author: str = ""

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
            "notes": [_note(one, language) for one in self.notes],
            "metrics": [{"name": name, "label": label} for name, label in self.metrics],
            "author": self.author,
        }


NOTHING = Beside()


def beside(assistant: Assistant, answer: Answer, author: str = "", role: str = DEFAULT_ROLE) -> Beside:
    """Return what stands beside an answer that was just given or is opened again."""
    plan = answer.shown.plan if answer.shown is not None else None
    if answer.outcome != "answer" or not isinstance(plan, Plan) or answer.interpretation is None:
        return Beside(author=author)
    known = assistant.catalog.metric_refs
    metrics = [(str(ref), metric_label(assistant.catalog, ref, plan.language)) for ref in plan.metrics if ref in known]
    subject = Subject.of(assistant.catalog.name, answer.interpretation)
    notes = assistant.records.entries.about(subject, Kind.NOTE)
    return Beside(parts_of(assistant, plan, role=role), notes, tuple(dict.fromkeys(metrics)), author)


def _note(entry: Entry, language: Language) -> dict[str, str]:
    assert isinstance(entry.body, Note)
    by = wording(language)["by"].format(author=entry.author, day=day(entry.written_at.date(), language))
    return {"text": entry.body.text, "by": by}
