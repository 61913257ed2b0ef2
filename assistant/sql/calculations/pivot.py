"""Figures of several members or periods of one row: each side becomes a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.text import Text
from assistant.sql import values
from assistant.sql.names import aliased, col, slug
from assistant.sql.query import OutputColumn
from assistant.sql.result import Making, label_of_figure, metric_column, read, support_column
from assistant.sql.shape import Shape
from assistant.sql.words import heading


@dataclass(frozen=True)
class Side:
    """One side: the value of the pivoted column, and what it is called in names and headings."""

    value: str
    name: str
    label: Text


@dataclass(frozen=True)
class Pivoted:
    """The relation with a column per metric and side (in order), their descriptions and the counts behind them."""

    shape: Shape
    names: dict[MetricRef, tuple[str, ...]]
    columns: dict[MetricRef, tuple[OutputColumn, ...]]
    supports: tuple[OutputColumn, ...]


def pivot(making: Making, shape: Shape, by: str, sides: Sequence[Side], name: str, without: FieldRef | None) -> Pivoted:
    """Add a relation in which every value of column ``by`` in ``sides`` has its own columns."""
    keys = shape.key_columns(without, time=by != shape.time)
    # A label may differ between periods; the code makes the row.
    labels = {item.name for item in shape.splits if item.labelled}
    tree = read(shape.relation).select(
        *(aliased(exp.Max(this=col(key)), key) if key in labels else col(key) for key in keys), copy=False
    )
    names: dict[MetricRef, tuple[str, ...]] = {}
    columns: dict[MetricRef, tuple[OutputColumn, ...]] = {}
    supports: dict[str, OutputColumn] = {}
    side_names = [slug(f"x_{side.name}")[2:] for side in sides]
    if len(set(side_names)) < len(side_names):
        side_names = [f"{known}_{number}" for number, known in enumerate(side_names, 1)]

    def picked(column: str, side: Side, target: str) -> exp.Expr:
        where = exp.Where(this=exp.EQ(this=col(by), expression=values.text(side.value)))
        return aliased(exp.Filter(this=exp.Max(this=col(column)), expression=where), target)

    for ref, column in shape.metrics.items():
        found = []
        for side, side_name in zip(sides, side_names, strict=True):
            target = f"{column}_{side_name}"
            tree = tree.select(picked(column, side, target), copy=False)
            counts = []
            for count in shape.counts[ref]:
                renamed = f"{count}_{side_name}"
                if count != column and renamed not in supports:
                    supports[renamed] = support_column(making.setting, ref, renamed)
                    tree = tree.select(picked(count, side, renamed), copy=False)
                counts.append(renamed)
            label = heading("beside", label=label_of_figure(making.setting, ref), which=side.label)
            found.append(metric_column(making.setting, ref, target, tuple(counts), label))
        names[ref], columns[ref] = tuple(item.name for item in found), tuple(found)
    if grouped := [key for key in keys if key not in labels]:
        tree = tree.group_by(*(col(key) for key in grouped), copy=False)
    relation = making.query.add(name, tree)
    splits = tuple(item for item in shape.splits if item.split.field != without)
    time = None if by == shape.time else shape.time
    return Pivoted(Shape(relation, splits, time, shape.grain, shape.ranked), names, columns, tuple(supports.values()))
