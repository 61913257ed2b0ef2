"""The scope of a figure in one dataset: which rows it rests on, and what they are grouped by.

Every levelled dimension gets exactly one level, every dimension with a total either its total or its parts,
every exclusive dimension one member. What cannot be settled without a wrong figure is a :class:`Refusal`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from sqlglot import exp

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Field
from assistant.catalog.graph import conformed, local_field
from assistant.catalog.levels import levels_of
from assistant.catalog.vocabulary import FieldRole
from assistant.plan import MemberFilter, Op, Origin, Reason, Refusal, Split, ValueFilter
from assistant.sql import values
from assistant.sql.ask import Ask, Setting
from assistant.sql.branch import Branch, Key, Scope, field_label
from assistant.sql.leveling import LevelChoice, choose_levels
from assistant.sql.members import leaves_all, looked_up_through
from assistant.sql.rows import Rows
from assistant.sql.totals import leave_to_formula, settle_exclusive, settle_total, totalled
from assistant.sql.unplaced import only_level, unplaced_belong
from assistant.sql.words import refusal

_MEASURED = frozenset({FieldRole.MEASURE, FieldRole.TIME})


def scope(
    setting: Setting,
    ask: Ask,
    name: str,
    make_rows: Callable[[], Rows],
    *,
    leads: bool,
    chooses: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Scope | Refusal:
    """Settle the scope of ``ask`` in dataset ``name``; a dataset that does not lead skips what it does not know.

    Of the fields in ``chooses`` the figures pick the members themselves: a share of the recycled in all waste.
    """
    dataset = setting.catalog.by_name[name]
    known = _known(setting, ask, name, make_rows(), leads=leads)
    if isinstance(known, Refusal):
        return known
    choices = choose_levels(setting, known, name)
    if isinstance(choices, Refusal):
        return choices
    result = Scope(dataset, [], chooses=chooses)
    levelled = {choice.dimension for options in choices for choice in options}
    for combination in product(*choices):
        branch = Branch(make_rows())
        for choice in combination:
            if (no := _level(setting, known, branch, choice, result)) is not None:
                return no
        if (no := _plain(setting, known, branch, levelled, result)) is not None:
            return no
        _keys(setting, known, branch, combination, result)
        result.branches.append(branch)
    return result


def _known(setting: Setting, ask: Ask, name: str, rows: Rows, *, leads: bool) -> Ask | Refusal:
    """Return ``ask`` without the splits and filters this dataset does not know, or refuse when it should know them."""
    for item in (*ask.splits, *ask.filters):
        at_home = not isinstance(item, Split) and item.origin is Origin.HOME
        if leads and not at_home and not rows.reaches(item.field):
            return refusal(
                Reason.NOT_COMPARABLE,
                "not_comparable",
                setting.language,
                dataset=setting.dataset_title(name),
                metric=setting.label(ask.metrics[0]),
                field=field_label(setting, item.field),
            )
    splits = tuple(split for split in ask.splits if rows.reaches(split.field))
    filters = tuple(item for item in ask.filters if rows.reaches(item.field))
    return replace(ask, splits=splits, filters=filters)


def _level(setting: Setting, ask: Ask, branch: Branch, choice: LevelChoice, result: Scope) -> Refusal | None:
    """Add the conditions that fix one level, and the member filters on the levelled dimension."""
    own = branch.rows.own(choice.own) if choice.through is None else branch.rows.column(choice.through)
    if choice.total is not None:
        branch.where.append(
            values.one_of(own, [values.literal(result.dataset.fields_by_name[choice.own], choice.total)])
        )
        result.fixed.add(choice.own)
        return None
    placed: list[exp.Expr] = []
    catalog = setting.catalog
    if choice.level_field is not None and choice.row_level is not None:
        level_field = catalog.field(choice.level_field)
        column = branch.rows.column(choice.level_field)
        if not choice.first:
            column = branch.rows.ancestor(choice.dimension, own, choice.own, choice.level_field.field)
        placed.append(values.one_of(column, [values.literal(level_field, choice.row_level)]))
    for alternatives in choice.limits:
        any_of = []
        for limit in alternatives:
            target, documented = own.copy(), _documented(setting, choice, result)
            if limit.ancestor is not None:
                target, documented = branch.rows.column(limit.ancestor), catalog.field(limit.ancestor)
            any_of.append(values.compare(documented, target, limit.op, limit.values))
        placed.append(any_of[0] if len(any_of) == 1 else exp.paren(values.some(any_of)))
        if choice.through is not None:
            continue
        one = len(alternatives) == 1 and alternatives[0].ancestor is None and alternatives[0].op is Op.IN
        if one and len(alternatives[0].values) == 1:
            result.fixed.add(choice.own)
    if choice.through is not None:
        branch.where.extend(placed)
        return None
    if placed and unplaced_belong(setting, choice, result):
        result.unplaced.add(choice.own)
        placed = _with_unplaced(setting, branch, choice, placed, result)
    branch.where.extend(placed)
    if choice.alone:
        result.fixed.add(choice.own)
    if choice.row_level != choice.level:
        result.summed.add(choice.own)
    return None


def _documented(setting: Setting, choice: LevelChoice, result: Scope) -> Field:
    """Return the documentation of the column that says where a row lies."""
    return setting.catalog.field(choice.through or FieldRef(result.dataset.name, choice.own))


def _with_unplaced(
    setting: Setting, branch: Branch, choice: LevelChoice, placed: list[exp.Expr], result: Scope
) -> list[exp.Expr]:
    """Keep the rows whose place is missing, or unknown to the dimension, beside those of the level."""
    if not choice.limits and only_level(setting, choice, result):
        return []
    assert choice.level_field is not None
    unknown = exp.Is(this=branch.rows.column(choice.level_field), expression=exp.Null())
    return [exp.paren(values.some([exp.paren(exp.and_(*placed)), unknown]))]


def _plain(setting: Setting, ask: Ask, branch: Branch, levelled: set[FieldRef], result: Scope) -> Refusal | None:
    """Add the filters on dimensions without levels, the totals and the exclusive members."""
    filtered: dict[str, list[MemberFilter]] = {}
    for item in ask.filters:
        if isinstance(item, MemberFilter) and conformed(setting.catalog, item.field) in levelled:
            continue
        documented = setting.catalog.field(item.field)
        own = local_field(setting.catalog, result.dataset.name, item.field)
        if own is None and leaves_all(setting, item) and totalled(setting, result.dataset, item.field):
            continue  # every part is in, and so is the total, which finds no partner
        chosen = item.values if isinstance(item, ValueFilter) else tuple(member.value for member in item.members)
        branch.where.append(values.compare(documented, branch.rows.key(item.field), item.op, chosen))
        if own is not None and isinstance(item, MemberFilter):
            filtered.setdefault(own.field, []).append(item)
            if item.op is Op.IN and len(item.members) == 1:
                result.fixed.add(own.field)
    split_fields = {_own_name(setting, result.dataset.name, split.field) for split in ask.splits}
    for own_field in result.dataset.fields:
        if own_field.role in _MEASURED:
            continue
        ref = FieldRef(result.dataset.name, own_field.name)
        if conformed(setting.catalog, ref) in levelled:
            continue
        picked = {
            member.value for item in filtered.get(own_field.name, ()) if item.op is Op.IN for member in item.members
        }
        untouched = own_field.name not in filtered and own_field.name not in split_fields
        if untouched and own_field.name in result.chooses:
            leave_to_formula(setting, branch, ref, result.chooses[own_field.name])
            continue
        divided = own_field.name in split_fields or own_field.name in filtered or looked_up_through(setting, ask, ref)
        no = settle_total(setting, branch, ref, picked, result, split=own_field.name in split_fields, divided=divided)
        no = no or settle_exclusive(setting, branch, ref, picked, result, split=own_field.name in split_fields)
        if no is not None:
            return no
    return None


def _keys(setting: Setting, ask: Ask, branch: Branch, levels: tuple[LevelChoice, ...], result: Scope) -> None:
    catalog = setting.catalog
    for split in ask.splits:
        choice = next((item for item in levels if item.dimension == conformed(catalog, split.field)), None)
        own = local_field(catalog, result.dataset.name, split.field)
        summed = choice is not None and choice.ancestor is not None and choice.row_level != choice.level
        if choice is not None and choice.ancestor is not None and summed:
            code: exp.Expr = branch.rows.column(choice.ancestor)
        else:
            unplaced = own is not None and own.field in result.unplaced
            # A code that the dimension does not know is no member: it goes with the rows without one.
            code = (
                branch.rows.column(choice.dimension)
                if unplaced and choice is not None
                else branch.rows.key(split.field)
            )
            if own is not None:
                result.grouped.add(own.field)
        label_ref = label_of(setting, result.dataset.name, split.field)
        label: exp.Expr | None = None
        if label_ref is not None:
            label = branch.rows.column(label_ref)
            if choice is not None and summed:
                level = choice.level or ""
                same = label_ref.dataset == choice.dimension.dataset and not choice.ancestor_is_label
                label = branch.rows.ancestor(choice.dimension, code, level, label_ref.field) if same else code.copy()
        branch.keys.append(Key(split, code, label, choice.rank if choice else 0))


def label_of(setting: Setting, dataset: str, ref: FieldRef) -> FieldRef | None:
    """Return the field with the labels of ``ref``: beside it, else beside the dataset's own column for it."""
    documented = setting.catalog.field(ref)
    if documented.label_field is not None:
        return FieldRef(ref.dataset, documented.label_field)
    own = local_field(setting.catalog, dataset, ref)
    if own is not None and (name := setting.catalog.field(own).label_field) is not None:
        return FieldRef(own.dataset, name)
    return None


def _own_name(setting: Setting, dataset: str, ref: FieldRef) -> str | None:
    own = local_field(setting.catalog, dataset, ref)
    return own.field if own is not None else None


def has_levels(setting: Setting, ref: FieldRef) -> bool:
    """Whether a field holds several levels."""
    return levels_of(setting.catalog, ref) is not None
