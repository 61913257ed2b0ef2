"""Texts that a catalogue lacks, suggested by a language model as drafts for the person who keeps it."""

from assistant.workbench.drafting.drafts import AT_ONCE, Draft, drafts
from assistant.workbench.drafting.wanting import Wanting, wanting

__all__ = ["AT_ONCE", "Draft", "Wanting", "drafts", "wanting"]
