"""What the buttons of a card ask of the server. The browser sends the name of an answer and what was filled in; which
answer that is, and whether it is open to who asks, is looked up here each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answering import Assistant
from assistant.answering.adding import add_agreement, add_note, add_verdict
from assistant.answering.filled import Unsaid, name_of
from assistant.answering.reviewing import ask_for_review
from assistant.answering.standing.kept import standing
from assistant.answering.varying import Choice, Part, varied
from assistant.catalog.text import Language
from assistant.chat.stands import stands
from assistant.chat.wording import wording
from assistant.entrance import LOCAL
from assistant.errors import InputError
from assistant.records import Author
from assistant.validation import DEFAULT_ROLE

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who presses a button. ``user`` and ``name`` are empty where nobody logs in: then a name is asked.

    ``offer`` takes note of the choices that they are shown.
    """

    role: str = DEFAULT_ROLE
    user: str | None = None
    name: str = ""
    offer: Callable[[Iterable[Choice]], None] = lambda choices: None


class _Sent(BaseModel):
    """What every button sends."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    answer: str = Field(max_length=64)
    language: Language = "nl"


class _Vary(_Sent):
    part: Part
    number: int = Field(0, ge=0, le=50)


class _Signed(_Sent):
    author: str = Field("", max_length=200)


class _Note(_Signed):
    text: str = Field(max_length=4_000)


class _Agree(_Signed):
    what: str = Field(max_length=4_000)
    who: str = Field(max_length=200)
    metric: str = Field(max_length=200)
    way: str = Field("", max_length=10)
    due: str = Field("", max_length=40)
    target: str = Field("", max_length=40)


class _Review(_Signed):
    word: str = Field("", max_length=2_000)


class _Say(_Sent):
    good: str = Field(max_length=3)
    why: str = Field("", max_length=1_000)


def act(name: str, payload: Mapping[str, Any], assistant: Assistant, actor: Actor) -> Told:
    """Do what a button asks; what cannot be done is told as ``said``, in the reader's language."""
    language: Language = "en" if payload.get("language") == "en" else "nl"
    words = wording(language)
    try:
        return ACTIONS[name](payload, assistant, actor)
    except ValidationError as error:
        where = str(error.errors()[0]["loc"][0])
        return {"said": words.get(f"unsaid_{where}", words["unsaid"])}
    except Unsaid as error:
        return {"said": words.get(f"unsaid_{error.field}", words["unsaid"])}
    except InputError:
        return {"said": words["not_done"]}


def _vary(payload: Mapping[str, Any], assistant: Assistant, actor: Actor) -> Told:
    sent = _Vary.model_validate(payload)
    found = varied(assistant, sent.answer, sent.part, sent.number, role=actor.role)
    actor.offer(found)
    return {"choices": [{"label": one.label, "question": one.question} for one in found]}


def _standing(payload: Mapping[str, Any], assistant: Assistant, actor: Actor) -> Told:
    sent = _Sent.model_validate(payload)
    found = standing(assistant, sent.answer, language=sent.language, role=actor.role, user=actor.user)
    return stands(found, sent.language)


def _note(payload: Mapping[str, Any], assistant: Assistant, actor: Actor) -> Told:
    sent = _Note.model_validate(payload)
    add_note(assistant, sent.answer, sent.text, actor.name or sent.author, role=actor.role)
    return {}


def _agree(payload: Mapping[str, Any], assistant: Assistant, actor: Actor) -> Told:
    sent = _Agree.model_validate(payload)
    filled = sent.model_dump(exclude={"answer", "language", "author"})
    add_agreement(assistant, sent.answer, **filled, author=actor.name or sent.author, role=actor.role)
    return {}


def _verdict(payload: Mapping[str, Any], assistant: Assistant, actor: Actor) -> Told:
    sent = _Say.model_validate(payload)
    add_verdict(assistant, sent.answer, sent.good == "yes", sent.why, user=actor.user, role=actor.role)
    return {}


def _review(payload: Mapping[str, Any], assistant: Assistant, actor: Actor) -> Told:
    sent = _Review.model_validate(payload)
    name = actor.name or name_of(sent.author)
    ask_for_review(assistant, sent.answer, Author(actor.user or LOCAL, name), sent.word, role=actor.role)
    return {}


#: Every button that the server answers, by the name that the card calls it.
ACTIONS: Mapping[str, Callable[[Mapping[str, Any], Assistant, Actor], Told]] = {
    "card_vary": _vary,
    "card_standing": _standing,
    "card_note": _note,
    "card_agree": _agree,
    "card_verdict": _verdict,
    "card_review": _review,
}
