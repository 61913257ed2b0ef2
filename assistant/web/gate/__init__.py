"""What stands before everything that is served: who asks, from where, how much, and how the answer may be used."""

from assistant.web.gate.gate import ASKED, PERSON, Gate, Stamp

__all__ = ["ASKED", "PERSON", "Gate", "Stamp"]
