"""Which login a server has."""

from __future__ import annotations

from assistant.entrance.entrance import Entrance
from assistant.entrance.local import LocalWho
from assistant.entrance.passwords import PasswordWho
from assistant.entrance.place import loopback
from assistant.entrance.policy import Login, Policy
from assistant.entrance.provider import OidcWho
from assistant.entrance.proxy import ProxyWho
from assistant.entrance.sessions import Sessions
from assistant.entrance.tokens import TokenWho
from assistant.entrance.who import Who
from assistant.errors import InputError, InternalError
from assistant.records import Records


def entrance_for(policy: Policy, records: Records, host: str) -> Entrance:
    """Return the entrance of a server that listens on ``host``.

    Raises :class:`InputError` for a host that others reach while nobody can log in.
    """
    login = _login(policy, records, host)
    sessions = Sessions(records.logins)
    passwords = PasswordWho(records.logins) if login is Login.PASSWORD else None
    whos = _whos(login, policy, records, sessions)
    return Entrance(login, policy, records.users, sessions, passwords, _service(login, policy), whos)


def _login(policy: Policy, records: Records, host: str) -> Login:
    people = bool(records.users.tokens() or records.logins.with_password())
    login = policy.login or (Login.PASSWORD if people else Login.LOCAL)
    if loopback(host):
        return login
    nobody = login is Login.LOCAL or (login is Login.PASSWORD and not people)
    if nobody:
        raise InputError(
            f"nobody can log in yet, so the server does not listen on {host or 'every address'}",
            hint="add a user with a password first: duiding users add NAME --password; or set DUIDING_LOGIN",
        )
    return login


def _whos(login: Login, policy: Policy, records: Records, sessions: Sessions) -> tuple[Who, ...]:
    if login is Login.LOCAL:
        return (LocalWho(),)
    tokens = TokenWho(records.users)
    if login is Login.PROXY:
        if policy.proxy_secret is None:
            raise InternalError("a proxy without a secret passed the reading of the policy")
        return (tokens, ProxyWho(policy.proxies, policy.proxy_secret, policy.user_header, policy.name_header))
    return (tokens, sessions)


def _service(login: Login, policy: Policy) -> OidcWho | None:
    if login is not Login.OIDC:
        return None
    if policy.oidc is None or policy.url is None:
        raise InternalError("a login service without an address passed the reading of the policy")
    return OidcWho(policy.oidc, policy.url)
