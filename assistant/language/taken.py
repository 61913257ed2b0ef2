"""Which stretch of a text is spoken for already."""

from __future__ import annotations


class Taken:
    """Marks stretches as taken; asking is as quick for a long text as for a short one."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length + 1)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing in ``[start, end)`` is taken yet."""
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Take ``[start, end)``."""
        self._marks[start:end] = b"\x01" * (end - start)
