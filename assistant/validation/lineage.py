"""Where values come from: the documented fields behind a column, through CTEs and derived tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.catalog import FieldRef
from assistant.validation.calls import counts
from assistant.validation.frames import Frame, Name, frame_of, source_named
from assistant.validation.tree import Tree
from assistant.validation.view import View

_CONDITIONS = (exp.Predicate, exp.Connector, exp.Not)
_CHOICES = (exp.Case, exp.If)
_AROUND = (exp.Window, exp.Filter)
_CLAUSES = (exp.From, exp.Where, exp.Join)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Origin:
    """The expression behind a column and the scope it stands in; ``ref`` when it is a documented field as it is."""

    ref: FieldRef | None
    expression: exp.Expr | None
    scope: Scope | None


class Lineage:
    """Resolves the columns of one qualified tree; every scope is worked out once."""

    def __init__(self, tree: Tree, view: View) -> None:
        self.view = view
        self.tree = tree
        self.scopes = tree.scopes
        self._of_node = {id(scope.expression): scope for scope in self.scopes}
        self._memo: dict[tuple[int, str], frozenset[FieldRef]] = {}
        self._frames: dict[int, Frame] = {}
        self.remembered: dict[tuple[str, int, str], Any] = {}
        self._origins: dict[tuple[int, str, str], Origin] = {}
        self.keys: dict[int, frozenset[str] | None] = {}

    def frame(self, scope: Scope) -> Frame:
        """Return what a SELECT fixes, equates and groups by; worked out once."""
        if id(scope) not in self._frames:
            self._frames[id(scope)] = frame_of(scope)
        return self._frames[id(scope)]

    def scope_of(self, node: exp.Expr) -> Scope | None:
        """Return the scope of the SELECT that ``node`` stands in."""
        select = node if isinstance(node, exp.Query) else node.find_ancestor(exp.Select)
        return self._of_node.get(id(select)) if select is not None else None

    def origin(self, column: exp.Column, scope: Scope) -> Origin:
        """Follow a column to the field or the computed expression it stands for."""
        key = (id(scope), column.table, column.name)
        if key not in self._origins:
            self._origins[key] = self._followed(column, scope)
        return self._origins[key]

    def field_named(self, name: Name, scope: Scope) -> FieldRef | None:
        """Return the documented field that a name of a SELECT stands for as it is."""
        found = self._origins.get((id(scope), *name))
        return (found or self.origin(exp.column(name[1], table=name[0]), scope)).ref

    def _followed(self, column: exp.Column, scope: Scope) -> Origin:
        here: Scope | None = scope
        current: exp.Expr = column
        for _ in range(100):
            if not isinstance(current, exp.Column) or here is None:
                return Origin(None, current, here)
            source, here = enclosing_source(current.table, here)
            if isinstance(source, exp.Table):
                columns = self.view.columns.get(source.name.lower(), {})
                name = current.name.lower()
                ref = self.view.ref(source.name.lower(), name) if name in columns else None
                return Origin(ref, current, here)
            if not isinstance(source, Scope):
                return Origin(None, current, here)
            inner = output_of(source, current.name)
            if inner is None:
                return Origin(None, current, here)
            current, here = inner
        return Origin(None, current, here)

    def fields(self, node: exp.Expr) -> frozenset[FieldRef]:
        """Return every documented field that the value of ``node`` comes from, conditions included."""
        found: set[FieldRef] = set()
        for column in node.find_all(exp.Column):
            scope = self.scope_of(column)
            if scope is not None:
                found |= self._column_fields(column, scope)
        return frozenset(found)

    def values(self, node: exp.Expr | None) -> frozenset[FieldRef]:
        """Return the documented fields whose value ``node`` carries: not those that it only looks at in a condition."""
        found: set[FieldRef] = set()
        for column in _carried(node):
            found |= self.once("values", column, self._column_values, frozenset())
        return frozenset(found)

    def counted(self, node: exp.Expr | None) -> bool:
        """Whether ``node`` carries a number of rows: not one that it only looks at in a condition."""
        return any(
            counts(one) or (isinstance(one, exp.Column) and self.once("counted", one, self._column_counted, False))
            for one in _borne(node)
        )

    def _column_counted(self, column: exp.Column) -> bool:
        return any(self.counted(inner) for inner in self.behind(column))

    def _column_values(self, column: exp.Column) -> frozenset[FieldRef]:
        scope = self.scope_of(column)
        ref = self.origin(column, scope).ref if scope is not None else None
        own = {ref} if ref is not None else set()
        return frozenset(own.union(*(self.values(inner) for inner in self.behind(column))))

    def once(self, what: str, column: exp.Column, work: Callable[[exp.Column], Found], meanwhile: Found) -> Found:
        """Return what ``work`` finds for a column, worked out once for all places that name it.

        Without this, tables that each use the one before twice would double the work with each. ``meanwhile`` is what
        a query that refers to itself meets.
        """
        key = (what, id(self.scope_of(column)), f"{column.table}.{column.name}")
        if key not in self.remembered:
            self.remembered[key] = meanwhile
            self.remembered[key] = work(column)
        found: Found = self.remembered[key]
        return found

    def behind(self, column: exp.Column) -> list[exp.Expr]:
        """Return what a derived table computes for a column, one expression a branch; nothing for a dataset's own."""
        scope = self.scope_of(column)
        source, _ = enclosing_source(column.table, scope) if scope is not None else (None, None)
        return outputs_of(source, column.name) if isinstance(source, Scope) else []

    def _column_fields(self, column: exp.Column, scope: Scope) -> frozenset[FieldRef]:
        key = (id(scope), f"{column.table}.{column.name}")
        if key not in self._memo:
            self._memo[key] = frozenset()  # a column cannot depend on itself; the empty set ends a loop
            source, _ = enclosing_source(column.table, scope)
            if isinstance(source, exp.Table):
                origin = self.origin(column, scope)
                self._memo[key] = frozenset({origin.ref}) if origin.ref else frozenset()
            elif isinstance(source, Scope):
                parts = outputs_of(source, column.name)
                self._memo[key] = frozenset(ref for part in parts for ref in self.fields(part))
        return self._memo[key]


def enclosing_source(name: str, scope: Scope) -> tuple[object, Scope]:
    """Return what a source name stands for, here or around a correlated subquery, and the scope it is in."""
    here: Scope | None = scope
    while here is not None:
        if name in here.sources:
            return source_named(here, name), here
        here = here.parent
    return None, scope


def output_of(scope: Scope, name: str) -> tuple[exp.Expr, Scope] | None:
    """Return the expression that a derived table gives under ``name`` and the scope it stands in.

    Of a set operation it is the first branch: names and meaning of its output come from there.
    """
    names = [item.lower() for item in scope.expression.named_selects] if isinstance(scope.expression, exp.Query) else []
    if name.lower() not in names:
        return None
    position = names.index(name.lower())
    while isinstance(scope.expression, exp.SetOperation) and scope.set_operation_scopes:
        scope = scope.set_operation_scopes[0]
    select = scope.expression
    if not isinstance(select, exp.Select) or position >= len(select.selects):
        return None
    return select.selects[position].unalias(), scope


def outputs_of(scope: Scope, name: str) -> list[exp.Expr]:
    """Return the expressions, one per branch of a set operation, that a derived table gives under ``name``."""
    return [select.selects[at].unalias() for select, at in branches_of(scope, name)]


def branches_of(scope: Scope, name: str) -> list[tuple[exp.Select, int]]:
    """Return, per branch of a set operation, the SELECT and the place in it that gives the output ``name``."""
    expression = scope.expression
    if not isinstance(expression, exp.Query):
        return []
    names = [item.lower() for item in expression.named_selects]
    position = names.index(name.lower()) if name.lower() in names else None
    return list(_branches(expression, name.lower(), position))


def _carried(node: exp.Expr | None) -> Iterator[exp.Column]:
    """Yield the columns whose value ``node`` carries on: not those in conditions, counts or comparisons."""
    yield from (one for one in _borne(node) if isinstance(one, exp.Column))


def _borne(node: exp.Expr | None) -> Iterator[exp.Expr]:
    """Yield the columns and counts whose value ``node`` carries on: not those in conditions or comparisons."""
    if node is None or isinstance(node, _CONDITIONS):
        return
    if isinstance(node, exp.Column) or counts(node):
        yield node
    elif isinstance(node, _CHOICES):
        for branch in node.args.get("ifs") or [node]:
            yield from _borne(branch.args.get("true"))
        yield from _borne(node.args.get("default") or node.args.get("false"))
    elif isinstance(node, _AROUND):
        yield from _borne(node.this)
    elif isinstance(node, exp.Select):
        yield from (column for item in node.selects for column in _borne(item))
    else:
        for child in node.iter_expressions():
            if not isinstance(child, _CLAUSES):
                yield from _borne(child)


def _branches(query: exp.Expr, name: str, position: int | None) -> Iterator[tuple[exp.Select, int]]:
    """Yield the branches of a query with the place of an output: by its place, or by its name where BY NAME says so."""
    query = query.unnest() if isinstance(query, exp.Subquery) else query
    if isinstance(query, exp.SetOperation):
        for side in (query.this, query.expression):
            if query.args.get("by_name"):
                names = [item.lower() for item in side.named_selects] if isinstance(side, exp.Query) else []
                yield from _branches(side, name, names.index(name) if name in names else None)
            else:
                yield from _branches(side, name, position)
    elif isinstance(query, exp.Select) and position is not None and position < len(query.selects):
        yield query, position
