"""The person behind a request, as the gate let them in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from assistant.entrance import Asked, Person
from assistant.web.gate import ASKED, PERSON


def person_of(request: Request) -> Person:
    """Return who sent this request."""
    person: Person = request.scope[PERSON]
    return person


def asked_of(request: Request) -> Asked:
    """Return what told so."""
    asked: Asked = request.scope[ASKED]
    return asked


#: For the signature of a route: ``def route(person: Who)``.
Who = Annotated[Person, Depends(person_of)]
