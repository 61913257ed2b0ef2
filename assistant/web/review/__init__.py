"""The pages for analysts: what waits, one answer to judge, and how reviews went."""

from assistant.web.review.application import reviewing

__all__ = ["reviewing"]
