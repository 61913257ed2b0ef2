"""From a file that somebody sent to a dataset people can ask about, documented as far as data can tell."""

from assistant.workbench.adding.adder import AddReport, add_file

__all__ = ["AddReport", "add_file"]
