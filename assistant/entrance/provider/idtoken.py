"""Whether what the login service signed is about this login, and for us."""

from __future__ import annotations

import hmac
import logging
from typing import Any

import jwt

from assistant.entrance.barred import Barred
from assistant.entrance.provider.policy import OidcPolicy
from assistant.entrance.provider.service import Service

#: Signed with a key that only the service has; what can be signed with something public or shared is never believed.
ALGORITHMS = frozenset(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)) | {"EdDSA"}
#: Seconds that two clocks may differ.
_LEEWAY = 60
_NEEDED = ["iss", "sub", "aud", "exp", "iat"]
_log = logging.getLogger("duiding.entrance")


def claims(token: object, nonce: str, policy: OidcPolicy, service: Service) -> dict[str, Any]:
    """Return what an ID token says; raises :class:`Barred` for one that is not of this login."""
    try:
        if not isinstance(token, str):
            raise jwt.InvalidTokenError("there is none")
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise jwt.InvalidAlgorithmError("it is not signed in a way that proves anything")
        said = jwt.decode(
            token,
            service.key(header.get("kid"), algorithm),
            algorithms=[algorithm],
            audience=policy.client,
            issuer=policy.issuer,
            leeway=_LEEWAY,
            options={"require": _NEEDED},
        )
        _of_this_login(said, nonce, policy)
    except jwt.PyJWTError as error:
        _log.warning("an ID token was not accepted: %s", error)
        raise Barred("provider") from error
    return said


def _of_this_login(said: dict[str, Any], nonce: str, policy: OidcPolicy) -> None:
    shown = said.get("nonce")
    if not isinstance(shown, str) or not hmac.compare_digest(shown.encode(), nonce.encode()):
        raise jwt.InvalidTokenError("it belongs to another login")
    audiences = said["aud"]
    asked_by = said.get("azp", policy.client if isinstance(audiences, str) or len(audiences) == 1 else None)
    if asked_by != policy.client:
        raise jwt.InvalidTokenError("it was given to another program")
