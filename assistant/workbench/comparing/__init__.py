"""What changed between two catalogues for the people who ask."""

from assistant.workbench.comparing.differences import Difference, differences

__all__ = ["Difference", "differences"]
