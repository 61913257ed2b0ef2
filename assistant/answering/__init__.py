"""The whole flow: a question, a checked query, an explained answer."""

from assistant.answering.assistant import Assistant
from assistant.answering.queries import QueryReport

__all__ = ["Assistant", "QueryReport"]
