"""Finds the operators of a question: word patterns from the lists, one list a kind of operator."""

from assistant.language.cues.find import find

__all__ = ["find"]
