"""What a model proposes: a form of question, filled with entries that it was offered, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.planning.model.entries import Kind, Known
from assistant.planning.model.forms import forms

#: What a model says of a question that no form fits.
NOTHING = "none"
_Ids = Annotated[tuple[str, ...], Field(max_length=8)]
_Words = Annotated[str, Field(min_length=1, max_length=200)]


class Gloss(BaseModel):
    """Words of the question, exactly as they stand there, and the entry they stand for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: _Words
    means: str


class Proposal(BaseModel):
    """A question in entries of the catalogue; ``period`` is quoted from the question."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    form: str
    metrics: _Ids = ()
    members: _Ids = ()
    places: _Ids = ()
    without: _Ids = ()
    split: _Ids = ()
    denominator: str | None = None
    limit: Annotated[int | None, Field(ge=1, le=50)] = None
    period: _Words | None = None
    glosses: Annotated[tuple[Gloss, ...], Field(max_length=20)] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every entry it uses."""
        single = (self.denominator,) if self.denominator else ()
        return (*self.metrics, *self.members, *self.places, *self.without, *self.split, *single)


_SLOTS = {
    "metrics": (Kind.METRIC,),
    "members": (Kind.MEMBER,),
    "places": (Kind.PLACE,),
    "without": (Kind.PLACE, Kind.MEMBER),
    "split": (Kind.SPLIT,),
}


def schema(entries: Sequence[Known]) -> dict[str, Any]:
    """Return the JSON schema of a reply: every name in it is one that was offered, and stands in it once."""
    by_kind = {kind: [one.id for one in entries if one.kind is kind] for kind in Kind}
    offered = [kind for kind in Kind if by_kind[kind]]

    def named(*kinds: Kind) -> dict[str, Any]:
        found = [{"$ref": f"#/$defs/{kind.value}"} for kind in kinds if kind in offered]
        return found[0] if len(found) == 1 else {"anyOf": found} if found else {"type": "string", "maxLength": 0}

    def some(slot: str) -> dict[str, Any]:
        kinds = _SLOTS[slot]
        return {"type": "array", "items": named(*kinds), "maxItems": 8 if set(kinds) & set(offered) else 0}

    gloss = {
        "type": "object",
        "properties": {"words": {"type": "string"}, "means": named(*Kind)},
        "required": ["words", "means"],
        "additionalProperties": False,
    }
    properties: dict[str, Any] = {"form": {"type": "string", "enum": [*forms(), NOTHING]}}
    properties |= {slot: some(slot) for slot in _SLOTS}
    properties |= {
        "denominator": {"anyOf": [named(Kind.DENOMINATOR), {"type": "null"}]},
        "limit": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 50}, {"type": "null"}]},
        "period": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "glosses": {"type": "array", "items": gloss, "maxItems": 20},
    }
    return {
        "title": "proposal",
        "description": "The question in entries of the catalogue.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {kind.value: {"type": "string", "enum": by_kind[kind]} for kind in offered},
    }


def read(value: Mapping[str, Any], entries: Sequence[Known], question: str) -> Proposal | None:
    """Return the proposal; None when it is of another shape, names what was not offered, or quotes what was not said.

    Whether a server kept to the schema is never taken on trust.
    """
    try:
        made = Proposal.model_validate(dict(value))
    except ValidationError:
        return None
    kinds = {one.id: one.kind for one in entries}
    if made.form != NOTHING and made.form not in forms():
        return None
    for slot, allowed in _SLOTS.items():
        if any(kinds.get(name) not in allowed for name in getattr(made, slot)):
            return None
    if made.denominator is not None and kinds.get(made.denominator) is not Kind.DENOMINATOR:
        return None
    quoted = [gloss.words for gloss in made.glosses] + ([made.period] if made.period else [])
    if any(gloss.means not in kinds for gloss in made.glosses) or any(not _says(question, one) for one in quoted):
        return None
    return made


def _says(question: str, quoted: str) -> bool:
    """Whether whole words of the question are quoted."""
    return bool(quoted.strip()) and re.search(rf"(?<!\w){re.escape(quoted)}(?!\w)", question) is not None
