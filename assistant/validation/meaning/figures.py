"""Which documented figures an expression carries, through derived tables, aggregates and conditions.

A carried figure knows whether it may be added up, and over what it still varies in the rows at hand. What a value is
only compared with, counted by or ordered by is not carried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.adding import cannot_be_added
from assistant.catalog.vocabulary import FieldRole
from assistant.validation.calls import adds_up, aggregates, argument, averages, counts, is_aggregate, is_mean
from assistant.validation.frames import Frame, Name, grouped_by
from assistant.validation.joining import Joined, joined
from assistant.validation.keys import keyed_frame
from assistant.validation.lineage import Lineage, branches_of, enclosing_source
from assistant.validation.meaning.figure import Figure, is_scale, merged, once, own_total, seen_as, uncovered
from assistant.validation.meaning.injective import names_under
from assistant.validation.meaning.settling import columns_of, groups, narrowed
from assistant.validation.meaning.spreads import Kind, Spread, spreads_of

Extra = tuple[exp.Expr, ...]
_PREDICATES = (exp.Predicate, exp.Connector, exp.Not, exp.In, exp.Exists, exp.Between)
_CHOICES = (exp.Case, exp.If)
_QUOTIENTS = (exp.Div, exp.IntDiv)
#: In a SELECT list these give a row for every item of a list, and every other column again.
_MULTIPLYING = (exp.Unnest, exp.Explode)


class Figures:
    """Finds the figures in the expressions of one resolved query."""

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        self.view = lineage.view
        self.tree = lineage.tree
        calls = self.tree.of(exp.Sum, exp.Avg, exp.Anonymous, exp.AnonymousAggFunc)
        self.totals = [node for node in calls if adds_up(node) or is_mean(node)]
        self._outputs: dict[tuple[int, str], tuple[Figure, ...]] = {}
        self._joins: dict[int, tuple[tuple[Joined, ...], frozenset[str]]] = {}
        self._left_over: dict[tuple[int, int], tuple[Spread, Spread]] = {}
        self._seen: dict[tuple[object, ...], dict[Name, str]] = {}
        self._under: dict[int, tuple[Figure, ...]] = {}
        self._columns: dict[tuple[int, str, str], tuple[Figure, ...]] = {}
        self._carried: dict[int, tuple[Figure, ...]] = {}

    def frame(self, scope: Scope) -> Frame:
        """Return what a SELECT fixes, equates and groups by."""
        return keyed_frame(scope, self.lineage)

    def joins(self, scope: Scope) -> tuple[tuple[Joined, ...], frozenset[str]]:
        """Return the joins of a SELECT, and the sources whose rows they repeat; worked out once."""
        if id(scope) not in self._joins:
            self._joins[id(scope)] = joined(scope, self.lineage)
        return self._joins[id(scope)]

    def under(self, node: exp.Expr) -> tuple[Figure, ...]:
        """Return the figures that a sum or mean at ``node`` puts together."""
        if id(node) not in self._under:
            place = summed_at(node)
            above = place.parent
            extra = (above.expression.this,) if isinstance(above, exp.Filter) else ()
            self._under[id(node)] = self.carried(argument(place), extra)
        return self._under[id(node)]

    def carried(self, node: exp.Expr | None, extra: Extra = ()) -> tuple[Figure, ...]:
        """Return the figures whose value ``node`` carries; ``extra`` are conditions beside the WHERE."""
        if node is None:
            return ()
        if extra:
            return self._looked_up(node, extra)
        if id(node) not in self._carried:
            self._carried[id(node)] = self._looked_up(node, ())
        return self._carried[id(node)]

    def _looked_up(self, node: exp.Expr, extra: Extra) -> tuple[Figure, ...]:
        if isinstance(node, _PREDICATES) or counts(node):
            return ()
        if isinstance(node, exp.Column):
            return self._column(node, extra)
        if isinstance(node, _CHOICES):
            return tuple(self._branches(node, extra))
        if isinstance(node, exp.Filter):
            return self.carried(node.this, (*extra, node.expression.this))
        if isinstance(node, exp.Window):
            return self._window(node, extra)
        if isinstance(node, exp.Subquery):
            return self._subquery(node)
        if isinstance(node, _QUOTIENTS):
            return self._quotient(node, extra)
        if isinstance(node, exp.Mul):
            return self._product(node, extra)
        if isinstance(node, exp.Sub):
            return self._difference(node, extra)
        if is_aggregate(node) or adds_up(node) or averages(node):
            return tuple(self._aggregated(node, extra))
        if isinstance(node, exp.Nullif):
            return self.carried(node.this, extra)
        return once(one for child in node.iter_expressions() for one in self.carried(child, extra))

    def _column(self, column: exp.Column, extra: Extra) -> tuple[Figure, ...]:
        scope = self.lineage.scope_of(column)
        if scope is None:
            return ()
        if extra:
            return tuple(self._of_column(column, scope, extra))
        key = (id(scope), column.table, column.name)
        if key not in self._columns:
            self._columns[key] = tuple(self._of_column(column, scope, ()))
        return self._columns[key]

    def _of_column(self, column: exp.Column, scope: Scope, extra: Extra) -> Iterator[Figure]:
        source, where = enclosing_source(column.table, scope)
        frame = self.frame(where)
        repeated = column.table in self.joins(where)[1]
        if isinstance(source, exp.Table):
            found = tuple(self._documented(column, source))
        elif isinstance(source, Scope):
            found = tuple(seen_as(one, column.table) for one in self.output(source, column.name))
        else:
            found = ()
        for one in found:
            if where is not scope:
                # A value of the row outside is one value for every row inside.
                spreads = tuple(replace(item, single=True) for item in one.spreads)
            else:
                spreads = tuple(self._narrowed(item, frame, extra) for item in one.spreads)
            yield replace(one, spreads=spreads, repeated=one.repeated or repeated)

    def _narrowed(self, spread: Spread, frame: Frame, extra: Extra) -> Spread:
        """Return what a SELECT leaves of a spread; worked out once, then only for the ``extra`` of an aggregate."""
        key = (id(frame), id(spread))
        if key not in self._left_over:
            self._left_over[key] = (spread, narrowed(spread, frame, (), self.view))
        found = self._left_over[key][1]
        return found if found.settled or not extra else narrowed(found, frame, extra, self.view)

    def _documented(self, column: exp.Column, table: exp.Table) -> Iterator[Figure]:
        name = table.name.lower()
        if column.name.lower() not in self.view.columns.get(name, {}):
            return
        ref = self.view.ref(name, column.name.lower())
        field = self.view.field(ref)
        if field.role is FieldRole.MEASURE:
            spreads = spreads_of(ref, column.table, self.view)
            yield Figure(ref.field, ref, cannot_be_added(field), False, False, spreads)

    def output(self, scope: Scope, name: str) -> tuple[Figure, ...]:
        """Return the figures that a derived table gives under ``name``; their columns are those of its output."""
        key = (id(scope), name.lower())
        if key not in self._outputs:
            self._outputs[key] = ()  # a recursive query meets itself here
            self._outputs[key] = self._worked_out(scope, name)
        return self._outputs[key]

    def _worked_out(self, scope: Scope, name: str) -> tuple[Figure, ...]:
        if not isinstance(scope.expression, exp.Query):
            return ()
        names = [item.lower() for item in scope.expression.named_selects]
        per_branch = []
        for select, position in branches_of(scope, name):
            inner = self.lineage.scope_of(select)
            if inner is not None:
                figures = self.carried(select.selects[position])
                if any(item.find(*_MULTIPLYING) for item in select.selects):
                    figures = tuple(replace(one, repeated=True) for one in figures)
                per_branch.append((select, [self._given(one, select, inner, names) for one in figures]))
        if isinstance(scope.expression, exp.SetOperation):
            return merged(per_branch, names)
        return once(one for _, figures in per_branch for one in figures)

    def _given(self, figure: Figure, select: exp.Select, scope: Scope, names: list[str]) -> Figure:
        """Return a figure with the columns by which a reader of this SELECT can fix or group it."""
        frame = self.frame(scope)
        shown = self._shown_by(select, scope, names)
        spreads = []
        for spread in figure.spreads:
            bound = columns_of(spread, frame, self.view)
            via = tuple((role, ("", shown[column])) for column, role in bound.items() if column in shown)
            spreads.append(replace(spread, via=via))
        return replace(figure, spreads=tuple(spreads))

    def _shown_by(self, select: exp.Select, scope: Scope, names: list[str]) -> dict[Name, str]:
        """Return under which output of a SELECT each of its columns is seen; worked out once."""
        key = (id(select), *names)
        if key not in self._seen:
            shown: dict[Name, str] = {}
            for item, name in zip(select.selects, names, strict=False):
                for column in names_under(item, scope):
                    shown.setdefault(column, name)
            self._seen[key] = shown
        return self._seen[key]

    def _branches(self, node: exp.Expr, extra: Extra) -> Iterator[Figure]:
        ifs = node.args.get("ifs") if isinstance(node, exp.Case) else [node]
        before: list[exp.Expr] = []
        for branch in ifs or ():
            condition = branch.this
            if isinstance(node, exp.Case) and node.this is not None:
                condition = exp.EQ(this=node.this.copy(), expression=condition.copy())
            yield from self.carried(branch.args.get("true"), (*extra, *before, condition))
            before.append(exp.Not(this=exp.Paren(this=condition.copy())))
        rest = node.args.get("default") or node.args.get("false")
        yield from self.carried(rest, (*extra, *before))

    def _window(self, node: exp.Window, extra: Extra) -> tuple[Figure, ...]:
        call = node.this
        if isinstance(call, exp.Filter):
            extra, call = (*extra, call.expression.this), call.this
        if adds_up(call):
            return tuple(replace(one, summed=True, ratio=False) for one in self.carried(argument(call), extra))
        if averages(call):
            return tuple(replace(one, ratio=True, made=True) for one in self.carried(argument(call), extra))
        if counts(call):
            return ()
        return once(one for child in call.iter_expressions() for one in self.carried(child, extra))

    def _subquery(self, node: exp.Subquery) -> tuple[Figure, ...]:
        select = node.unnest()
        if not isinstance(select, exp.Select) or len(select.selects) != 1:
            return ()
        found = self.carried(select.selects[0])
        return tuple(
            replace(one, spreads=tuple(replace(item, via=(), single=True) for item in one.spreads)) for one in found
        )

    def _quotient(self, node: exp.Expr, extra: Extra) -> tuple[Figure, ...]:
        top, bottom = node.this, node.expression
        above = self.carried(top, extra)
        below = self.carried(bottom, extra)
        counted = any(counts(part) and not isinstance(part.parent, exp.Window) for part in bottom.walk())
        above = above if is_scale(bottom) else uncovered(above)
        if not counted and (not below or self._constant(bottom) or own_total(above, below)):
            return above
        return tuple(replace(one, ratio=True, made=True) for one in above)

    def _constant(self, node: exp.Expr) -> bool:
        """Whether a divisor is the same for every row: a total beside it, not a figure of the row itself."""
        own = node.walk(prune=lambda part: isinstance(part, exp.Subquery))
        columns = [part for part in own if isinstance(part, exp.Column)]
        if node.find(exp.Window) is not None or not columns:
            return True
        scopes = [(column, self.lineage.scope_of(column)) for column in columns]
        return all(scope is not None and column.table in self.frame(scope).single for column, scope in scopes)

    def _product(self, node: exp.Mul, extra: Extra) -> tuple[Figure, ...]:
        left = self.carried(node.left, extra)
        right = self.carried(node.right, extra)
        both = once((*left, *right))
        if not all(found or is_scale(part) for found, part in ((left, node.left), (right, node.right))):
            both = uncovered(both)
        amounts = tuple(one for one in both if not one.ratio)
        # A ratio times what it is a ratio of is an amount again: the numerator of a weighted mean.
        return amounts if amounts and left and right else both

    def _difference(self, node: exp.Sub, extra: Extra) -> tuple[Figure, ...]:
        """A stock minus the same stock is a change, and changes may be added up over time."""
        left = self.carried(node.left, extra)
        right = self.carried(node.right, extra)
        same = {one.ref for one in left} & {one.ref for one in right}
        return once(
            replace(one, spreads=tuple(item for item in one.spreads if item.kind is not Kind.TIME))
            if one.ref in same
            else one
            for one in (*left, *right)
        )

    def _aggregated(self, node: exp.Expr, extra: Extra) -> Iterator[Figure]:
        scope = self.lineage.scope_of(node)
        for one in self.carried(argument(node), extra):
            ratio = averages(node) or (one.ratio and not adds_up(node))
            left = self._left(one, node, scope)
            made = one.made or averages(node)
            yield replace(one, ratio=ratio, made=made, summed=adds_up(node), repeated=False, spreads=left)

    def _left(self, one: Figure, node: exp.Expr, scope: Scope | None) -> tuple[Spread, ...]:
        """Return over what an aggregated figure still varies: what is settled stays so, what is grouped by stays open.

        Any other was aggregated away; whether that was allowed is judged where the aggregate stands. A list keeps all.
        """
        select = scope.expression if scope is not None else None
        if scope is None or not isinstance(select, exp.Select):
            return one.spreads
        frame, by = self.frame(scope), grouped_by(select)
        listed = isinstance(node, exp.ArrayAgg) or not is_aggregate(node)
        kept = []
        for spread in one.spreads:
            if spread.settled or spread.gathered or groups(spread, by, frame, self.view):
                kept.append(spread)
            elif spread.kind is Kind.COVERED:
                kept += [replace(spread, via=(), gathered=True)] if adds_up(node) else []
            elif listed:
                kept.append(replace(spread, via=()))
        return tuple(kept)

    def varies(self, node: exp.Expr, figure: Figure) -> Iterator[Spread]:
        """Yield what an aggregate or window at ``node`` adds up ``figure`` over, and should not."""
        scope, node = self.lineage.scope_of(node), summed_at(node)
        select = scope.expression if scope is not None else None
        if scope is None or not isinstance(select, exp.Select) or not figure.spreads:
            return
        for spread in figure.spreads:
            if spread.kind is Kind.COVERED or spread.settled:
                continue
            if not self.kept_apart(node, spread):
                yield spread

    def kept_apart(self, node: exp.Expr, spread: Spread) -> bool:
        """Whether the grouping around an aggregate or window at ``node`` keeps every way of a spread apart."""
        scope, node = self.lineage.scope_of(node), summed_at(node)
        select = scope.expression if scope is not None else None
        if scope is None or not isinstance(select, exp.Select):
            return True
        return groups(spread, self._apart(node, select), self.frame(scope), self.view)

    def _apart(self, node: exp.Expr, select: exp.Select) -> list[exp.Expr]:
        """Return what keeps the rows apart that an aggregate at ``node`` adds up."""
        above = node.parent
        while isinstance(above, exp.Filter | exp.IgnoreNulls | exp.RespectNulls):
            above = above.parent
        if isinstance(above, exp.Window) and not aggregates(above):
            return list(above.args.get("partition_by") or ())
        if isinstance(above, exp.Window) and is_aggregate(node) and above.this in (node, node.parent):
            return list(above.args.get("partition_by") or ())
        return grouped_by(select) if is_aggregate(node) else []


def summed_at(node: exp.Expr) -> exp.Expr:
    """Return the aggregate whose rows a sum puts together: for a sum of a list that of the list."""
    inner = argument(node)
    return inner if isinstance(inner, exp.ArrayAgg) else node
