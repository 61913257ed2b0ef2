"""What of a request tells who sent it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """A request without its contents: the machine it came from, its headers by small name, its cookies.

    ``via`` is the machine that is connected to us, when that is a server in between. ``passive`` is what a page sends
    by itself, without anybody at the screen: it keeps nobody logged in.
    """

    peer: str
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    via: str | None = None
    passive: bool = False

    @property
    def token(self) -> str | None:
        """The token that a program sent along, if any."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.casefold() == "bearer" and token.strip() else None


@dataclass(frozen=True, slots=True)
class Known:
    """Whose request it is; the roles are looked up apart, each time."""

    id: str
    shown_as: str
