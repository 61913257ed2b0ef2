"""Duiding: questions about a municipality, answered from a documented catalogue with their caveats."""

__version__ = "0.1.0"
