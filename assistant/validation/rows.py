"""The rows of each dataset that a query can rest on, as a condition over the dataset's own fields.

The condition never leaves out a row that counts. Where a query narrows its rows in a way that cannot be said about
one dataset (HAVING, LIMIT, a join), the condition is wider than the rows, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.dialect import text_of
from assistant.validation.frames import Frame, conditions_on, local_names
from assistant.validation.lineage import Lineage
from assistant.validation.query import RowGround


def rows_of(lineage: Lineage) -> Iterator[RowGround]:
    """Yield, for every place where the query reads a dataset, the rows that it can use there."""
    readers = _readers(lineage)
    for scope in lineage.scopes:
        frame = lineage.frame(scope)
        said = {
            alias: _own(alias, frame, lineage)
            for alias in sorted(local_names(scope))
            if isinstance(scope.sources.get(alias), exp.Table)
        }
        for alias in said:
            yield _ground(alias, frame, said, readers, lineage)


Said = dict[str, tuple[list[str], bool]]


def _ground(alias: str, frame: Frame, said: Said, readers: dict[int, list[Scope]], lineage: Lineage) -> RowGround:
    own, exact = said[alias]
    name = _dataset(alias, frame, lineage)
    narrowed = [part for other in said for part in _by_join(alias, other, frame, said, lineage)]
    outer, whole = _from_readers(alias, frame, readers, lineage)
    parts = list(dict.fromkeys([*own, *narrowed, *outer]))
    select = frame.scope.expression
    alone = len(local_names(frame.scope)) == 1 and not _cuts(select)
    return RowGround(name, " AND ".join(f"({part})" for part in parts) or None, exact and whole and alone)


def _cuts(select: exp.Expr) -> bool:
    """Whether rows are dropped after the WHERE."""
    return any(select.args.get(kind) for kind in ("limit", "offset", "having", "qualify"))


def _own(alias: str, frame: Frame, lineage: Lineage) -> tuple[list[str], bool]:
    """Return the conditions of a SELECT on one of its datasets alone, and whether that is all it says about it."""
    said: list[str] = []
    exact = True
    for part in conditions_on(alias, frame):
        looked = frame.columns(part)
        alone = all(name[0] == alias for name in looked)
        text = _bare(part, alias, lineage) if alone or part.find(exp.Query) is not None else None
        if text is not None:
            said.append(text)
        elif any(name[0] == alias for name in looked):
            exact = False
    return said, exact


def _bare(part: exp.Expr, alias: str, lineage: Lineage) -> str | None:
    """Return a condition in the dataset's own names; None when it looks at anything else."""
    for column in part.find_all(exp.Column):
        scope = lineage.scope_of(column)
        local = column.table != alias and scope is not None and column.table in local_names(scope)
        if column.table != alias and not (local and column.find_ancestor(exp.Subquery, exp.In) is not None):
            return None
    if any(table.name.lower() not in lineage.view.datasets or _is_cte(table) for table in part.find_all(exp.Table)):
        return None
    bare = part.copy()
    for column in list(bare.find_all(exp.Column)):
        if column.table == alias:
            named = exp.column(exp.to_identifier(column.name, quoted=True))
            if column is bare:
                return text_of(named)
            column.replace(named)
    return text_of(bare)


def _is_cte(table: exp.Table) -> bool:
    node = table.parent
    while node is not None:
        with_ = node.args.get("with_")
        if with_ is not None and any(cte.alias.lower() == table.name.lower() for cte in with_.expressions):
            return True
        node = node.parent
    return False


def _dataset(alias: str, frame: Frame, lineage: Lineage) -> str:
    source = frame.scope.sources[alias]
    return lineage.view.datasets[source.name.lower()].name if isinstance(source, exp.Table) else ""


def _by_join(alias: str, other: str, frame: Frame, said: Said, lineage: Lineage) -> Iterator[str]:
    """Yield the condition that a join with a filtered dataset puts on this one: its key is among the rows there."""
    if other == alias or other not in frame.inner or alias not in frame.inner:
        return
    own, _ = said[other]
    keys = [(a[1], b[1]) for a, b in frame.pairs if a[0] == alias and b[0] == other]
    keys += [(b[1], a[1]) for a, b in frame.pairs if b[0] == alias and a[0] == other]
    if own and keys:
        left, right = keys[0]
        where = " AND ".join(f"({part})" for part in own)
        yield f'"{left}" IN (SELECT "{right}" FROM "{_dataset(other, frame, lineage)}" WHERE {where})'


def _from_readers(
    alias: str, frame: Frame, readers: dict[int, list[Scope]], lineage: Lineage
) -> tuple[list[str], bool]:
    """Return the conditions of the one query that reads this one, as far as they are about this dataset's columns."""
    reading = readers.get(id(frame.scope), [])
    select = frame.scope.expression
    if frame.scope.is_root:
        return [], True
    if len(reading) != 1 or not isinstance(select, exp.Select) or not _transparent(select):
        return [], False
    outer = lineage.frame(reading[0])
    name = next(key for key, source in reading[0].sources.items() if source is frame.scope)
    grouped = select.args.get("group") is not None
    plain = {
        item.alias_or_name.lower(): column
        for item in select.selects
        if isinstance(column := item.unalias(), exp.Column) and column.table == alias
    }
    if grouped:
        plain = {key: column for key, column in plain.items() if (alias, column.name.lower()) in frame.grouped}
    said: list[str] = []
    exact = not reading[0].parent and not _cuts(reading[0].expression) and len(local_names(reading[0])) == 1
    for part in conditions_on(name, outer):
        columns = list(part.find_all(exp.Column))
        if part.find(exp.Query) is None and all(c.table == name and c.name.lower() in plain for c in columns):
            said.append(_renamed(part, plain))
        else:
            exact = False
    return said, exact


def _renamed(part: exp.Expr, plain: dict[str, exp.Column]) -> str:
    bare = part.copy()
    for column in list(bare.find_all(exp.Column)):
        named = exp.column(exp.to_identifier(plain[column.name.lower()].name, quoted=True))
        if column is bare:
            return text_of(named)
        column.replace(named)
    return text_of(bare)


def _transparent(select: exp.Select) -> bool:
    """Whether a condition on what a SELECT gives is a condition on what it reads."""
    return not _cuts(select) and select.find(exp.Window) is None and select.args.get("distinct") is None


def _readers(lineage: Lineage) -> dict[int, list[Scope]]:
    found: dict[int, list[Scope]] = {}
    for scope in lineage.scopes:
        for alias in local_names(scope):
            source = scope.sources.get(alias)
            if isinstance(source, Scope):
                found.setdefault(id(source), []).append(scope)
    return found
