"""The one question that every kind of login answers."""

from __future__ import annotations

from typing import Protocol

from assistant.entrance.asked import Asked, Known


class Who(Protocol):
    """Tells whose request it is.

    Returns None when it cannot tell, so that the next kind may try; raises :class:`assistant.entrance.Barred` when
    what was shown is wrong.
    """

    def known(self, asked: Asked) -> Known | None:
        """Return whose request this is."""
        ...
