"""What the reader sees: sentence, chart, caveats, prompts and sources, in Dutch and English.

Every figure in a text comes from a result cell or from a declared calculation on cells; :mod:`.grounding` proves it.
The words themselves live in ``words/nl.yaml`` and ``words/en.yaml``.
"""
