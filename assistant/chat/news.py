"""What analysts decided about answers that somebody asked for, opened or took along: told once, where they are."""

from __future__ import annotations

from assistant.answering import Assistant
from assistant.catalog.text import Language
from assistant.chat.wording import wording
from assistant.records import News

#: Signs by which a text of somebody would become markup.
_MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|~"})


def news(assistant: Assistant, person: str, language: Language) -> str:
    """Return what somebody is to be told, as a message of the chat; empty when there is nothing.

    It counts as told from then on.
    """
    readers = assistant.records.reviews.readers
    found = [one for one in readers.news(person) if _here(assistant, one)]
    if not found:
        return ""
    readers.told(person, found[-1].number)
    return "\n\n".join(_said(one, language) for one in found)


def _here(assistant: Assistant, one: News) -> bool:
    record = assistant.records.get(one.answer_id)
    return record is not None and record.catalog == assistant.catalog.name


def _said(one: News, language: Language) -> str:
    words = wording(language)
    by = str(one.body.get("by") or words["an_analyst"])
    lines = [f"**{words[f'news_{one.kind}'].format(by=_plain(by), question=_plain(one.question))}**"]
    if word := str(one.body.get("word") or ""):
        lines.append(f"> {_plain(word)}")
    if now := str(one.body.get("now") or ""):
        lines.append(_plain(words["review_now"].format(text=now)))
    lines.append(f"[{words['news_open']}](/answers/{one.answer_id})")
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    """Return somebody's words as one line in which nothing is markup."""
    return " ".join(text.split()).translate(_MARKS)
