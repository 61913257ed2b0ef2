"""A conversation as Chainlit reads one: its messages, and under them the cards of its answers.

An answer is kept before it is shown, the message around it a moment later. When the program is stopped between the two,
the answer has no message: it gets one here, at its place, so that what somebody saw is always there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.answering import Assistant
from assistant.chat.kept import CARD, kept_card
from assistant.entrance import LOCAL
from assistant.records import AnswerRecord, Talk

MESSAGE, ELEMENT = "message", "element"
AUTHOR = "Duiding"

Parts = list[dict[str, Any]]


def heading(talk: Talk) -> dict[str, Any]:
    """Return a conversation as a line of the list, which is in the order of the last change."""
    return {
        "id": talk.id,
        "createdAt": _moment(talk.changed_at),
        "name": talk.name,
        "userId": talk.owner,
        "userIdentifier": talk.owner,
        "tags": talk.details.get("tags"),
        "metadata": talk.details.get("metadata") or {},
    }


def thread(assistant: Assistant, talk: Talk) -> dict[str, Any]:
    """Return a whole conversation, with the rights that its owner has now."""
    records = assistant.records
    messages, elements = whole(
        records.conversation(talk.id),
        [dict(body) for body in records.conversations.parts(talk.id, MESSAGE)],
        [dict(body) for body in records.conversations.parts(talk.id, ELEMENT)],
    )
    role, author = assistant.role_of(talk.owner), "" if talk.owner == LOCAL else talk.owner
    for element in elements:
        record = records.get(element["props"]["kept"]) if element.get("name") == CARD else None
        if record is not None and record.conversation_id == talk.id:
            element["props"] = kept_card(assistant, record, role, author)
    return heading(talk) | {"steps": messages, "elements": elements}


def whole(answers: list[AnswerRecord], messages: Parts, elements: Parts) -> tuple[Parts, Parts]:
    """Return messages and elements with those added that an answer lacks, and none that hangs under nothing."""
    there = {message["id"] for message in messages}
    elements = [element for element in elements if element.get("forId") in there]
    filled = {element["forId"] for element in elements}
    messages = [one for one in messages if one["output"] or one["id"] in filled]
    under = {element["props"]["kept"]: element["forId"] for element in elements if element.get("name") == CARD}
    place = 0
    for answer in answers:
        asked, told, element = _turn(answer)
        card = under.get(answer.id)
        if asked["id"] not in there:
            messages.insert(place if card is None else _after(messages, card) - 1, asked)
        if card is None:
            messages.insert(_after(messages, asked["id"]), told)
            elements.append(element)
        place = _after(messages, card or told["id"])
    # A message under one that is not kept (Chainlit's own run around an answer) stands by itself.
    there = {message["id"] for message in messages}
    for message in messages:
        message["parentId"] = message.get("parentId") if message.get("parentId") in there else None
    return messages, elements


def element_of(answer: str, *, element: str, message: str, conversation: str | None) -> dict[str, Any]:
    """Return the element of a card, as Chainlit writes one."""
    where = {"id": element, "forId": message, "threadId": conversation}
    return where | {"type": "custom", "name": CARD, "display": "inline", "props": {"kept": answer}}


def _turn(answer: AnswerRecord) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return question, answer and card; the question's id is that of the message it was asked with."""
    asked, told = str(answer.answer.get("id") or f"{answer.id}-q"), f"{answer.id}-a"
    both: dict[str, Any] = {"threadId": answer.conversation_id, "createdAt": _moment(answer.asked_at), "metadata": {}}
    question = both | {"id": asked, "type": "user_message", "name": "", "output": answer.question}
    card = element_of(answer.id, element=f"{answer.id}-c", message=told, conversation=answer.conversation_id)
    return question, both | {"id": told, "type": "assistant_message", "name": AUTHOR, "output": ""}, card


def _after(messages: Parts, message: str) -> int:
    return next(index for index, one in enumerate(messages) if one["id"] == message) + 1


def _moment(when: Any) -> str:
    return f"{when.replace(tzinfo=None).isoformat()}Z"


def kept_element(element: Mapping[str, Any]) -> dict[str, Any]:
    """Return an element as it is kept: of a card only which answer it shows, of a file not where this run had it."""
    kept = dict(element) | {"chainlitKey": None}
    if element.get("name") == CARD:
        kept["props"] = {"kept": element["props"]["kept"]}
    return kept
