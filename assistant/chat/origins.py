"""Which pages may open a connection to the chat: its own, by each name that this machine goes by."""

from __future__ import annotations


def origins(host: str, port: int) -> list[str]:
    """Return the origins of the chat's own page."""
    names = dict.fromkeys((f"[{host}]" if ":" in host else host, "localhost", "127.0.0.1", "[::1]"))
    return [f"http://{name}:{port}" for name in names]
