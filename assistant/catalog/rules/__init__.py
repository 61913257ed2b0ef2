"""The rules of the catalogue, one small file each; this list is their table of contents."""

from __future__ import annotations

from assistant.catalog.rules.base import Rule

RULES: tuple[Rule, ...] = ()
