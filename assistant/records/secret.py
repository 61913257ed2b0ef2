"""How a secret that somebody shows is kept: as its digest, so that who reads the records cannot show it."""

from __future__ import annotations

import hashlib


def digest_of(secret: str) -> str:
    """Return the digest under which a secret of at least 256 random bits is kept.

    Nothing can be guessed from the digest of so many bits, so that a slow one would protect nothing more.
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
