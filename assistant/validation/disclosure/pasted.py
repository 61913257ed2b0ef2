"""One pasted query read for what it tells of counts of persons: what to ask beside it, and what of it to withhold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlglot import exp, parse_one

from assistant.catalog.catalog import Catalog
from assistant.catalog.dialect import DUCKDB
from assistant.sql.query import CompiledQuery
from assistant.validation.disclosure.fallible import fallible
from assistant.validation.disclosure.oracles import lists_persons, merges, oracles, ordering, orders_by_count
from assistant.validation.disclosure.persons import Persons
from assistant.validation.disclosure.provenance import Provenance, Untold
from assistant.validation.disclosure.result import Withheld
from assistant.validation.disclosure.rules import CountRule, strictest
from assistant.validation.disclosure.selected import beside_selected, unmerged
from assistant.validation.disclosure.supports import OF, supports_of
from assistant.validation.disclosure.verdict import Row, Settled, judged
from assistant.validation.query import ValidatedQuery


@dataclass(frozen=True)
class Counted:
    """One row of a result: the cells that say what it is about, and the counts of persons it rests on."""

    row: int
    about: frozenset[str]
    values: tuple[float | None, ...]


class PastedReading:
    """What a checked query tells of counts of persons. Nothing is run here.

    ``near`` says that small counts are among the rows that it reads.
    """

    def __init__(self, query: ValidatedQuery, catalog: Catalog, role: str, limit: int, *, near: bool = True) -> None:
        tree = parse_one(query.sql, dialect=DUCKDB)
        assert isinstance(tree, exp.Query)
        self._merged = near and merges(tree)
        self._tree = beside_selected(unmerged(tree) if self._merged else tree)
        self._persons = Persons(self._tree, catalog, role)
        self._found = [supports_of(one, self._persons) for one in self._tree.selects]
        #: Counts that rows are in the order of, shown or not.
        self._order = [supports_of(one, self._persons) for one in ordering(self._tree)]
        #: Whether it chooses or orders rows by a count, and so answers yes or no about a withheld one.
        self.telling = any(one.opaque or one.wide for one in self._order) or lists_persons(self._persons)
        self.telling = self.telling or any(oracles(self._persons, limit + 1)) or any(fallible(self._persons))
        self._with_rows_behind()
        self._counts = list(dict.fromkeys(one for column in (*self._found, *self._order) for one in column.counts))
        self._rules = [_rule(one, self._persons) for one in self._counts]
        self._told: dict[int, exp.Expr] = {}
        self._running = self._untraced = self._tree

    def _with_rows_behind(self) -> None:
        """Let columns that gather rows that are persons rest on their number."""
        behind = _rows_behind(self._tree, self._persons)
        for at, column in enumerate(self._found if behind is not None else ()):
            if column.counts or column.opaque or self._tree.selects[at].find(exp.AggFunc) is not None:
                assert behind is not None
                column.counts.append(behind)
                column.opaque = column.opaque and bool(column.counts[:-1])

    @property
    def width(self) -> int:
        """How many columns the query itself has."""
        return len(self._found)

    @property
    def minimum(self) -> int:
        """The strictest smallest number that may be shown."""
        return max((rule.min_count for rule in self._rules if rule is not None), default=0)

    @property
    def counts(self) -> int:
        """How many counts its columns rest on."""
        return len(self._counts)

    def trace(self, keys: Callable[[str], tuple[str, ...] | None]) -> bool:
        """Have the rows behind each count told beside it; False when it cannot be told for one of them.

        ``keys`` names the columns that tell the rows of a dataset apart. What is added up of counts that are told
        themselves needs no telling.
        """
        self._untraced = self._tree.copy()
        provenance = Provenance(self._persons, keys)
        told = {}
        try:
            for number, count in enumerate(self._counts):
                if not isinstance(count, exp.Add | exp.Sub):
                    told[number] = provenance.of(count)
        except Untold:
            self.untrace()
            return False
        self._told = told
        return True

    def untrace(self) -> None:
        """Have nothing told beside the counts, in the query and in the tables derived on the way."""
        self._told = {}
        self._running = self._untraced

    def wider(self) -> CompiledQuery | None:
        """Return the query with the counts that its columns rest on beside them; None when it runs as it is.

        Behind the counts stands for each one that is told a short text that is the same for the same rows.
        """
        if not self._counts and not self._merged:
            return None
        wider = self._running.copy()
        for number, count in enumerate(self._counts):
            wider = wider.select(exp.alias_(count.copy(), f"rests_on_{number}"), copy=False)
        for number, rows in self._told.items():
            short = exp.MD5(this=exp.cast(rows.copy(), "VARCHAR"))
            wider = wider.select(exp.alias_(short, f"rows_of_{number}"), copy=False)
        return CompiledQuery(wider, ())

    def told(self) -> tuple[int, ...]:
        """Return which counts are told, in the order of the columns that :meth:`wider` has for them."""
        return tuple(self._told)

    def rows_told(self, number: int) -> CompiledQuery:
        """Return a query for the rows behind a count: the short text and the rows, as one text."""
        inner = self._running.copy()
        inner.set("order", None)
        rows = exp.cast(self._told[number].copy(), "VARCHAR")
        inner = inner.select(exp.alias_(rows, "all_rows"), copy=False)
        tree = exp.select("MD5(told.all_rows) AS short", "told.all_rows AS all_rows").distinct()
        return CompiledQuery(tree.from_(inner.subquery("told")), ())

    def counted(self, rows: Sequence[Row]) -> list[Counted]:
        """Return the counts behind each (wider) row, with what the row is about."""
        about = self._about()
        places = range(self.width, self.width + len(self._counts))
        return [
            Counted(number, frozenset(str(row[at]) for at in about), tuple(_number(row[at]) for at in places))
            for number, row in enumerate(rows)
        ]

    def small(self, rows: Sequence[Row]) -> set[tuple[int, int]]:
        """Return the (row, count) that are too small by themselves."""
        return {
            (at, number)
            for at, row in enumerate(rows)
            for number, rule in enumerate(self._rules)
            if rule is not None and rule.hides(row[self.width + number])
        }

    def hides_rows(self, rows: Sequence[Row]) -> bool:
        """Whether rows that say the same but for their counts were to be taken together: that tells counts apart."""
        about = self._about()
        apart = {tuple(str(row[at]) for at in about) for row in rows}
        return self._merged and len(about) < self.width and len(apart) < len(rows)

    def withheld(self, rows: Sequence[Row], settled: Settled | None = None) -> Withheld:
        """Return the cells of (wider) rows that are withheld; beyond the columns stands what orders the rows."""
        return judged(rows, [*self._found, *self._order], self._counts, self._rules, self.width, settled)

    def closed(self, rows: Collection[int]) -> Withheld:
        """Return the cells of some rows that say anything of counts."""
        telling = [at for at, column in enumerate(self._found) if column.counts or column.opaque]
        return frozenset((row, at) for row in rows for at in telling)

    def opaque(self, rows: Sequence[Row]) -> Withheld:
        """Return the cells of which it cannot be told what they give away."""
        found = [*self._found, *self._order]
        return frozenset((row, at) for at, one in enumerate(found) if one.opaque for row in range(len(rows)))

    def arranged(self, rows: Sequence[Row], withheld: Withheld) -> tuple[tuple[Row, ...], Withheld]:
        """Return the query's own columns, in an order that tells nothing of the withheld ones."""
        own = tuple(tuple(row[: self.width]) for row in rows)
        if withheld and orders_by_count(self._tree, self._persons):
            own, withheld = _last(own, withheld)
        return own, frozenset((row, at) for row, at in withheld if at < self.width)

    def _about(self) -> list[int]:
        return [at for at, column in enumerate(self._found) if not column.counts and not column.opaque]


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else None


def _rows_behind(tree: exp.Select, persons: Persons) -> exp.Expr | None:
    """Return the number of persons behind each row of a query that gathers rows that are persons."""
    scope = persons.lineage.scopes[-1]
    tables = [one for one in scope.sources.values() if isinstance(one, exp.Table)]
    rules = [rule for one in tables if (rule := persons.rows_of(one.name)) is not None]
    count = exp.Count(this=exp.Star(), big_int=True)
    count.meta[OF] = strictest(rules)
    return count if rules and not tree.args.get("distinct") else None


def _rule(count: exp.Expr, persons: Persons) -> CountRule | None:
    """Return the rule of a count that columns rest on."""
    made_of = count.meta.get(OF, count)
    if isinstance(made_of, CountRule):
        return made_of
    return persons.rule(made_of) or _inner_rule(made_of, persons)


def _inner_rule(node: exp.Expr, persons: Persons) -> CountRule | None:
    """Return the rule of a column that a derived table counts."""
    for column in node.find_all(exp.Column):
        for inner in persons.lineage.behind(column):
            if (rule := persons.rule(inner) or _inner_rule(inner, persons)) is not None:
                return rule
    return None


def _last(rows: tuple[Row, ...], withheld: Withheld) -> tuple[tuple[Row, ...], Withheld]:
    """Move rows with a withheld figure behind the others where a count orders them: their place would tell it."""
    hidden = {row for row, _ in withheld}
    last = sorted(hidden, key=lambda row: [str(cell) for at, cell in enumerate(rows[row]) if (row, at) not in withheld])
    moved = [row for row in range(len(rows)) if row not in hidden] + last
    place = {row: at for at, row in enumerate(moved)}
    return tuple(rows[row] for row in moved), frozenset((place[row], at) for row, at in withheld)
