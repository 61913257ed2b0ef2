"""Whether a value is a count of persons as it is: nothing added, scaled or put in its place on the way."""

from __future__ import annotations

from sqlglot import exp

from assistant.validation.disclosure.persons import Persons

_LOOKS_UP = (exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.NthValue)
_ADDS_UP = (exp.Sum, exp.Avg)
_MOST_DEEP = 40


def touches(node: exp.Expr, persons: Persons, depth: int = 0) -> bool:
    """Whether a value comes from counts of persons; a COUNT further in has no field to tell it by."""
    if persons.rule(node) is not None:
        return True
    columns = node.find_all(exp.Column) if depth < _MOST_DEEP else ()
    return any(touches(inner, persons, depth + 1) for column in columns for inner in persons.lineage.behind(column))


def bare(node: exp.Expr, persons: Persons, depth: int = 0) -> bool:
    """Whether a value is a count as it is, or a sum, mean or look-up of such counts."""
    node = node.unalias()
    node = node if isinstance(node, exp.Subquery) else node.unnest()
    if depth > _MOST_DEEP:
        return False
    match node:
        case exp.Column():
            return all(bare(inner, persons, depth + 1) for inner in persons.lineage.behind(node))
        case exp.Literal() | exp.Null():
            return isinstance(node, exp.Null) or node.name == "0"
        case exp.Count():
            return counts_plainly(node, persons)
        case exp.Cast() | exp.TryCast() if not node.is_type(*exp.DataType.NUMERIC_TYPES):
            return False
        case exp.Sum() | exp.Avg() | exp.Cast() | exp.TryCast():
            return bare(node.this, persons, depth + 1)
        case exp.Filter():
            return not touches(node.expression, persons) and bare(node.this, persons, depth + 1)
        case exp.Case():
            conditions = (one.this for one in node.args.get("ifs") or ())
            return not any(touches(one, persons) for one in conditions) and all(
                bare(one, persons, depth + 1) for one in arms(node)
            )
        case exp.Coalesce():
            return all(bare(one, persons, depth + 1) for one in (node.this, *node.expressions))
        case exp.Window():
            return open_window(node, persons, depth)
        case exp.Subquery():
            return isinstance(node.this, exp.Select) and bare(node.this.selects[0], persons, depth + 1)
        case _:
            return False


def arms(node: exp.Case) -> list[exp.Expr]:
    """Return the values that a CASE chooses between."""
    default = node.args.get("default")
    return [*(one.args["true"] for one in node.args.get("ifs") or ()), *([default] if default is not None else [])]


def counts_plainly(node: exp.Count, persons: Persons) -> bool:
    """Whether a COUNT counts rows or documented values: never values that were chosen or made alike on the way."""
    what = node.this
    if isinstance(what, exp.Star | exp.Literal) or not touches(what, persons):
        return True
    scope = persons.lineage.scope_of(what) if isinstance(what, exp.Column) else None
    return scope is not None and persons.lineage.origin(what, scope).ref is not None


def open_window(node: exp.Window, persons: Persons, depth: int = 0) -> bool:
    """Whether a window adds up or looks up, over rows that no count chooses or orders; not step by step."""
    inner = node.this.this if isinstance(node.this, exp.Filter) else node.this
    around = (*(node.args.get("partition_by") or ()), node.args.get("order"), node.args.get("spec"))
    if any(touches(part, persons) for part in around if isinstance(part, exp.Expr)):
        return False
    if isinstance(inner, _LOOKS_UP):
        return bare(inner.this, persons, depth + 1)
    adds = isinstance(inner, (*_ADDS_UP, exp.Count)) and bare(node.this, persons, depth + 1)
    return adds and node.args.get("order") is None and node.args.get("spec") is None


def added_up(node: exp.Expr) -> list[exp.Expr]:
    """Return the values that an argument is a sum or product of."""
    inner = node.unnest()
    if isinstance(inner, exp.Add | exp.Sub | exp.Mul | exp.Div):
        return [*added_up(inner.this), *added_up(inner.expression)]
    if isinstance(inner, exp.Neg | exp.Round):
        return added_up(inner.this)
    return [node]
