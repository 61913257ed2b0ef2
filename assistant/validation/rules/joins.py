"""Joins as documented: along a relationship, or on what makes a row of one side unique. No sum over repeated rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.catalog.vocabulary import FieldRole
from assistant.validation.frames import Frame, Name, frame_of
from assistant.validation.keys import SINGLE, unique_key
from assistant.validation.lineage import Lineage
from assistant.validation.query import Issue
from assistant.validation.values import SUMMING, carried
from assistant.validation.view import View
from assistant.validation.wording import issue, say

_MATCHING = (FieldRole.KEY, FieldRole.DIMENSION, FieldRole.TIME, FieldRole.HIDDEN, FieldRole.ATTRIBUTE)


def check(tree: exp.Query, view: View, lineage: Lineage) -> Iterator[Issue]:
    """Yield joins outside the documented paths, and sums of what a join repeats."""
    for scope in lineage.scopes:
        select = scope.expression
        if isinstance(select, exp.Select) and select.args.get("joins"):
            yield from _select(select, scope, view, lineage)


def _select(select: exp.Select, scope: Scope, view: View, lineage: Lineage) -> Iterator[Issue]:
    frame = frame_of(scope)
    pairs = [pair for a, b in frame.pairs for pair in ((a, b), (b, a)) if _correspond(a, b, scope, view, lineage)]
    origin = select.args["from_"].this
    earlier = [origin.alias_or_name]
    repeated: set[str] = set()
    for join in select.args["joins"]:
        name = join.this.alias_or_name
        filters_only = (join.args.get("kind") or "").upper() in ("SEMI", "ANTI")
        linked = {a[0] for a, b in pairs if b[0] == name and a[0] in earlier}
        new_once = _covered(name, set(earlier), frame, pairs, view)
        old_once = any(_covered(old, {name}, frame, pairs, view) for old in earlier)
        self_join = any(_same_key(a, b, scope, view, lineage) for a, b in pairs if b[0] == name and a[0] in earlier)
        by_relationship = _related(name, earlier, pairs, scope, view, lineage)
        constant = _is_constant(scope, name) or all(_is_constant(scope, old) for old in earlier)
        fine = new_once or old_once or self_join or by_relationship or constant
        if filters_only:
            fine = bool(linked) or constant
        elif (
            not linked
            and not constant
            and not _single(scope, name, frame, view)
            and not all(_single(scope, old, frame, view) for old in earlier)
        ):
            fine = False
        if not fine:
            yield _undocumented(join, origin, name, scope, view)
        elif not filters_only:
            repeated |= set() if new_once or by_relationship else set(earlier)
            repeated |= set() if old_once else {name}
            earlier.append(name)
            continue
        if not filters_only:
            earlier.append(name)
    yield from _sums(select, scope, repeated, view, lineage)


def _covered(name: str, others: set[str], frame: Frame, pairs: list[tuple[Name, Name]], view: View) -> bool:
    """Whether at most one row of ``name`` belongs to each row of the others."""
    source = frame.scope.sources.get(name)
    key = unique_key(source, view)
    if key is None:
        return False
    held = {column for alias, column in frame.held() if alias == name}
    return key <= held | {a[1] for a, b in pairs if a[0] == name and b[0] in others}


def _single(scope: Scope, name: str, frame: Frame, view: View) -> bool:
    key = unique_key(scope.sources.get(name), view)
    held = {column for alias, column in frame.held() if alias == name}
    return key is not None and (key == SINGLE or key <= held)


def _is_constant(scope: Scope, name: str) -> bool:
    """Whether a source holds no data, only values that the query writes itself."""
    source = scope.sources.get(name)
    if not isinstance(source, Scope):
        return False
    return source.expression.find(exp.Table) is None


def _correspond(a: Name, b: Name, scope: Scope, view: View, lineage: Lineage) -> bool:
    left, right = _field(a, scope, lineage), _field(b, scope, lineage)
    if left is None or right is None:
        return _is_constant(scope, a[0]) or _is_constant(scope, b[0])
    if left == right:
        return True
    own, theirs = view.field(left), view.field(right)
    if own.role not in _MATCHING or theirs.role not in _MATCHING:
        return False
    if own.role is FieldRole.TIME and theirs.role is FieldRole.TIME:
        return own.grain == theirs.grain
    same = conformed(view.catalog, left) == conformed(view.catalog, right)
    return same or left.field.lower() == right.field.lower() or _direct(left, right, view)


def _direct(left: FieldRef, right: FieldRef, view: View) -> bool:
    """Whether a relationship names the two fields beside each other."""
    for dataset in view.catalog.datasets:
        for relation in dataset.relationships:
            pairs = zip(relation.from_columns, relation.to_columns, strict=True)
            for own, theirs in pairs:
                ends = {FieldRef(relation.from_, own), FieldRef(relation.to, theirs)}
                if ends == {left, right}:
                    return True
    return False


def _field(name: Name, scope: Scope, lineage: Lineage) -> FieldRef | None:
    return lineage.origin(exp.column(name[1], table=name[0]), scope).ref


def _same_key(a: Name, b: Name, scope: Scope, view: View, lineage: Lineage) -> bool:
    """Whether a dataset is joined to itself on a part of its primary key."""
    left, right = _field(a, scope, lineage), _field(b, scope, lineage)
    return left is not None and left == right and left.field in view.catalog.by_name[left.dataset].primary_key


def _related(
    name: str, earlier: list[str], pairs: list[tuple[Name, Name]], scope: Scope, view: View, lineage: Lineage
) -> bool:
    """Whether a documented relationship leads from an earlier source to this one, on all its columns."""
    joined = {
        (_field(a, scope, lineage), _field(b, scope, lineage)) for a, b in pairs if b[0] == name and a[0] in earlier
    }
    for dataset in view.catalog.datasets:
        for relation in dataset.relationships:
            if relation.level is not None:
                continue
            columns = zip(relation.from_columns, relation.to_columns, strict=True)
            if {(FieldRef(relation.from_, own), FieldRef(relation.to, theirs)) for own, theirs in columns} <= joined:
                return True
    return False


def _undocumented(join: exp.Join, origin: exp.Expr, name: str, scope: Scope, view: View) -> Issue:
    left, right = scope.sources.get(origin.alias_or_name), scope.sources.get(name)
    suggestion = None
    if isinstance(left, exp.Table) and isinstance(right, exp.Table):
        columns = _documented_columns(left.name.lower(), right.name.lower(), view)
        suggestion = say("documented_join", view.language, columns=", ".join(columns)) if columns else None
    return issue("join", view.language, join, left=origin.alias_or_name, right=name, suggestion=suggestion)


def _documented_columns(left: str, right: str, view: View) -> list[str]:
    for dataset in view.catalog.datasets:
        for relation in dataset.relationships:
            if {relation.from_.lower(), relation.to.lower()} == {left, right}:
                pairs = zip(relation.from_columns, relation.to_columns, strict=True)
                return [f"{relation.from_}.{own} = {relation.to}.{theirs}" for own, theirs in pairs]
    return [name for name in view.datasets[right].primary_key if name.lower() in view.columns[left]]


def _sums(select: exp.Select, scope: Scope, repeated: set[str], view: View, lineage: Lineage) -> Iterator[Issue]:
    for node in select.find_all(*SUMMING, exp.Avg):
        if node.find_ancestor(exp.Select) is not select:
            continue
        for column in carried(node.this):
            if column.table in repeated:
                ref = lineage.origin(column, scope).ref
                yield issue("fan_out", view.language, node, name=ref.field if ref else column.name)
