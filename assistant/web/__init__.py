"""Pages beside the chat: an answer by its address, what people add to it, and the files for a meeting."""

from assistant.web.pages import pages

__all__ = ["pages"]
