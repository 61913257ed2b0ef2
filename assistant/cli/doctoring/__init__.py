"""What ``duiding doctor`` looks at: this machine, the state folder, the records, the catalogue and its engine."""

from assistant.cli.doctoring.findings import Finding, State
from assistant.cli.doctoring.look import examine

__all__ = ["Finding", "State", "examine"]
