"""Who somebody is, and which roles they have, in the words of the login service."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from assistant.entrance.asked import Known
from assistant.entrance.barred import Barred
from assistant.entrance.provider.policy import OidcPolicy

_LONGEST = 200
_log = logging.getLogger("duiding.entrance")


def known(claims: Mapping[str, Any], policy: OidcPolicy) -> Known:
    """Return who this is; raises :class:`Barred` when the service does not say so in a way that can be kept."""
    name = claim(claims, policy.user_claim)
    readable = isinstance(name, str) and 0 < len(name) <= _LONGEST and name.isprintable() and name == name.strip()
    # An address that somebody only says to have is that of anybody.
    own = policy.user_claim != "email" or claims.get("email_verified") is True
    if not isinstance(name, str) or not readable or not own or name.startswith("@"):
        _log.warning("the login service does not say who somebody is: look at DUIDING_OIDC_USER_CLAIM")
        raise Barred("provider")
    shown = claim(claims, policy.name_claim)
    return Known(name, shown.strip()[:_LONGEST] if isinstance(shown, str) and _fit(shown) else name)


def roles(claims: Mapping[str, Any], policy: OidcPolicy) -> tuple[str, ...] | None:
    """Return the roles that the service gives somebody; None when it is not the service that gives them."""
    if not policy.roles:
        return None
    said = claim(claims, policy.roles_claim)
    held = [said] if isinstance(said, str) else [one for one in said if isinstance(one, str)] if _many(said) else []
    return tuple(dict.fromkeys(role for role, name in policy.roles if name in held))


def wanted(policy: OidcPolicy) -> tuple[str, ...]:
    """Return the claims that are asked for."""
    return (policy.user_claim, policy.name_claim, *((policy.roles_claim,) if policy.roles else ()))


def claim(claims: Mapping[str, Any], name: str) -> Any:
    """Return a claim; ``realm_access.roles`` is also found as ``roles`` within ``realm_access``."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _fit(text: str) -> bool:
    return bool(text.strip()) and text.isprintable() and not text.strip().startswith("@")


def _many(said: Any) -> bool:
    return isinstance(said, list)
