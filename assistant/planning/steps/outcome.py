"""What a step of the grammar may give back: nothing (go on), a question back, a refusal, or a catalogue question."""

from __future__ import annotations

from assistant.plan import CatalogQuestion, Clarification, Refusal

Outcome = CatalogQuestion | Clarification | Refusal | None
