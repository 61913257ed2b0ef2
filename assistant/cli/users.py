"""``duiding users``: who may ask, in which roles, and with which password and tokens."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.cli.opening import as_json, write_utf8
from assistant.entrance.passwords import LONGEST, set_password
from assistant.errors import InputError
from assistant.records import Records, Users
from assistant.settings import Settings

_MOST = 200


def run_add(arguments: argparse.Namespace) -> int:
    """Add somebody; who is there already keeps what they have."""
    roles = _roles(arguments.role or ["manager"])
    with _records() as records:
        _fit(arguments.name)
        if records.users.roles(arguments.name):
            raise InputError(f"{arguments.name!r} is there already", hint="change roles with: duiding users role")
        if arguments.password or arguments.password_stdin:
            # First: with a password that is not good enough nobody is added.
            set_password(records.logins, arguments.name, _typed(arguments.password_stdin))
        records.users.set_roles(arguments.name, roles)
    print(arguments.name)
    return 0


def run_password(arguments: argparse.Namespace) -> int:
    """Give somebody another password; they are logged out everywhere."""
    with _records() as records:
        _known(records.users, arguments.name)
        set_password(records.logins, arguments.name, _typed(arguments.stdin))
    return 0


def run_role(arguments: argparse.Namespace) -> int:
    """Give somebody other roles; this holds from their next request."""
    with _records() as records:
        _known(records.users, arguments.name)
        records.users.set_roles(arguments.name, _roles(arguments.role))
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Show everybody with roles and number of tokens."""
    write_utf8()
    with _records() as records:
        everybody, tokens, passwords = records.users.all(), records.users.tokens(), records.logins.with_password()
    told = [
        {"name": one, "roles": list(roles), "password": one in passwords, "tokens": tokens.get(one, 0)}
        for one, roles in everybody.items()
    ]
    if arguments.json:
        print(as_json({"users": told}))
        return 0
    for one in told:
        name, password = str(one["name"]), "a password" if one["password"] else "no password"
        print(f"{name}: {', '.join(everybody[name])} ({password}, {one['tokens']} tokens)")
    return 0


def run_token(arguments: argparse.Namespace) -> int:
    """Print a new token, this once; or take every token of somebody back."""
    with _records() as records:
        users = records.users
        _known(users, arguments.name)
        if arguments.revoke:
            users.revoke_tokens(arguments.name)
        else:
            print(users.new_token(arguments.name))
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove somebody with their password and tokens; what they noted and agreed stays."""
    with _records() as records:
        _known(records.users, arguments.name)
        records.users.remove(arguments.name)
    return 0


@contextmanager
def _records() -> Iterator[Records]:
    settings = Settings()
    settings.ensure_home()
    with Records.open(settings.database_url) as records:
        yield records


def _fit(name: str) -> None:
    if not name.strip() or len(name) > _MOST or not name.isprintable() or name.startswith("@"):
        raise InputError(f"a name has 1 to {_MOST} readable characters and does not begin with @")


def _typed(from_stdin: bool) -> str:
    """Return the password from one line of input, or typed twice without showing it; never from the arguments,
    which others on this machine can read.
    """
    if from_stdin:
        return sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InputError("a password is typed at a terminal", hint="or give it on stdin with --password-stdin")
    once, again = getpass.getpass("Password: "), getpass.getpass("Again: ")
    if once != again:
        raise InputError("the two were not the same")
    return once


def _known(users: Users, name: str) -> None:
    if not users.roles(name):
        raise InputError(f"there is no user {name!r}", hint="duiding users list shows who there are")


def _roles(names: list[str]) -> tuple[str, ...]:
    if not all(name.strip() for name in names):
        raise InputError("a role has a name", hint="such as manager or analyst")
    return tuple(dict.fromkeys(names))
