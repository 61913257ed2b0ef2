"""How the sources of one SELECT are joined: as documented or not, and whose rows a join repeats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.catalog import FieldRef
from assistant.catalog.dataset import Relationship
from assistant.catalog.graph import conformed
from assistant.catalog.vocabulary import FieldRole
from assistant.validation.frames import Frame, Name, conjuncts, local_names, source_named
from assistant.validation.keys import SINGLE, keyed_frame, unique_key
from assistant.validation.lineage import Lineage
from assistant.validation.view import View

_MATCHING = (FieldRole.KEY, FieldRole.DIMENSION, FieldRole.TIME, FieldRole.HIDDEN, FieldRole.ATTRIBUTE)


@dataclass(frozen=True, slots=True)
class Joined:
    """One join of a SELECT: between which sources, and whether the catalogue documents it."""

    join: exp.Join
    name: str
    earlier: tuple[str, ...]
    documented: bool


def joined(scope: Scope, lineage: Lineage) -> tuple[tuple[Joined, ...], frozenset[str]]:
    """Return the joins of a SELECT, and the sources whose rows they repeat."""
    repeated: set[str] = set()
    found = tuple(_joins(scope, lineage, repeated))
    return found, frozenset(repeated)


def _joins(scope: Scope, lineage: Lineage, repeated: set[str]) -> Iterator[Joined]:
    select, view = scope.expression, lineage.view
    if not isinstance(select, exp.Select) or not select.args.get("joins") or select.args.get("from_") is None:
        return
    known = keyed_frame(scope, lineage)
    frame = replace(known, pairs=[*known.pairs, *_lateral_pairs(select, lineage)])
    pairs = [pair for a, b in frame.pairs for pair in ((a, b), (b, a)) if _correspond(a, b, scope, view, lineage)]
    earlier = [select.args["from_"].this.alias_or_name]
    crossings = 0
    for join in select.args["joins"]:
        name = join.this.alias_or_name
        filters_only = (join.args.get("kind") or "").upper() in ("SEMI", "ANTI")
        at_most_one = (join.args.get("method") or "").upper() == "ASOF"
        linked = {a[0] for a, b in pairs if b[0] == name and a[0] in earlier}
        new_once = _covered(name, set(earlier), frame, pairs, lineage) or (at_most_one and bool(linked))
        old_once = any(_covered(old, {name}, frame, pairs, lineage) for old in earlier) and not at_most_one
        relations = _related(name, earlier, pairs, scope, view, lineage)
        by_relationship = bool(relations)
        to_one = any(_meets_one(relation, view) for relation in relations)
        constant = _is_constant(frame, name) or all(_is_constant(frame, old) for old in earlier)
        self_join = any(_same_key(a, b, scope, view, lineage) for a, b in pairs if b[0] == name and a[0] in earlier)
        fine = new_once or old_once or self_join or by_relationship or constant
        fine = fine and not _forgets_time(name, earlier, frame, pairs, lineage)
        if filters_only:
            fine = bool(linked) or constant
        elif not linked and not constant:
            alone = _single(frame, name, lineage) or all(_single(frame, old, lineage) for old in earlier)
            fine = fine and alone
        if fine and self_join and not (new_once or old_once or by_relationship or constant or filters_only):
            # Each meets many of the other: once is a comparison, twice is a flood of rows.
            crossings += 1
            fine = crossings == 1
        yield Joined(join, name, tuple(earlier), fine)
        if not filters_only:
            repeated |= set() if new_once or to_one else set(earlier)
            repeated |= set() if not at_most_one and _all_once(earlier, name, frame, pairs, lineage) else {name}
        earlier.append(name)


def _forgets_time(
    name: str, earlier: list[str], frame: Frame, pairs: list[tuple[Name, Name]], lineage: Lineage
) -> bool:
    """Whether a documented join goes over time, and this one lets every period meet one without saying which."""
    for old in earlier:
        for left, right in _time_pairs(old, name, frame, lineage):
            held = frame.held()
            if (left, right) in pairs or (left in held) == (right in held):
                continue
            free = right if left in held else left
            mentioned = {(column.table, column.name.lower()) for column in frame.scope.columns}
            if free not in mentioned:
                return True
    return False


def _time_pairs(one: str, other: str, frame: Frame, lineage: Lineage) -> Iterator[tuple[Name, Name]]:
    """Yield the time columns that a documented relationship between two datasets puts beside each other."""
    sources = frame.source(one), frame.source(other)
    if not (isinstance(sources[0], exp.Table) and isinstance(sources[1], exp.Table)):
        return
    names = sources[0].name.lower(), sources[1].name.lower()
    for documented in _relations(lineage.view):
        if documented.ends in (names, names[::-1]):
            for own, theirs in documented.times:
                columns = (own, theirs) if documented.ends == names else (theirs, own)
                yield (one, columns[0]), (other, columns[1])


@dataclass(frozen=True, slots=True)
class _Documented:
    """A relationship, its two datasets, the fields it puts beside each other, and which of those columns are time."""

    relation: Relationship
    ends: tuple[str, str]
    pairs: frozenset[tuple[FieldRef, FieldRef]]
    times: tuple[tuple[str, str], ...]


def _relations(view: View) -> tuple[_Documented, ...]:
    """Return every documented relationship; gathered once for all queries."""
    found: tuple[_Documented, ...] | None = view.remembered.get("relations")
    if found is None:
        every = [relation for dataset in view.catalog.datasets for relation in dataset.relationships]
        found = view.remembered["relations"] = tuple(_gathered(relation, view) for relation in every)
    return found


def _gathered(relation: Relationship, view: View) -> _Documented:
    origin = view.catalog.by_name.get(relation.from_)
    columns = list(zip(relation.from_columns, relation.to_columns, strict=True))
    times = []
    for own, theirs in columns:
        field = origin.fields_by_name.get(own) if origin is not None else None
        if field is not None and field.role is FieldRole.TIME:
            times.append((own.lower(), theirs.lower()))
    return _Documented(
        relation,
        (relation.from_.lower(), relation.to.lower()),
        frozenset((FieldRef(relation.from_, own), FieldRef(relation.to, theirs)) for own, theirs in columns),
        tuple(times),
    )


def _lateral_pairs(select: exp.Select, lineage: Lineage) -> list[tuple[Name, Name]]:
    """Return what the subqueries behind LATERAL equate: a column of theirs and one of a source before them."""
    found: list[tuple[Name, Name]] = []
    for join in select.args["joins"]:
        lateral = join.this
        inner = lateral.this.unnest() if isinstance(lateral, exp.Lateral) else None
        scope = lineage.scope_of(inner) if isinstance(inner, exp.Select) else None
        if scope is None:
            continue
        where = inner.args.get("where") if isinstance(inner, exp.Select) else None
        for part in conjuncts(where.this if where is not None else None):
            if isinstance(part, exp.EQ) and isinstance(part.left, exp.Column) and isinstance(part.right, exp.Column):
                own = [one for one in (part.left, part.right) if one.table in local_names(scope)]
                outer = [one for one in (part.left, part.right) if one.table not in local_names(scope)]
                if len(own) == 1 and len(outer) == 1:
                    outside = (outer[0].table, outer[0].name.lower())
                    found.append(((lateral.alias_or_name, f"{own[0].table}.{own[0].name.lower()}"), outside))
    return found


def _all_once(earlier: list[str], name: str, frame: Frame, pairs: list[tuple[Name, Name]], lineage: Lineage) -> bool:
    """Whether a row of a source meets at most one row of all those before it together."""
    known, left = {name}, list(earlier)
    while left:
        settled = [old for old in left if _covered(old, known, frame, pairs, lineage)]
        if not settled:
            return False
        known |= set(settled)
        left = [old for old in left if old not in known]
    return True


def _covered(name: str, others: set[str], frame: Frame, pairs: list[tuple[Name, Name]], lineage: Lineage) -> bool:
    """Whether at most one row of ``name`` belongs to each row of the others."""
    key = unique_key(frame.source(name), lineage)
    if key is None:
        return False
    held = {column for alias, column in frame.held() if alias == name}
    return key <= held | {a[1] for a, b in pairs if a[0] == name and b[0] in others}


def _single(frame: Frame, name: str, lineage: Lineage) -> bool:
    key = unique_key(frame.source(name), lineage)
    held = {column for alias, column in frame.held() if alias == name}
    return key is not None and (key == SINGLE or key <= held)


def _is_constant(frame: Frame, name: str) -> bool:
    """Whether a source holds no data, only values that the query writes itself."""
    source = frame.source(name)
    return isinstance(source, Scope) and _writes_itself(source, 0)


def _writes_itself(scope: Scope, depth: int) -> bool:
    """Whether a derived table reads nothing but derived tables that read nothing, itself included."""
    for table in scope.expression.find_all(exp.Table):
        source = scope.cte_sources.get(table.name)
        if not isinstance(source, Scope) or depth > 10:
            return False
        if source.expression is not scope.expression and not _writes_itself(source, depth + 1):
            return False
    return True


def _correspond(a: Name, b: Name, scope: Scope, view: View, lineage: Lineage) -> bool:
    left, right = _field(a, scope, lineage), _field(b, scope, lineage)
    if left is None or right is None:
        frame = Frame(scope)
        return _is_constant(frame, a[0]) or _is_constant(frame, b[0])
    known: dict[tuple[FieldRef, FieldRef], bool] = view.remembered.setdefault("correspond", {})
    if (left, right) not in known:
        known[left, right] = _fields_correspond(left, right, view)
    return known[left, right]


def _fields_correspond(left: FieldRef, right: FieldRef, view: View) -> bool:
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
    return any({(left, right), (right, left)} & documented.pairs for documented in _relations(view))


def _field(name: Name, scope: Scope, lineage: Lineage) -> FieldRef | None:
    source = source_named(scope, name[0])
    if "." in name[1] and isinstance(source, Scope):  # a column inside LATERAL that its output need not show
        alias, _, column = name[1].partition(".")
        return lineage.field_named((alias, column), source)
    return lineage.field_named(name, scope)


def _same_key(a: Name, b: Name, scope: Scope, view: View, lineage: Lineage) -> bool:
    """Whether a dataset is joined to itself on a part of its primary key."""
    left, right = _field(a, scope, lineage), _field(b, scope, lineage)
    return left is not None and left == right and left.field in view.catalog.by_name[left.dataset].primary_key


def _related(
    name: str, earlier: list[str], pairs: list[tuple[Name, Name]], scope: Scope, view: View, lineage: Lineage
) -> list[Relationship]:
    """Return the documented relationships that lead from an earlier source to this one, on all their columns."""
    joined = {
        (_field(a, scope, lineage), _field(b, scope, lineage)) for a, b in pairs if b[0] == name and a[0] in earlier
    }
    return [one.relation for one in _relations(view) if one.relation.level is None and one.pairs <= joined]


def _meets_one(relation: Relationship, view: View) -> bool:
    """Whether a row meets one row at the other end: its columns are the whole key there, or validity picks one."""
    key = view.catalog.by_name[relation.to].primary_key if relation.to in view.catalog.by_name else ()
    return relation.effective is not None or set(key) <= set(relation.to_columns)
