"""Whether a figure may be worked out over the members that a scope leaves together."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import Component
from assistant.catalog.text import Text
from assistant.catalog.vocabulary import Aggregation
from assistant.plan import Refusal
from assistant.sql.ask import Setting
from assistant.sql.branch import Scope, not_additive

#: Worked out anew these need the rows underneath; from figures per member they would be an average of averages.
_FROM_ROWS = frozenset({Aggregation.MEAN, Aggregation.MEDIAN})


def check(setting: Setting, component: Component, scope: Scope, metric: Text) -> Refusal | None:
    """Refuse a figure that would combine published figures of several members.

    The primary key says what one row is: a key field that is neither fixed nor grouped is what gets combined.
    """
    for name in open_keys(setting, component, scope):
        published = component.kind is Aggregation.NONE
        if published or (component.kind in _FROM_ROWS and name in scope.summed):
            return not_additive(setting, scope.dataset, FieldRef(scope.dataset.name, name), metric)
    return None


def open_keys(setting: Setting, component: Component, scope: Scope) -> tuple[str, ...]:
    """Return the key fields whose members the figure takes together."""
    settled = scope.fixed | (scope.grouped - scope.summed) | {component.time}
    return tuple(
        name
        for name in scope.dataset.primary_key
        if name not in settled and not _one_member(setting, FieldRef(scope.dataset.name, name))
    )


def guarded(component: Component, scope: Scope) -> bool:
    """Whether SQL must see to it that a published figure is one row: without a primary key nothing else can."""
    return component.kind is Aggregation.NONE and not scope.dataset.primary_key


def _one_member(setting: Setting, ref: FieldRef) -> bool:
    profile = setting.profile.field(ref)
    return profile is not None and profile.complete and len(profile.members) == 1
