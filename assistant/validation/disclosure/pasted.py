"""One pasted query read for what it tells of counts of persons: what to ask beside it, and what of it to withhold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlglot import exp, parse_one

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dialect import DUCKDB
from assistant.sql.query import CompiledQuery
from assistant.validation.disclosure.oracles import lists_persons, merges, oracles, ordering, orders_by_count
from assistant.validation.disclosure.persons import Persons, read_persons, rows_rule, rule_of
from assistant.validation.disclosure.result import Withheld, groups, secondary
from assistant.validation.disclosure.rules import CountRule, strictest
from assistant.validation.disclosure.supports import OF, Supports, supports_of
from assistant.validation.query import ValidatedQuery

Row = tuple[object, ...]


@dataclass(frozen=True)
class Counted:
    """One row of a result: the cells that say what it is about, and the counts of persons it rests on."""

    row: int
    about: frozenset[str]
    values: tuple[float | None, ...]


class PastedReading:
    """What a checked query tells of counts of persons. Nothing is run here."""

    def __init__(self, query: ValidatedQuery, catalog: Catalog, role: str, limit: int, *, near: bool = True) -> None:
        tree = parse_one(query.sql, dialect=DUCKDB)
        assert isinstance(tree, exp.Query)
        self._merged = near and merges(tree)
        self._tree = tree = _unmerged(tree) if self._merged else tree
        self._persons = Persons(tree, catalog, role)
        #: Whether it chooses or orders rows by a count, and so answers yes or no about a withheld one.
        self.telling = any(oracles(self._persons, limit + 1)) or lists_persons(self._persons)
        self._found = [_of_column(tree, at, self._persons) for at in range(len(tree.named_selects))]
        #: Counts that rows are in the order of, shown or not.
        self._order = [supports_of(one, self._persons) for one in ordering(tree)] if _plain(tree) else []
        self.telling = self.telling or any(one.opaque or one.wide for one in self._order)
        counts = [one for column in (*self._found, *self._order) for one in column.counts] if _plain(tree) else []
        behind = _rows_behind(tree, self._persons) if _plain(tree) else None
        if behind is not None:
            for at, column in enumerate(self._found):
                if column.counts or column.opaque or _gathered(tree, at):
                    column.counts.append(behind)
                    column.opaque = column.opaque and bool(column.counts[:-1])
            counts = [one for column in (*self._found, *self._order) for one in column.counts]
        self._counts = list(dict.fromkeys(counts))
        self._rules = [_rule(one, self._persons) for one in self._counts]

    @property
    def width(self) -> int:
        """How many columns the query itself has."""
        return len(self._found)

    def wider(self) -> CompiledQuery | None:
        """Return the query with the counts that its columns rest on beside them; None when it needs none."""
        if not self._counts:
            return None
        wider = self._tree.copy()
        assert isinstance(wider, exp.Select)
        for number, count in enumerate(self._counts):
            wider = wider.select(exp.alias_(count.copy(), f"rests_on_{number}"), copy=False)
        return CompiledQuery(wider, ())

    def unmerged(self) -> CompiledQuery | None:
        """Return the query with the rows that it takes together, each by itself; None when it takes none together."""
        return CompiledQuery(self._tree, ()) if self._merged else None

    @property
    def minimum(self) -> int:
        """The strictest smallest number that may be shown."""
        return max((rule.min_count for rule in self._rules if rule is not None), default=0)

    def counted(self, rows: Sequence[Row]) -> list[Counted]:
        """Return the counts behind each (wider) row, with what the row is about."""
        about = [at for at, column in enumerate(self._found) if not column.counts and not column.opaque]
        places = [self.width + number for number in range(len(self._counts))]
        if not self._counts:
            places = [at for at, column in enumerate(self._found) if column.counts]
        return [
            Counted(number, frozenset(str(row[at]) for at in about), tuple(_number(row[at]) for at in places))
            for number, row in enumerate(rows)
        ]

    def hides_rows(self, rows: Sequence[Row]) -> bool:
        """Whether rows that say the same but for their counts were to be taken together: that tells counts apart."""
        about = [at for at, column in enumerate(self._found) if not column.counts and not column.opaque]
        apart = {tuple(str(row[at]) for at in about) for row in rows}
        return self._merged and len(about) < self.width and len(apart) < len(rows)

    def withheld(self, rows: Sequence[Row]) -> Withheld:
        """Return the cells of (wider) rows that are withheld; behind the columns stands what orders the rows."""
        return _judged(
            rows,
            self.width,
            [*self._found, *self._order],
            self._counts,
            self._rules,
            plain=_plain(self._tree),
            persons=self._persons,
        )

    def closed(self, rows: Collection[int]) -> Withheld:
        """Return the cells of some rows that say anything of counts."""
        telling = [at for at, column in enumerate(self._found) if column.counts or column.opaque]
        return frozenset((row, at) for row in rows for at in telling)

    def arranged(self, rows: Sequence[Row], withheld: Withheld) -> tuple[tuple[Row, ...], Withheld]:
        """Return the query's own columns, in an order that tells nothing of the withheld ones."""
        own = tuple(tuple(row[: self.width]) for row in rows)
        rows, withheld = _ordered(self._tree, own, withheld, self._persons)
        return rows, frozenset((row, at) for row, at in withheld if at < self.width)


def _unmerged(tree: exp.Query) -> exp.Query:
    """Return a query with all of its rows, also those that are the same."""
    tree.set("distinct", None if isinstance(tree, exp.Select) else False)
    if isinstance(tree, exp.Union):
        for side in (tree.left, tree.right):
            if isinstance(side, exp.Union) and merges(side):
                _unmerged(side)
    return tree


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else None


def dangers(query: ValidatedQuery, catalog: Catalog) -> list[CompiledQuery] | None:
    """Return queries that count the small counts among the rows that a query can rest on.

    Empty when it reads no counts of persons at all. None when its rows are persons: then small counts are always near.
    """
    if not read_persons(catalog, query.fields, query.datasets):
        return []
    if any(rows_rule(catalog, name) is not None for name in query.datasets):
        return None
    found = []
    for ref in query.fields:
        rule = rule_of(catalog, ref)
        if rule is not None:
            found += [_small(ref, rule, rows) for rows in _rows(query, ref, catalog)]
    return found


def _rows(query: ValidatedQuery, ref: FieldRef, catalog: Catalog) -> list[exp.Expr | None]:
    """Return the conditions of the rows of a field's dataset, those that look at counts of persons left out."""
    found: list[exp.Expr | None] = []
    for ground in query.grounds.rows:
        if ground.dataset.lower() == ref.dataset.lower():
            condition = parse_one(ground.condition, dialect=DUCKDB) if ground.condition else None
            found.append(_without_persons(condition, ref.dataset, catalog))
    return found or [None]


def _small(ref: FieldRef, rule: CountRule, rows: exp.Expr | None) -> CompiledQuery:
    column = exp.column(exp.to_identifier(ref.field, quoted=True))
    above: exp.Expr = exp.GT(this=column, expression=exp.Literal.number(0))
    if rule.withhold_zero:
        above = exp.GTE(this=column, expression=exp.Literal.number(0))
    small = exp.and_(above, exp.LT(this=column.copy(), expression=exp.Literal.number(rule.min_count)))
    tree = exp.select(exp.alias_(exp.Count(this=exp.Star()), "n"))
    tree = tree.from_(exp.Table(this=exp.to_identifier(ref.dataset, quoted=True)))
    return CompiledQuery(tree.where(small if rows is None else exp.and_(small, exp.paren(rows.copy()))), ())


def _plain(tree: exp.Query) -> bool:
    """Whether counts can be selected beside the columns of a query without changing its rows."""
    return isinstance(tree, exp.Select) and not tree.args.get("distinct")


def _rows_behind(tree: exp.Query, persons: Persons) -> exp.Expr | None:
    """Return the number of persons behind each row of a query that gathers rows that are persons."""
    scope = persons.lineage.scopes[-1]
    tables = [one for one in scope.sources.values() if isinstance(one, exp.Table)]
    rules = [one for one in tables if persons.rows_of(one.name) is not None]
    count = exp.Count(this=exp.Star(), big_int=True)
    count.meta[OF] = strictest(rule for one in tables if (rule := persons.rows_of(one.name)) is not None)
    return count if rules and not tree.args.get("distinct") else None


def _rule(count: exp.Expr, persons: Persons) -> CountRule | None:
    """Return the rule of a count that columns rest on."""
    made_of = count.meta.get(OF, count)
    if isinstance(made_of, CountRule):
        return made_of
    return persons.rule(made_of) or _inner_rule(made_of, persons)


def _gathered(tree: exp.Query, at: int) -> bool:
    """Whether a column is worked out over several rows."""
    return tree.selects[at].find(exp.AggFunc) is not None


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
    rows: Sequence[Row],
    width: int,
    found: Sequence[Supports],
    counts: Sequence[exp.Expr],
    rules: Sequence[CountRule | None],
    *,
    plain: bool,
    persons: Persons,
) -> Withheld:
    """Return the cells that are small, that would give a small one away, and that rest on either."""
    splits = [at for at, column in enumerate(found[:width]) if not column.counts and not column.opaque]
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


def _hidden(rows: Sequence[Row], at: int, rule: CountRule, splits: list[int]) -> set[int]:
    # What is no number any more, a count beside a text, may be a small one written out.
    found = {row for row, cells in enumerate(rows) if rule.hides(cells[at]) or isinstance(cells[at], str)}
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
    tree: exp.Query, rows: tuple[Row, ...], withheld: Withheld, persons: Persons
) -> tuple[tuple[Row, ...], Withheld]:
    """Move rows with a withheld figure behind the others where a count orders them: their place would tell it."""
    if not withheld or not orders_by_count(tree, persons):
        return rows, withheld
    hidden = {row for row, _ in withheld}
    last = sorted(hidden, key=lambda row: [str(cell) for at, cell in enumerate(rows[row]) if (row, at) not in withheld])
    moved = [row for row in range(len(rows)) if row not in hidden] + last
    place = {row: at for at, row in enumerate(moved)}
    return tuple(rows[row] for row in moved), frozenset((place[row], at) for row, at in withheld)
