"""How a server is asked for a reply in JSON: by schema where it can, else by a tool, a JSON mode, or in words alone.

Servers that speak the OpenAI protocol differ in what they take. What one took is remembered while the program runs.
Whatever the shape, the reply is read as strictly and checked as fully: a shape makes good replies likelier, no more.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from enum import Enum
from typing import Any

from assistant.planning.model.calls import Failure, Prompt


class Shape(Enum):
    """The ways, the strictest first."""

    SCHEMA = "json_schema"
    TOOL = "tool"
    JSON = "json_object"
    WORDS = "words"

    def asked(self, prompt: Prompt) -> dict[str, Any]:
        """Return what goes into the request beside the messages; nothing where the prompt's own words must do."""
        match self:
            case Shape.SCHEMA:
                shape = {"name": prompt.name, "schema": prompt.schema, "strict": True}
                return {"response_format": {"type": "json_schema", "json_schema": shape}}
            case Shape.TOOL:
                name = prompt.schema["title"]
                tool = {"name": name, "description": prompt.schema["description"], "parameters": prompt.schema}
                chosen = {"type": "function", "function": {"name": name}}
                return {"tools": [{"type": "function", "function": tool}], "tool_choice": chosen}
            case Shape.JSON:
                return {"response_format": {"type": "json_object"}}
            case Shape.WORDS:
                return {}


_ORDER = tuple(Shape)


class Shapes:
    """What one server was found to take; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = Shape.SCHEMA
        self._proven = False

    @property
    def proven(self) -> bool:
        """Whether a shape is known that works."""
        return self._proven

    def not_taken(self, outcome: object) -> bool:
        """Whether a failure says that the next shape should be tried.

        A server that has answered in JSON before has a fault where it has one; of another nobody knows which it is.
        """
        return outcome is Failure.SHAPE or (outcome is Failure.FAULT and not self._proven)

    def to_try(self) -> Iterator[Shape]:
        """Yield the shape that works, as far as is known, and those after it for when it is not taken."""
        with self._lock:
            first = _ORDER.index(self._now)
        yield from _ORDER[first:]

    def gave(self, shape: Shape, *, json: bool) -> None:
        """Take down that a reply to ``shape`` was JSON, or was not although it was asked for.

        The first that gives JSON is kept. One that never did is given up for the next.
        """
        with self._lock:
            if self._proven:
                return
            if json:
                self._now, self._proven = shape, True
            elif shape is not _ORDER[-1]:
                self._now = _ORDER[_ORDER.index(shape) + 1]
