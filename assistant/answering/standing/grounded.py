"""Proof that a change taken apart says only what its parts are: each figure beside its own part, nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from assistant.answering.standing.moved import Moved
from assistant.explanation.grounding import Fact, check, grounds_of, with_figures

_log = logging.getLogger(__name__)
_DECIMALS = frozenset(range(8))
_KINDS = frozenset({"other", "percent", "points", "euro"})


def grounded(
    text: str, whole: Moved, parts: Iterable[tuple[str, Fraction]], names: Iterable[str], others: tuple[int, Fraction]
) -> bool:
    """Whether ``text`` says only the change of ``whole``, its ``parts`` (label, what it adds) and these ``names``.

    ``others`` is how many parts are told together, and their sum. What fails is reported in the log, for the
    maintainer of the house: a text that is not proven is not shown.
    """
    parts = tuple(parts)
    labels = frozenset(label for label, _ in parts)
    base = grounds_of(whole.shown, (), names)
    count, rest = others
    together = [_fact(whole.rows[0][2], frozenset()), *([_fact(rest, frozenset())] if count else [])]
    facts = (*base.facts, *_facts(parts), *together)
    wider = replace(base, facts=facts, members=base.members | labels, names=base.names | labels)
    wrong = check(text, with_figures(wider, [count] if count else []))
    if wrong:
        _log.error(
            "a change in parts was not grounded: %s | %s", "; ".join(f"{one.text!r}: {one.why}" for one in wrong), text
        )
    return not wrong


def _facts(parts: Iterable[tuple[str, Fraction]]) -> Iterator[Fact]:
    for label, adds in parts:
        yield _fact(adds, frozenset({label}))


def _fact(value: Fraction, owners: frozenset[str]) -> Fact:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fact(exact, _KINDS, _DECIMALS, owners=owners, move=True)
