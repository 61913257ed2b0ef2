"""Finds the periods of a question: calendar and relative periods first, then the frames around them."""

from assistant.language.periods.find import find

__all__ = ["find"]
