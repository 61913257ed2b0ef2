"""``duiding users``: who may ask over HTTP, in which roles, and with which tokens."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.cli.opening import as_json, write_utf8
from assistant.errors import InputError
from assistant.records import Records, Users
from assistant.settings import Settings

_MOST = 200


def run_add(arguments: argparse.Namespace) -> int:
    """Add somebody; who is there already keeps what they have."""
    with _users() as users:
        if not arguments.name.strip() or len(arguments.name) > _MOST or not arguments.name.isprintable():
            raise InputError(f"a name has 1 to {_MOST} readable characters")
        if users.roles(arguments.name):
            raise InputError(f"{arguments.name!r} is there already", hint="change roles with: duiding users role")
        users.set_roles(arguments.name, _roles(arguments.role or ["manager"]))
    print(arguments.name)
    return 0


def run_role(arguments: argparse.Namespace) -> int:
    """Give somebody other roles; this holds from their next request."""
    with _users() as users:
        _known(users, arguments.name)
        users.set_roles(arguments.name, _roles(arguments.role))
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Show everybody with roles and number of tokens."""
    write_utf8()
    with _users() as users:
        everybody, tokens = users.all(), users.tokens()
    told = [{"name": one, "roles": list(roles), "tokens": tokens.get(one, 0)} for one, roles in everybody.items()]
    if arguments.json:
        print(as_json({"users": told}))
        return 0
    for one in told:
        print(f"{one['name']}: {', '.join(everybody[str(one['name'])])} ({one['tokens']} tokens)")
    return 0


def run_token(arguments: argparse.Namespace) -> int:
    """Print a new token, this once; or take every token of somebody back."""
    with _users() as users:
        _known(users, arguments.name)
        if arguments.revoke:
            users.revoke_tokens(arguments.name)
        else:
            print(users.new_token(arguments.name))
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove somebody with their tokens; what they noted and agreed stays."""
    with _users() as users:
        _known(users, arguments.name)
        users.remove(arguments.name)
    return 0


@contextmanager
def _users() -> Iterator[Users]:
    settings = Settings()
    settings.ensure_home()
    with Records.open(settings.database_url) as records:
        yield records.users


def _known(users: Users, name: str) -> None:
    if not users.roles(name):
        raise InputError(f"there is no user {name!r}", hint="duiding users list shows who there are")


def _roles(names: list[str]) -> tuple[str, ...]:
    if not all(name.strip() for name in names):
        raise InputError("a role has a name", hint="such as manager or analyst")
    return tuple(dict.fromkeys(names))
