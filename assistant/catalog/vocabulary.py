"""The closed word lists of the format: roles, datatypes, grains, aggregations, severities, forms."""

from __future__ import annotations

from enum import StrEnum


class FieldRole(StrEnum):
    """What a field is for."""

    KEY = "key"
    DIMENSION = "dimension"
    TIME = "time"
    MEASURE = "measure"
    ATTRIBUTE = "attribute"
    HIDDEN = "hidden"


class Datatype(StrEnum):
    """How a stored value is read; Apache Ossie's names."""

    STRING = "String"
    INTEGER = "Integer"
    DECIMAL = "Decimal"
    FLOAT = "Float"
    BOOLEAN = "Boolean"
    DATE = "Date"
    DATETIME = "DateTime"


class Grain(StrEnum):
    """The length of a period, coarse to fine; a school year stands beside the year."""

    YEAR = "year"
    SCHOOLYEAR = "schoolyear"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Aggregation(StrEnum):
    """How the values of a measure become one figure."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    COUNT = "count"
    COUNT_DISTINCT = "count_distinct"
    NONE = "none"


class OverTime(StrEnum):
    """How a figure behaves over time: a flow is summed, a stock takes its last period."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    NONE = "none"


class Reference(StrEnum):
    """At which moment of its period a stock was counted."""

    START = "start"
    END = "end"
    AVERAGE = "average"


class Better(StrEnum):
    """Whether a rise may be called good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Severity(StrEnum):
    """How loudly a caveat speaks: beside the figure, under it, or folded away."""

    BLOCKING = "blocking"
    IMPORTANT = "important"
    NOTE = "note"


class ShownFor(StrEnum):
    """The forms of question that a caveat can be limited to."""

    VALUE = "value"
    SERIES = "series"
    CHANGE = "change"
    COMPARISON = "comparison"
    RANKING = "ranking"
    SUM = "sum"
    RATIO = "ratio"
