"""Who reviews: the name that others see, and the role in which they may open an answer."""

from __future__ import annotations

from fastapi import Request

from assistant.answering import Assistant
from assistant.entrance import ANALYST, LOCAL, Person
from assistant.errors import InputError
from assistant.records import Author, Review
from assistant.web.person import person_of


def author_of(request: Request, name: str = "") -> Author:
    """Return who decides: in their own name once they logged in, else in the one that they fill in."""
    person = person_of(request)
    said = person.name if person.user else name.strip()[:200]
    if not said:
        raise InputError("fill in your name", hint="others see who decided")
    return Author(person.id, said)


def role_for(person: Person, role: str) -> str:
    """Return the role to open an answer in: the one that it was given in when that is theirs, else their own."""
    if person.id == LOCAL or role in person.roles:
        return role
    return person.acting(ANALYST) if person.has(ANALYST) else person.acting()


def review_of(assistant: Assistant, answer: str) -> Review | None:
    """Return the review of an answer of this catalogue, or None."""
    found = assistant.records.reviews.get(answer)
    return found if found is not None and found.catalog == assistant.catalog.name else None


def role_in(assistant: Assistant, request: Request, answer: str) -> str:
    """Return the role in which this reader opens an answer."""
    record = assistant.records.get(answer)
    return role_for(person_of(request), record.role if record is not None else "")
