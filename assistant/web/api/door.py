"""What a route of the API needs: who asks, as the gate let them in, and the assistant of now."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from assistant.web.pages import Using
from assistant.web.person import Who

__all__ = ["BEARER", "Door", "Doorway", "Who", "door_of"]

#: For the description: a program shows a token. The gate has looked at it already.
BEARER = Security(HTTPBearer(auto_error=False, description="A token of `duiding users token NAME`."))


class Door:
    """``using`` lends the assistant of now."""

    def __init__(self, using: Using) -> None:
        self.using = using


def door_of(request: Request) -> Door:
    """Return the door of the application that was asked."""
    door: Door = request.app.state.door
    return door


Doorway = Annotated[Door, Depends(door_of)]
