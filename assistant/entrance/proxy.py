"""A server in front, which logged somebody in already, says who it is in a header."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from assistant.entrance.asked import Asked, Known
from assistant.entrance.barred import Barred
from assistant.entrance.place import Network, within

#: In which the proxy shows the secret that it shares with us.
SECRET_HEADER = "x-duiding-proxy-secret"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ProxyWho:
    """Whoever the proxy names; believed only from its own address and with the shared secret."""

    proxies: tuple[Network, ...]
    secret: str
    user_header: str
    name_header: str

    def known(self, asked: Asked) -> Known | None:
        """Return who the proxy says it is; raises :class:`Barred` when it was not the proxy that said so."""
        name = asked.headers.get(self.user_header, "").strip()
        if not name:
            return None
        shown = asked.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not within(asked.via or asked.peer, self.proxies) or not hmac.compare_digest(shown, self.secret.encode()):
            raise Barred("proxy_secret")
        if len(name) > _LONGEST or not name.isprintable() or name.startswith("@"):
            raise Barred("proxy_secret")
        shown_as = asked.headers.get(self.name_header, "").strip()[:_LONGEST]
        return Known(name, shown_as if shown_as and shown_as.isprintable() else name)
