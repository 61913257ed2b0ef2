"""How the conditions and the grouping of one SELECT settle what a figure varies over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlglot import exp

from assistant.catalog.dialect import DUCKDB
from assistant.validation.frames import Frame, Name, conditions_on, conjuncts, read_condition, source_named
from assistant.validation.meaning.injective import names_under
from assistant.validation.meaning.spreads import Kind, Spread, Value
from assistant.validation.meaning.truth import OTHER, UNKNOWN, holds, like_pattern
from assistant.validation.view import View

Bound = dict[Name, str]
_MANY = 100
_MOST_REMEMBERED = 64


def narrowed(spread: Spread, frame: Frame, extra: tuple[exp.Expr, ...], view: View) -> Spread:
    """Return ``spread`` as the WHERE and ON of a SELECT, and the ``extra`` conditions of one aggregate, leave it."""
    bound = columns_of(spread, frame, view)
    if not bound or spread.settled:
        return spread
    held = _held(frame, extra)
    if any(name in held and _fixes(spread, role) for name, role in bound.items()):
        spread = replace(spread, single=not _evaluable(spread))
    aliases = sorted({name[0] for name in bound})
    conditions = {id(part): part for alias in aliases for part in conditions_on(alias, frame)}
    conditions |= {id(part): part for condition in extra for part in conjuncts(condition)}
    looking = [part for part in conditions.values() if _only(part, bound, frame)]
    left = _with_mentioned(spread, looking)
    for part in sorted(looking, key=_cost):
        left = _remembered(left, part, bound, view) if len(left) > _MANY else _let_in(left, part, bound)
    doubtful = spread.doubtful or _doubtful(spread, conditions.values(), bound, frame, view)
    single = spread.single or (any(name in held for name in bound) and not left)
    return replace(spread, left=left, doubtful=doubtful, single=single)


def _cost(part: exp.Expr) -> bool:
    """Order conditions so that written-out values are looked up first: there may be thousands of places."""
    return not isinstance(part, exp.EQ | exp.In)


def _remembered(left: tuple[Value, ...], part: exp.Expr, bound: Bound, view: View) -> tuple[Value, ...]:
    """Return what a condition lets in of thousands of places; the next query with the same condition finds it done."""
    roles = sorted((name, role) for name, role in bound.items() if name in _names(part))
    known: dict[object, tuple[tuple[Value, ...], tuple[Value, ...]]] = view.remembered.setdefault("let in", {})
    key = (id(left), part.sql(DUCKDB), tuple(roles))
    found = known.get(key)
    if found is None:
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        found = known[key] = (left, _let_in(left, part, bound))
    return found[1]


def _names(part: exp.Expr) -> set[Name]:
    return {(column.table, column.name.lower()) for column in part.find_all(exp.Column)}


def _let_in(left: tuple[Value, ...], part: exp.Expr, bound: Bound) -> tuple[Value, ...]:
    wanted = _written_out(part, bound) if len(left) > _MANY else None
    if wanted is not None:
        left = tuple(value for value in left if value.text is None or value.text in wanted)
    matches = like_pattern(part.expression.name) if wanted is None and _is_like(part, bound) else None
    if matches is not None:
        return tuple(value for value in left if value.text is None or matches.fullmatch(value.text))
    return tuple(value for value in left if holds(part, _bind(bound, value)) is not False)


def _is_like(part: exp.Expr, bound: Bound) -> bool:
    """Whether a condition compares a code with a pattern, and nothing more."""
    column, pattern = part.this, part.args.get("expression")
    plain = type(part) is exp.Like and isinstance(column, exp.Column) and isinstance(pattern, exp.Literal)
    return plain and bound.get((column.table, column.name.lower())) == "value"


def _written_out(part: exp.Expr, bound: Bound) -> set[str] | None:
    """Return the values that a condition lists for a code; None when it says something else."""
    column = part.this.unnest() if isinstance(part, exp.EQ | exp.In) else None
    if not isinstance(column, exp.Column) or bound.get((column.table, column.name.lower())) != "value":
        return None
    items = [part.expression] if isinstance(part, exp.EQ) else list(part.expressions)
    literals = [item.name for item in items if isinstance(item, exp.Literal) and item.is_string]
    return set(literals) if literals and len(literals) == len(items) else None


def columns_of(spread: Spread, frame: Frame, view: View) -> Bound:
    """Return every column of a SELECT that shows the value, label or level of what a figure varies over."""
    if spread.via not in frame.remembered:
        frame.remembered[spread.via] = _columns_of(spread, frame, view)
    found: Bound = frame.remembered[spread.via]
    return found


def _columns_of(spread: Spread, frame: Frame, view: View) -> Bound:
    bound: Bound = {}
    for role, column in spread.via:
        for name in frame.same({column}):
            bound.setdefault(name, role)
            if role == "value":
                bound |= {other: kind for other, kind in _beside(name, frame, view) if other not in bound}
    return bound


def _beside(name: Name, frame: Frame, view: View) -> Iterator[tuple[Name, str]]:
    """Yield the label and level columns that stand beside a key in the dataset it is read from."""
    source = source_named(frame.scope, name[0])
    dataset = view.datasets.get(source.name.lower()) if isinstance(source, exp.Table) else None
    field = next((one for one in dataset.fields if one.name.lower() == name[1]), None) if dataset else None
    if field is not None and field.label_field:
        yield (name[0], field.label_field.lower()), "label"
    if field is not None and field.levels is not None:
        yield (name[0], field.levels.field.lower()), "level"


def groups(spread: Spread, grouped: Iterable[exp.Expr], frame: Frame, view: View) -> bool:
    """Whether grouping by these expressions keeps every way of it apart."""
    bound = columns_of(spread, frame, view)
    names = {name for item in grouped for name in names_under(item, frame.scope)}
    return any(name in names and (role != "level" or spread.kind is Kind.LEVEL) for name, role in bound.items())


def _held(frame: Frame, extra: tuple[exp.Expr, ...]) -> set[Name]:
    """Return the columns that a SELECT, or the ``extra`` conditions of one aggregate, hold at one value."""
    if extra:
        return _held_with(frame, extra)
    key = ("held", len(frame.single))
    if key not in frame.remembered:
        frame.remembered[key] = _held_with(frame, ())
    found: set[Name] = frame.remembered[key]
    return found


def _held_with(frame: Frame, extra: tuple[exp.Expr, ...]) -> set[Name]:
    own = Frame(frame.scope, pairs=list(frame.pairs))
    for condition in extra:
        read_condition(condition, own)
    parts = [part for part, _ in frame.conditions]
    parts += [part for condition in extra for part in conjuncts(condition)]
    for part in parts:
        own.fixed |= _fixed_by_function(part, frame)
    return own.same(frame.held() | own.fixed)


def _fixed_by_function(part: exp.Expr, frame: Frame) -> set[Name]:
    """Return the column that ``make_date(jaar, 1, 1) = DATE '2024-01-01'`` holds at one value."""
    if not isinstance(part, exp.EQ):
        return set()
    for side, other in ((part.left, part.right), (part.right, part.left)):
        plain = other.find(exp.Column, exp.Query, exp.Any, exp.All) is None
        if plain and not isinstance(side.unnest(), exp.Column):
            return set(names_under(side, frame.scope))
    return set()


def _fixes(spread: Spread, role: str) -> bool:
    return role != "level" or spread.kind is Kind.LEVEL


def _evaluable(spread: Spread) -> bool:
    """Whether the values are known, so that conditions can be worked out on them."""
    return spread.kind is Kind.LEVEL and any(value.level is not None for value in spread.left)


def _only(part: exp.Expr, names: Bound, frame: Frame) -> bool:
    """Whether a condition is about these columns alone and compares them with more than each other."""
    columns = frame.columns(part)
    if not any(column in names for column in columns):
        return False
    if isinstance(part, exp.In) and isinstance(part.this.unnest(), exp.Tuple):
        return True
    alike = isinstance(part, exp.EQ) and isinstance(part.left, exp.Column) and isinstance(part.right, exp.Column)
    return not alike and all(column in names for column in columns)


def _with_mentioned(spread: Spread, conditions: list[exp.Expr]) -> tuple[Value, ...]:
    """Add the values that a condition writes out and nobody documented."""
    if all(value.text is not None for value in spread.left):
        return spread.left
    known = {value.text for value in spread.left}
    literals = [literal.name for part in conditions for literal in part.find_all(exp.Literal)]
    return (*(Value(text) for text in dict.fromkeys(literals) if text not in known), *spread.left)


def _bind(bound: Bound, value: Value) -> dict[Name, object]:
    other = OTHER if value.text is None else UNKNOWN
    shown = {"value": value.text, "label": value.label if value.text is not None else None, "level": value.level}
    return {name: other if shown[role] is None else shown[role] for name, role in bound.items()}


def _doubtful(spread: Spread, conditions: Iterable[exp.Expr], bound: Bound, frame: Frame, view: View) -> bool:
    """Whether a condition looks at something else of the places: it may well leave one level only."""
    if spread.kind is not Kind.LEVEL:
        return False
    for alias, _ in bound:
        source = source_named(frame.scope, alias)
        dataset = view.datasets.get(source.name.lower()) if isinstance(source, exp.Table) else None
        if dataset is None or not any(field.levels is not None for field in dataset.fields):
            continue
        for part in conditions:
            if any(name[0] == alias and name not in bound for name in frame.columns(part)):
                return True
    return False
