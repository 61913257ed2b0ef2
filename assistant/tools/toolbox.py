"""The three tools: ask, search the catalogue, check a query. Each goes the way that every other question goes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from assistant.answering import Assistant
from assistant.answering.assistant import readable
from assistant.answering.live import LiveAssistant
from assistant.catalog.text import Language
from assistant.errors import QuestionError
from assistant.own_yaml import read_own
from assistant.validation import DEFAULT_ROLE

TOOLS: Final = ("ask", "search_catalog", "check_sql")
#: More rows than these are not for reading; the sentence says what stands out and ``row_count`` how many there are.
MOST_ROWS = 100
#: Longer texts are not words to look for.
_LONGEST = 1000
#: A caveat of these must be said beside the figure; the others are there for who asks on.
_SAID = ("blocking", "important")
#: Neither the words' accounting nor timings help who reads the answer.
_LEFT_OUT = ("id", "timings_ms", "conversation_prompts", "translator")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tool:
    """What a tool is called and what it says of itself."""

    name: str
    description: str


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Any]:
    texts: Mapping[str, Any] = read_own(Path(__file__).with_name("descriptions.yaml").read_text("utf-8"))
    return texts


def instructions() -> str:
    """What a program must know before it uses any of the tools."""
    return str(_texts()["instructions"])


def tool(name: str) -> Tool:
    """Return a tool's own description."""
    return Tool(name, str(_texts()[name]))


def argument(name: str) -> str:
    """Return what an argument is for."""
    return str(_texts()["arguments"][name])


class Toolbox:
    """The tools for one person, in a role that who starts them chooses and no caller can change.

    ``user`` is in whose name is asked: what they were shown today counts for what is withheld, whatever names a
    caller gives to conversations.
    """

    def __init__(
        self, live: LiveAssistant, *, user: str | None = None, role: str = DEFAULT_ROLE, as_of: dt.date | None = None
    ) -> None:
        self._live = live
        self._user = user
        self._role = role
        self._as_of = as_of
        # What a caller calls its conversation is its own: two boxes never share one.
        self._box = uuid.uuid4().hex[:16]

    def ask(self, question: str, conversation: str | None = None, language: Language | None = None) -> Json:
        """Return the outcome of a question, as ``duiding ask --json`` gives it, with what must be said beside it."""
        with self._live.using() as assistant:
            try:
                readable(question, language or assistant.catalog.language)
            except QuestionError as error:
                return {"outcome": "error", "error": str(error)}
            answer = assistant.ask(
                question,
                conversation=f"{self._box}:{conversation or uuid.uuid4().hex}",
                language=language,
                as_of=self._as_of,
                role=self._role,
                user=self._user,
            )
        return _told(answer.to_json()) | ({"kept_as": answer.kept} if answer.kept else {})

    def search_catalog(self, text: str, language: Language | None = None) -> Json:
        """Return the documented figures that come near to ``text``."""
        with self._live.using() as assistant:
            found = assistant.search(
                text[:_LONGEST], language=language or assistant.catalog.language, role=self._acting(assistant)
            )
        return {"found": found}

    def check_sql(self, sql: str, language: Language = "nl") -> Json:
        """Return whether a query may run, with every remark; nothing runs."""
        with self._live.using() as assistant:
            return assistant.check(sql, role=self._acting(assistant), language=language).to_json()

    def _acting(self, assistant: Assistant) -> str:
        return assistant.role_of(self._user, self._role)


def _told(outcome: Json) -> Json:
    """Leave out what nobody reads, cut long tables, and put forward what must be said."""
    told = {key: value for key, value in outcome.items() if key not in _LEFT_OUT}
    if (reading := told.get("interpretation")) is not None:
        told["interpretation"] = {key: value for key, value in reading.items() if key != "words"}
    if (rows := told.get("rows")) is not None and len(rows) > MOST_ROWS:
        told |= {"rows": rows[:MOST_ROWS], "truncated": True}
        told["suppressed"] = [cell for cell in told.get("suppressed") or () if cell[0] < MOST_ROWS]
    told["must_be_said"] = [one["text"] for one in told.get("caveats") or () if one["severity"] in _SAID]
    return told
