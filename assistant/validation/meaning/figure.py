"""One documented figure as a value carries it, and what becomes of figures side by side, in a union, or divided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sqlglot import exp

from assistant.catalog.catalog import FieldRef
from assistant.validation.frames import Name
from assistant.validation.meaning.spreads import UNMENTIONED, Kind, Spread, Value


@dataclass(frozen=True)
class Figure:
    """One documented figure as a value carries it.

    ``ratio``: it may not be added up; ``summed``: it is a sum of its rows; ``repeated``: a join repeats its rows;
    ``made``: the query itself made a ratio or mean of it.
    """

    name: str
    ref: FieldRef
    ratio: bool
    summed: bool
    repeated: bool
    spreads: tuple[Spread, ...]
    made: bool = False

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """What tells it from others, as far as a rule can see."""
        seen = tuple((item.kind, item.field, item.via, item.settled, item.way) for item in self.spreads)
        return (self.ref, self.ratio, self.made, self.summed, self.repeated, seen)


def seen_as(figure: Figure, alias: str) -> Figure:
    """Return a figure of a derived table as a query sees it that reads it as ``alias``."""
    spreads = tuple(
        replace(item, via=tuple((role, (alias, name[1])) for role, name in item.via)) for item in figure.spreads
    )
    return replace(figure, spreads=spreads)


def own_total(above: tuple[Figure, ...], below: tuple[Figure, ...]) -> bool:
    """Whether a figure is divided by a sum of itself: a share, which may be added up to the whole."""
    return all(one.summed for one in below) and {one.ref for one in below} <= {one.ref for one in above}


def is_scale(node: exp.Expr) -> bool:
    """Whether a factor or divisor is a power of ten: it turns a share into a percentage and changes nothing else."""
    node = node.unnest()
    return isinstance(node, exp.Literal) and not node.is_string and node.name.strip("0.") in ("1", "")


def uncovered(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return figures that no longer tell which periods they cover: a sum by three is a year's mean again."""
    return tuple(
        replace(one, spreads=tuple(item for item in one.spreads if item.kind is not Kind.COVERED)) for one in figures
    )


def once(figures: Iterator[Figure] | tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return figures without those that no rule could tell from one before."""
    return tuple({one.identity: one for one in figures}.values())


def merged(per_branch: list[tuple[exp.Select, list[Figure]]], names: list[str]) -> tuple[Figure, ...]:
    """Return the figures of a set operation: what each branch settles in its own way varies over all of them."""
    ways: dict[tuple[object, object], set[object]] = {}
    for at, (_, figures) in enumerate(per_branch):
        for one in figures:
            for spread in one.spreads:
                way: object = spread.way if spread.settled and spread.way else at
                ways.setdefault((spread.kind, spread.field), set()).add(way)
    tags = tuple(("value", ("", name)) for name in _tags([select for select, _ in per_branch], names))
    together = []
    for _, figures in per_branch:
        for one in figures:
            spreads = []
            for spread in one.spreads:
                several = spread.settled and len(ways[spread.kind, spread.field]) > 1
                spreads.append(_opened(spread, tags) if several else spread)
            together.append(replace(one, spreads=tuple(spreads)))
    return once(tuple(together))


def _opened(spread: Spread, tags: tuple[tuple[str, Name], ...]) -> Spread:
    left = UNMENTIONED if spread.total is None else (Value(spread.total), *UNMENTIONED)
    return replace(spread, single=False, left=left, via=(*spread.via, *tags), doubtful=False)


def _tags(selects: list[exp.Select], names: list[str]) -> Iterator[str]:
    """Yield the output columns in which every branch writes another constant."""
    for at, name in enumerate(names):
        items = [select.selects[at].unalias() for select in selects if at < len(select.selects)]
        constant = len(items) == len(selects) and all(isinstance(item, exp.Literal) for item in items)
        if constant and len({item.name for item in items}) == len(items):
            yield name
