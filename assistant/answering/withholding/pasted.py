"""What a pasted query may not show: judged by the counts that each of its columns rests on, fetched beside them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from sqlglot import exp, parse_one

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.engines.base import Cell, Engine, EngineFailure, ResultTable
from assistant.sql.query import CompiledQuery
from assistant.validation import ValidatedQuery, validate_plan
from assistant.validation.disclosure.oracles import oracles, orders_by_count
from assistant.validation.disclosure.persons import Persons, read_persons, rows_rule, rule_of
from assistant.validation.disclosure.result import groups, secondary
from assistant.validation.disclosure.rules import CountRule
from assistant.validation.disclosure.supports import Supports, supports_of

Withheld = frozenset[tuple[int, int]]
_REMEMBERED = 512


@dataclass(frozen=True)
class Ran:
    """The rows of a pasted query with the cells that are withheld; ``telling`` when it asks what it may not know."""

    table: ResultTable | EngineFailure | None
    withheld: Withheld = frozenset()
    telling: bool = False


class PastedGuard:
    """Runs pasted queries so that no small count of persons comes out; safe to use from several threads."""

    def __init__(self, catalog: Catalog, engine: Engine) -> None:
        self._catalog = catalog
        self._engine = engine
        self._danger: OrderedDict[str, bool] = OrderedDict()
        self._lock = Lock()

    def run(self, query: ValidatedQuery, role: str, limit: int) -> Ran:
        """Return the rows that a checked query gives, judged."""
        if not read_persons(self._catalog, query.fields, query.datasets) or not self._dangerous(query, role):
            return Ran(self._engine.run(query, limit))
        tree = parse_one(query.sql, dialect="duckdb")
        assert isinstance(tree, exp.Query)
        persons = Persons(tree, self._catalog, role)
        if any(oracles(persons, limit + 1)):
            return Ran(None, telling=True)
        found = [_of_column(tree, at, persons) for at in range(len(tree.named_selects))]
        counts = list(dict.fromkeys(one for column in found for one in column.counts)) if _plain(tree) else []
        rules = [persons.rule(one) or _inner_rule(one, persons) for one in counts]
        table = self._beside(tree, counts, role, limit) if counts else self._engine.run(query, limit)
        if not isinstance(table, ResultTable):
            return Ran(table)
        width = len(found)
        withheld = _judged(table.rows, width, found, counts, rules, plain=_plain(tree), persons=persons, tree=tree)
        names = query.headings if len(query.headings) == width else table.columns[:width]
        rows, withheld = _ordered(tree, tuple(row[:width] for row in table.rows), withheld, persons)
        return Ran(ResultTable(names, rows, table.truncated), withheld)

    def _dangerous(self, query: ValidatedQuery, role: str) -> bool:
        """Whether a small count is among the rows that the query can rest on; rows that are persons always are."""
        if any(rows_rule(self._catalog, name) is not None for name in query.datasets):
            return True
        for ref in query.fields:
            rule = rule_of(self._catalog, ref)
            if rule is not None and any(self._small(ref, rule, rows, role) for rows in self._rows(query, ref)):
                return True
        return False

    def _rows(self, query: ValidatedQuery, ref: FieldRef) -> list[exp.Expr | None]:
        """Return the conditions of the rows of a field's dataset, those that look at counts of persons left out."""
        found: list[exp.Expr | None] = []
        for ground in query.grounds.rows:
            if ground.dataset.lower() == ref.dataset.lower():
                condition = parse_one(ground.condition, dialect="duckdb") if ground.condition else None
                found.append(_without_persons(condition, ref.dataset, self._catalog))
        return found or [None]

    def _small(self, ref: FieldRef, rule: CountRule, rows: exp.Expr | None, role: str) -> bool:
        column = exp.column(exp.to_identifier(ref.field, quoted=True))
        low = 0 if not rule.withhold_zero else -1
        small = exp.and_(
            exp.GT(
                this=column, expression=exp.Literal.number(low) if low >= 0 else exp.Neg(this=exp.Literal.number(1))
            ),
            exp.LT(this=column.copy(), expression=exp.Literal.number(rule.min_count)),
        )
        tree = exp.select(exp.alias_(exp.Count(this=exp.Star()), "n")).from_(
            exp.Table(this=exp.to_identifier(ref.dataset, quoted=True))
        )
        tree = tree.where(small if rows is None else exp.and_(small, exp.paren(rows.copy())))
        key = f"{role}\x1f{tree.sql('duckdb')}"
        with self._lock:
            if key in self._danger:
                return self._danger[key]
        table = self._run(tree, role, 1)
        # What cannot be asked is taken to be there.
        found = not isinstance(table, ResultTable) or bool(table.rows and table.rows[0][0])
        with self._lock:
            self._danger[key] = found
            while len(self._danger) > _REMEMBERED:
                self._danger.popitem(last=False)
        return found

    def _beside(
        self, tree: exp.Query, counts: Sequence[exp.Expr], role: str, limit: int
    ) -> ResultTable | EngineFailure | None:
        """Run a query with the counts that its columns rest on beside them."""
        wider = tree.copy()
        assert isinstance(wider, exp.Select)
        for number, count in enumerate(counts):
            wider = wider.select(exp.alias_(count.copy(), f"rests_on_{number}"), copy=False)
        if wider.args.get("group") is not None and wider.args["group"].args.get("all"):
            return None
        return self._run(wider, role, limit)

    def _run(self, tree: exp.Query, role: str, limit: int) -> ResultTable | EngineFailure | None:
        checked = validate_plan(CompiledQuery(tree, ()), self._catalog, binder=None, role=role, limit=limit)
        return self._engine.run(checked, limit) if isinstance(checked, ValidatedQuery) else None


def _plain(tree: exp.Query) -> bool:
    """Whether counts can be selected beside the columns of a query without changing its rows."""
    return isinstance(tree, exp.Select) and not tree.args.get("distinct")


def _of_column(tree: exp.Query, at: int, persons: Persons) -> Supports:
    found = Supports()
    for select in _branches(tree):
        found.add(supports_of(select.selects[at], persons))
    if not _plain(tree):
        # Nothing can be fetched beside it: a count stands for itself, anything worked out from counts is not shown.
        bare = all(one in [select.selects[at].unalias() for select in _branches(tree)] for one in found.counts)
        found.opaque = found.opaque or not bare
    return found


def _branches(tree: exp.Expr) -> list[exp.Select]:
    if isinstance(tree, exp.SetOperation):
        return [*_branches(tree.left), *_branches(tree.right)]
    inner = tree.unnest() if isinstance(tree, exp.Subquery) else tree
    return [inner] if isinstance(inner, exp.Select) else _branches(inner)


def _inner_rule(node: exp.Expr, persons: Persons) -> CountRule | None:
    """Return the rule of a column that a derived table counts."""
    for column in node.find_all(exp.Column):
        for inner in persons.lineage.behind(column):
            if (rule := persons.rule(inner) or _inner_rule(inner, persons)) is not None:
                return rule
    return None


def _without_persons(condition: exp.Expr | None, dataset: str, catalog: Catalog) -> exp.Expr | None:
    parts = list(condition.flatten()) if isinstance(condition, exp.And) else [condition] if condition else []
    kept = [
        part
        for part in parts
        if not any(rule_of(catalog, FieldRef(dataset, column.name)) for column in part.find_all(exp.Column))
    ]
    return exp.and_(*kept) if kept else None


def _judged(
    rows: Sequence[Sequence[Cell]],
    width: int,
    found: Sequence[Supports],
    counts: Sequence[exp.Expr],
    rules: Sequence[CountRule | None],
    *,
    plain: bool,
    persons: Persons,
    tree: exp.Query,
) -> Withheld:
    """Return the cells that are small, that would give a small one away, and that rest on either."""
    splits = [at for at, column in enumerate(found) if not column.counts and not column.opaque]
    places = {one: width + number for number, one in enumerate(counts)}
    judged: dict[int, CountRule] = {}
    if plain:
        judged = {width + number: rule for number, rule in enumerate(rules) if rule is not None}
    else:
        for at, column in enumerate(found):
            rule = next(
                (rule for one in column.counts if (rule := persons.rule(one) or _inner_rule(one, persons))), None
            )
            if rule is not None:
                judged[at] = rule
    hidden = {at: _hidden(rows, at, rule, splits) for at, rule in judged.items()}
    anywhere = any(hidden.values())
    withheld: set[tuple[int, int]] = set()
    touched = set().union(*hidden.values()) if hidden else set()
    for at, column in enumerate(found):
        if column.opaque or (column.wide and anywhere):
            withheld |= {(row, at) for row in range(len(rows))}
        elif column.counts:
            own = {places[one] for one in column.counts if one in places} if plain else {at}
            withheld |= {(row, at) for place in own for row in hidden.get(place, ())}
            # Other figures of a row with a withheld count may be the same count in another form.
            withheld |= {(row, at) for row in touched}
    return frozenset(withheld)


def _hidden(rows: Sequence[Sequence[Cell]], at: int, rule: CountRule, splits: list[int]) -> set[int]:
    found = {row for row, cells in enumerate(rows) if rule.hides(cells[at])}
    values: list[object] = [cells[at] for cells in rows]
    growing = bool(found)
    while growing:
        more: set[int] = set()
        for axis in splits:
            others = [other for other in splits if other != axis]
            more |= secondary(values, found | more, groups(rows, axis, others), rule)
        growing = not more <= found
        found |= more
    return found


def _ordered(
    tree: exp.Query, rows: tuple[tuple[Cell, ...], ...], withheld: Withheld, persons: Persons
) -> tuple[tuple[tuple[Cell, ...], ...], Withheld]:
    """Move rows with a withheld figure behind the others where a count orders them: their place would tell it."""
    if not withheld or not orders_by_count(tree, persons):
        return rows, withheld
    hidden = {row for row, _ in withheld}
    last = sorted(hidden, key=lambda row: [str(cell) for at, cell in enumerate(rows[row]) if (row, at) not in withheld])
    moved = [row for row in range(len(rows)) if row not in hidden] + last
    place = {row: at for at, row in enumerate(moved)}
    return tuple(rows[row] for row in moved), frozenset((place[row], at) for row, at in withheld)
