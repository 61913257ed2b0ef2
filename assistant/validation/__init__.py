"""The one way to data: every query, from wherever, is validated here before an engine sees it."""

from assistant.validation.query import (
    Binder,
    BindFailure,
    BoundPlan,
    ColumnGround,
    Grounds,
    Issue,
    Rejection,
    RowGround,
    ValidatedQuery,
)
from assistant.validation.report import CheckReport, check
from assistant.validation.validate import DEFAULT_ROLE, validate_plan, validate_text

__all__ = [
    "DEFAULT_ROLE",
    "BindFailure",
    "Binder",
    "BoundPlan",
    "CheckReport",
    "ColumnGround",
    "Grounds",
    "Issue",
    "Rejection",
    "RowGround",
    "ValidatedQuery",
    "check",
    "validate_plan",
    "validate_text",
]
