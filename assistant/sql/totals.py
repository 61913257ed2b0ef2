"""A total or its parts, one alternative or a split by them: members that are never added up."""

from __future__ import annotations

from sqlglot import exp

from assistant.catalog.catalog import FieldRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.graph import conformed
from assistant.errors import InternalError
from assistant.plan import Refusal
from assistant.sql import values
from assistant.sql.ask import Setting
from assistant.sql.branch import Branch, Scope, not_additive
from assistant.sql.members import goes_through


def settle_total(
    setting: Setting,
    branch: Branch,
    ref: FieldRef,
    picked: set[str],
    result: Scope,
    *,
    split: bool,
    divided: bool,
) -> Refusal | None:
    """Take the total when nothing divides it, the parts when something does, never both."""
    documented = setting.catalog.field(ref)
    total = documented.total or setting.catalog.field(conformed(setting.catalog, ref)).total
    if total is None:
        return None
    if picked:
        if total in picked and len(picked) > 1 and not split:
            return not_additive(setting, result.dataset, ref)
        return None
    profile = setting.profile.field(ref)
    if profile is not None and profile.complete and total not in profile.by_value:
        return None
    column, code = branch.rows.own(ref.field), values.literal(documented, total)
    if divided:
        branch.where.append(exp.NullSafeNEQ(this=column, expression=code))
    else:
        branch.where.append(exp.EQ(this=column, expression=code))
        result.fixed.add(ref.field)
    return None


def leave_to_formula(setting: Setting, branch: Branch, ref: FieldRef, named: frozenset[str]) -> None:
    """Keep the parts only where the figure picks its members itself; where it names the total, that too is its own."""
    documented = setting.catalog.field(ref)
    total = documented.total or setting.catalog.field(conformed(setting.catalog, ref)).total
    if total is not None and total not in named:
        branch.where.append(
            exp.NullSafeNEQ(this=branch.rows.own(ref.field), expression=values.literal(documented, total))
        )


def totalled(setting: Setting, dataset: Dataset, field: FieldRef) -> bool:
    """Whether ``field`` is looked up through a field that has a total."""
    own = [FieldRef(dataset.name, item.name) for item in dataset.fields]
    starts = [ref for ref in own if goes_through(setting, field, ref)]
    catalog = setting.catalog
    return any(catalog.field(ref).total or catalog.field(conformed(catalog, ref)).total for ref in starts)


def settle_exclusive(
    setting: Setting, branch: Branch, ref: FieldRef, picked: set[str], result: Scope, *, split: bool
) -> Refusal | None:
    """Fix one of the alternatives, or split by them; they are never added up."""
    documented = setting.catalog.field(ref)
    shared = setting.catalog.field(conformed(setting.catalog, ref))
    if not (documented.exclusive or shared.exclusive) or split or len(picked) == 1:
        return None
    if picked:
        return not_additive(setting, result.dataset, ref)
    default = documented.default or shared.default
    if default is None:
        raise InternalError(f"a plan must fix or split {ref}: its members are alternatives")
    branch.where.append(values.one_of(branch.rows.own(ref.field), [values.literal(documented, default)]))
    result.fixed.add(ref.field)
    return None
