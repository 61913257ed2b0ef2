"""Which chart fits: the form that shows what the plan asks, and none for a single figure."""

from __future__ import annotations

from enum import StrEnum

from assistant.catalog.formula import formula
from assistant.explanation.shown import Shown
from assistant.plan import Change, CountMembers, CountPeriods, Per, Rank, Ratio, Share, underlying

_MOST_BARS = 40
_MOST_LINES = 8
_MOST_PARTS = 8
_LEAST_ON_MAP = 4
#: How many bars of one group may stand side by side.
_MOST_BESIDE = 4


class Form(StrEnum):
    """The forms of chart."""

    LINE = "line"
    BAR = "bar"
    DOT = "dot"
    SLOPE = "slope"
    STACKED = "stacked"
    MAP = "map"
    NONE = "none"


def form_of(shown: Shown) -> Form:
    """Return the form for what is shown; too many members to read is no chart."""
    columns = figure_columns(shown)
    if not columns or isinstance(underlying(shown.plan.calculation), Rank | CountMembers | CountPeriods):
        return Form.NONE
    held = [row for row in range(len(shown.rows)) if shown.value(row, columns[0]) is not None]
    if len(held) < 2:
        return Form.NONE
    if shown.time is not None:
        lines = {tuple(shown.label(row, one) for one in shown.dimensions) for row in held}
        periods = {shown.rows[row][shown.time] for row in held}
        return Form.LINE if len(lines) * len(columns) <= _MOST_LINES and len(periods) > 1 else Form.NONE
    if not shown.dimensions or len(shown.rows) > _MOST_BARS:
        return Form.NONE
    if is_slope(shown):
        return Form.SLOPE
    if _is_whole(shown):
        return Form.STACKED
    if has_map(shown):
        return Form.MAP
    return Form.DOT if any((row, columns[0]) in shown.margins for row in held) else Form.BAR


def figure_columns(shown: Shown) -> tuple[int, ...]:
    """Return the columns that are drawn: both ends of a slope; the calculated figure; else the metrics of one unit.

    Figures of different units share no axis: then the first metric only.
    """
    if is_slope(shown):
        return shown.metrics
    if shown.calculations:
        return shown.calculations[:1]
    return tuple(one for one in shown.metrics if shown.unit(one) == shown.unit(shown.metrics[0]))


def is_slope(shown: Shown) -> bool:
    """Whether a few members stand at two periods each."""
    change = isinstance(underlying(shown.plan.calculation), Change)
    return change and shown.time is None and len(shown.metrics) == 2 and 1 < len(shown.rows) <= _MOST_LINES


def has_map(shown: Shown) -> bool:
    """Whether the members have documented shapes and a figure that colour may show.

    Colour is for figures that do not grow with the size of an area: shares, means, figures per inhabitant. A count
    stands in bars, for on a map a large place would only look like much. A few of a ranking are no map either.
    """
    if len(shown.dimensions) != 1 or len(shown.plan.splits) != 1 or shown.plan.limit is not None or shown.margins:
        return False
    shapes = shown.catalog.shapes.get(shown.plan.splits[0].field)
    if shapes is None or len(figure_columns(shown)) != 1 or not _is_relative(shown):
        return False
    rows, column = range(len(shown.rows)), shown.dimensions[0]
    placed = [row for row in rows if str(shown.code(row, column)) in shapes.by_member]
    return len(placed) >= _LEAST_ON_MAP and all(row in placed for row in rows if not shown.nobody(row))


def _is_relative(shown: Shown) -> bool:
    if isinstance(underlying(shown.plan.calculation), Per | Ratio):
        return True
    return shown.plan.calculation is None and not formula(shown.catalog, shown.plan.metrics[0]).additive


def grouping(shown: Shown) -> int | None:
    """Return the dimension whose few members stand side by side in every group of a split by two; else None.

    "Begroot en gerealiseerd per taakveld": a pair of bars for each taakveld.
    """
    if shown.time is not None or len(shown.dimensions) != 2 or len(figure_columns(shown)) != 1:
        return None
    counted = {one: len({shown.label(row, one) for row in range(len(shown.rows))}) for one in shown.dimensions}
    fewest = min(shown.dimensions, key=lambda one: counted[one])
    return fewest if 1 < counted[fewest] <= _MOST_BESIDE else None


def _is_whole(shown: Shown) -> bool:
    """Whether the rows are the parts of one whole: shares of a split that add up to a hundred."""
    wanted = underlying(shown.plan.calculation)
    if not isinstance(wanted, Share) or len(shown.dimensions) != 1 or len(shown.rows) > _MOST_PARTS:
        return False
    if wanted.field not in {split.field for split in shown.plan.splits}:
        return False
    shares = [shown.value(row, shown.calculations[0]) for row in range(len(shown.rows)) if shown.calculations]
    known = [float(one) for one in shares if one is not None and one >= 0]
    return len(known) == len(shown.rows) and abs(sum(known) - 100) < 0.1
