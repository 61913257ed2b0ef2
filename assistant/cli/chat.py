"""``duiding chat``: the chat in the browser."""

from __future__ import annotations

import argparse

from assistant.cli.opening import settings_of


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    from assistant.chat.app import serve
    from assistant.web import pages

    serve(settings_of(arguments), arguments.host, arguments.port, {"/answers": pages})
    return 0
