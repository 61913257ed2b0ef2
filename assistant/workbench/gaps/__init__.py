"""What people asked and the catalogue could not answer, grouped and counted, and how to start mending it."""

from assistant.workbench.gaps.gap import Gap, GapKind
from assistant.workbench.gaps.grouping import find_gaps
from assistant.workbench.gaps.starting import start

__all__ = ["Gap", "GapKind", "find_gaps", "start"]
