"""Which rows of a dataset each count of a query adds up: asked beside the count, through tables derived on the way.

A row is told by the columns that tell rows of its dataset apart, written after one another; what a count adds up is
the text of its rows. Texts add up as counts do, so that a sum over a derived table, a window or a part of the rows
is told by the same aggregate of texts.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.catalog import FieldRef
from assistant.validation.disclosure.bare import arms, touches
from assistant.validation.disclosure.oracles import merges
from assistant.validation.disclosure.persons import Persons, rule_of
from assistant.validation.disclosure.supports import OF
from assistant.validation.lineage import branches_of, enclosing_source

#: Between the codes of one row, and between rows.
CODES, ROWS = "\x1f", "\x1e"
_LOOKS_UP = (exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.NthValue)
_THROUGH = (exp.Cast, exp.TryCast, exp.Paren, exp.Alias)
_MOST_DEEP = 40


class Untold(Exception):
    """It cannot be told which rows a count adds up."""


class Provenance:
    """Writes what tells the rows behind counts into a query; ``keys`` names the columns that tell rows apart."""

    def __init__(self, persons: Persons, keys: Callable[[str], tuple[str, ...] | None]) -> None:
        self._persons = persons
        self._keys = keys
        self._given: dict[tuple[int, str], str] = {}

    def of(self, count: exp.Expr) -> exp.Expr:
        """Return what tells the rows behind a count; derived tables get what it needs. Raises :class:`Untold`."""
        return self._rows(count, 0)

    def _rows(self, node: exp.Expr, depth: int) -> exp.Expr:
        if depth > _MOST_DEEP:
            raise Untold
        made_of = node.meta.get(OF)
        if made_of is not None:
            return self._made(node, made_of, depth)
        match node:
            case exp.Column():
                return self._column(node, depth)
            case exp.Literal() | exp.Null():
                return exp.Null()
            case exp.Sum() | exp.Avg():
                return _added(self._rows(node.this, depth + 1))
            case exp.Count() if isinstance(node.this, exp.Column):
                return _added(self._rows(node.this, depth + 1))
            case exp.Filter():
                return exp.Filter(this=self._rows(node.this, depth + 1), expression=node.expression.copy())
            case exp.Window():
                return self._window(node, depth)
            case exp.Case():
                return self._case(node, depth)
            case exp.Coalesce() if all(isinstance(one, exp.Literal) for one in node.expressions):
                return self._rows(node.this, depth + 1)
            case exp.Subquery() if isinstance(node.this, exp.Select) and not merges(node.this):
                rows = self._rows(node.this.selects[0].unalias(), depth + 1)
                inner = node.this.copy()
                inner.set("expressions", [exp.alias_(rows, "told")])
                return exp.Subquery(this=inner)
            case _ if isinstance(node, _THROUGH):
                return self._rows(node.this, depth + 1)
        raise Untold

    def _made(self, node: exp.Expr, made_of: object, depth: int) -> exp.Expr:
        """Return the rows of an aggregate that is no part of the query itself."""
        if not isinstance(made_of, exp.Expr):
            raise Untold
        rows = self._rows(made_of, depth + 1)
        if isinstance(node, exp.Filter):
            return exp.Filter(this=_added(rows), expression=node.expression.copy())
        return _added(rows)

    def _window(self, node: exp.Window, depth: int) -> exp.Expr:
        inner = node.this
        window = node.copy()
        if isinstance(inner, _LOOKS_UP):
            window.this.set("this", self._rows(inner.this, depth + 1))
        else:
            window.set("this", self._rows(inner, depth + 1))
        return window

    def _case(self, node: exp.Case, depth: int) -> exp.Expr:
        if not any(touches(arm, self._persons) for arm in arms(node)):
            return exp.Null()
        told = exp.Case()
        for branch in node.args.get("ifs") or ():
            told = told.when(branch.this.copy(), self._rows(branch.args["true"], depth + 1), copy=False)
        if node.args.get("this") is not None:
            raise Untold
        default = node.args.get("default")
        return told.else_(self._rows(default, depth + 1), copy=False) if default is not None else told

    def _column(self, node: exp.Column, depth: int) -> exp.Expr:
        if not touches(node, self._persons):
            return exp.Null()
        lineage = self._persons.lineage
        scope = lineage.scope_of(node)
        source, _ = enclosing_source(node.table, scope) if scope is not None else (None, None)
        if isinstance(source, exp.Table) and scope is not None:
            return self._row(node, lineage.origin(node, scope).ref)
        if not isinstance(source, Scope):
            raise Untold
        key = (id(source), node.name.lower())
        if key not in self._given:
            self._given[key] = f"told_{len(self._given)}"
            self._give(source, node.name, self._given[key], depth)
        return exp.column(self._given[key], table=node.table)

    def _give(self, source: Scope, name: str, told: str, depth: int) -> None:
        """Let each branch of a derived table tell the rows behind one of its columns."""
        branches = branches_of(source, name)
        if not branches or _merged(source.expression):
            raise Untold
        found = []
        for select, at in branches:
            value = select.selects[at].unalias()
            found.append(self._rows(value, depth + 1) if touches(value, self._persons) else exp.Null())
        for (select, _), rows in zip(branches, found, strict=True):
            select.append("expressions", exp.alias_(exp.cast(rows, "VARCHAR"), told))

    def _row(self, node: exp.Column, ref: FieldRef | None) -> exp.Expr:
        """Return the text of one row of a dataset; nothing where the count itself is missing."""
        if ref is None or rule_of(self._persons.catalog, ref) is None:
            return exp.Null()
        names = self._keys(ref.dataset)
        if names is None:
            raise Untold
        parts: list[exp.Expr] = [exp.Literal.string(str(ref))]
        parts += [
            exp.cast(exp.column(exp.to_identifier(name, quoted=True), table=node.table), "VARCHAR") for name in names
        ]
        text = parts[0]
        for part in parts[1:]:
            given = exp.Coalesce(this=part, expressions=[exp.Literal.string("")])
            text = exp.DPipe(this=exp.DPipe(this=text, expression=exp.Literal.string(CODES)), expression=given)
        return exp.Case().when(node.copy().is_(exp.Null()).not_(), text, copy=False)


def _added(rows: exp.Expr) -> exp.Expr:
    """Return the rows of several rows together, in one order, so that the same rows give the same text."""
    ordered = exp.Order(this=rows, expressions=[exp.Ordered(this=rows.copy(), nulls_first=False)])
    return exp.GroupConcat(this=ordered, separator=exp.Literal.string(ROWS))


def _merged(query: exp.Expr) -> bool:
    """Whether rows are taken together, or counted up to, so that a further column would change which there are."""
    query = query.unnest() if isinstance(query, exp.Subquery) else query
    if isinstance(query, exp.SetOperation):
        plain = isinstance(query, exp.Union) and not merges(query)
        return not plain or _merged(query.this) or _merged(query.expression)
    return not isinstance(query, exp.Select) or bool(query.args.get("distinct"))
