"""``duiding mcp``: the assistant as tools for another program, by the Model Context Protocol."""

from __future__ import annotations

import argparse
import getpass
from contextlib import closing

from assistant.answering.live import LiveAssistant
from assistant.cli.opening import settings_of
from assistant.errors import InputError


def run(arguments: argparse.Namespace) -> int:
    """Serve over standard input and output until the other side hangs up."""
    from assistant.tools.protocol import server
    from assistant.tools.toolbox import Toolbox

    with closing(LiveAssistant(settings_of(arguments))) as live:
        user = arguments.user or _own_name()
        with live.using() as assistant:
            acts = assistant.role_of(user, arguments.role)
        if acts != arguments.role:
            raise InputError(
                f"{user!r} has no role {arguments.role!r}", hint=f"duiding users role {user} … gives roles"
            )
        server(Toolbox(live, user=user, role=acts, as_of=arguments.as_of)).run("stdio")
    return 0


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise InputError("in whose name is asked?", hint="give --user NAME") from None
