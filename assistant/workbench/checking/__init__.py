"""Do the data still match their documentation? For a scheduler, after each delivery."""

from assistant.workbench.checking.checker import DataReport, check_data

__all__ = ["DataReport", "check_data"]
