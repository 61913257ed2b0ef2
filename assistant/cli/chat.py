"""``duiding chat``: the chat in the browser."""

from __future__ import annotations

import argparse

from assistant.cli.opening import settings_of


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    from assistant.web.serving import serve

    serve(settings_of(arguments), arguments.host, arguments.port)
    return 0
