"""Disclosure control: which figures may not be shown, because they or what follows from them betray persons.

:mod:`.rules` says which counts are small, :mod:`.result` judges a table by itself, :mod:`.pattern` what follows from
all sums around it, :mod:`.persons`, :mod:`.oracles` and :mod:`.supports` read what a pasted query would tell.
"""

from assistant.validation.disclosure.cube import Cube, Key, Ladder
from assistant.validation.disclosure.pattern import Protection, protect
from assistant.validation.disclosure.result import beside_each_other, resting, small_cells, withheld_cells
from assistant.validation.disclosure.rules import CountRule, counts_of, metric_rule, rounded, rule_for

__all__ = [
    "CountRule",
    "Cube",
    "Key",
    "Ladder",
    "Protection",
    "beside_each_other",
    "counts_of",
    "metric_rule",
    "protect",
    "resting",
    "rounded",
    "rule_for",
    "small_cells",
    "withheld_cells",
]
