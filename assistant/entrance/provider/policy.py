"""Which login service, as whom we are known there, and what it says of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assistant.entrance.person import ROLES
from assistant.entrance.place import loopback
from assistant.errors import OperatorError
from assistant.settings import secret


@dataclass(frozen=True, slots=True)
class OidcPolicy:
    """What whoever runs the program says about the login service.

    ``user_claim`` is what somebody is kept under: it must never pass to another person. ``roles`` gives for each role
    of ours what the login service says of who has it, in the order in which they are acted in; without any, roles are
    kept by hand.
    """

    issuer: str
    client: str
    secret: str | None = field(default=None, repr=False)
    scope: str = "openid profile"
    user_claim: str = "sub"
    name_claim: str = "name"
    roles_claim: str = "roles"
    roles: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> OidcPolicy | None:
        """Read it; None when no login service is named."""
        issuer, client = environ.get("DUIDING_OIDC_ISSUER"), environ.get("DUIDING_OIDC_CLIENT")
        if not issuer or not client:
            return None
        if not protected(issuer):
            raise OperatorError(
                f"DUIDING_OIDC_ISSUER is {issuer[:80]!r}", hint="give an address that begins with https://"
            )
        return cls(
            issuer=issuer,
            client=client,
            secret=secret(environ, "DUIDING_OIDC_SECRET"),
            scope=_scope(environ.get("DUIDING_OIDC_SCOPE", "")),
            user_claim=environ.get("DUIDING_OIDC_USER_CLAIM") or "sub",
            name_claim=environ.get("DUIDING_OIDC_NAME_CLAIM") or "name",
            roles_claim=environ.get("DUIDING_OIDC_ROLES_CLAIM") or "roles",
            roles=_roles(environ.get("DUIDING_OIDC_ROLES", "")),
        )


def protected(address: str) -> bool:
    """Whether nobody in between can read along on the way to an address."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" or (parts.scheme == "http" and loopback(parts.hostname or ""))
    except ValueError:
        return False


def _scope(text: str) -> str:
    return " ".join(dict.fromkeys(["openid", *(text or "profile").split()]))


def _roles(text: str) -> tuple[tuple[str, str], ...]:
    """Read ``analyst = Data team; manager = CN=Managers,OU=Groups``: behind the first = may stand anything but ;."""
    found = []
    for one in filter(str.strip, text.split(";")):
        role, _, said = (part.strip() for part in one.partition("="))
        if not role or not said or (role not in ROLES and not role.isidentifier()):
            raise OperatorError(
                f"DUIDING_OIDC_ROLES: {one.strip()[:80]!r} cannot be read",
                hint="write ROLE = what the login service calls it, with ; between them",
            )
        found.append((role, said))
    return tuple(found)
