"""What a model said, read as one JSON object and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from assistant.planning.model.calls import Failure, Reply

#: What local models put around their JSON whatever they are told: their thoughts before it, a fence about it.
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


def reply(raw: Any, tool: str) -> Reply | Failure:
    """Return a whole message as a reply; a failure when it is anything but one object.

    ``tool`` is the one that was on offer.
    """
    text, used = _text(raw, tool), raw.usage_metadata or {}
    bare = _THOUGHTS.sub("", text)
    fenced = _FENCE.match(bare)
    bare = fenced[1] if fenced else bare
    value = _object(bare)
    if value is None:
        return Failure.PROSE if bare.strip() and not bare.lstrip().startswith("{") else Failure.MALFORMED
    return Reply(value, text, used.get("input_tokens", 0), used.get("output_tokens", 0))


def length(raw: Any) -> int:
    """Return the letters of a message so far, in what it says and in what it calls."""
    return len(_content(raw)) + sum(len(call["args"] or "") for call in _calls(raw))


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        # Not ``strict``: the grammars of some servers let a bare line break into a string.
        value = json.loads(text, object_pairs_hook=_once, strict=False)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands there twice says two things: neither is taken."""
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands there twice")
    return dict(pairs)


def _text(raw: Any, tool: str) -> str:
    """Return the JSON of a message: the arguments of the tool that was offered, or what the message says.

    A call of any other tool, or of several, says nothing.
    """
    calls = _calls(raw)
    if not calls:
        return _content(raw)
    return (calls[0]["args"] or "") if len(calls) == 1 and _is(calls[0]["name"] or "", tool) else ""


def _is(name: str, tool: str) -> bool:
    """Whether a call is of the tool; some servers say its name with every piece, and the pieces are strung together."""
    return bool(name) and not name.replace(tool, "")


def _calls(raw: Any) -> list[Any]:
    return getattr(raw, "tool_call_chunks", None) or []


def _content(raw: Any) -> str:
    if isinstance(raw.content, str):
        return raw.content
    return "".join(block.get("text", "") for block in raw.content if isinstance(block, dict))
