"""The parts of a scope: branches with their rows, conditions and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from assistant.catalog.catalog import FieldRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.text import Text
from assistant.plan import Reason, Refusal, Split
from assistant.sql.ask import Setting
from assistant.sql.rows import Rows
from assistant.sql.words import refusal


@dataclass(frozen=True)
class Key:
    """What one split groups by in a branch: the code, the label people see, and the rank of its level."""

    split: Split
    code: exp.Expr
    label: exp.Expr | None
    rank: int = 0


@dataclass
class Branch:
    """One SELECT over the dataset: its rows, conditions and keys (a comparison across levels has several)."""

    rows: Rows
    where: list[exp.Expr] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)


@dataclass
class Scope:
    """All branches, with what the additivity check must know about the dataset's own key fields."""

    dataset: Dataset
    branches: list[Branch]
    fixed: set[str] = field(default_factory=set)
    grouped: set[str] = field(default_factory=set)
    summed: set[str] = field(default_factory=set)
    unplaced: set[str] = field(default_factory=set)
    chooses: Mapping[str, frozenset[str]] = field(default_factory=dict)


def field_label(setting: Setting, ref: FieldRef) -> Text:
    """Return what people call a field."""
    documented: Field = setting.catalog.field(ref)
    return documented.label or Text(nl=documented.name, en=documented.name)


def not_additive(setting: Setting, dataset: Dataset, ref: FieldRef, metric: Text | None = None) -> Refusal:
    """Return the refusal to add up the members of ``ref``."""
    return refusal(
        Reason.NOT_ADDITIVE,
        "not_additive_members",
        setting.language,
        metric=metric or setting.dataset_title(dataset.name),
        field=field_label(setting, ref),
    )
