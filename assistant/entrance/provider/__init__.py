"""Logging in with the organisation's own login service, by OpenID Connect (authorization code with PKCE)."""

from assistant.entrance.provider.flow import Came, OidcWho
from assistant.entrance.provider.policy import OidcPolicy

__all__ = ["Came", "OidcPolicy", "OidcWho"]
