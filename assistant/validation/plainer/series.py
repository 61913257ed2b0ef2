"""``FROM range(2020, 2025) AS j(jaar)`` as the values it stands for, when they are few and written out."""

from __future__ import annotations

from sqlglot import exp

#: A series has at most so many steps.
MAX_STEPS = 1_000
_DAYS = {"DAY": 1, "WEEK": 7, "MONTH": 28, "QUARTER": 90, "YEAR": 365}


def without_series(tree: exp.Expr) -> exp.Expr:
    """Write out every series that stands as a table."""
    for node in list(tree.find_all(exp.Table)):
        series = node.this
        if not isinstance(series, exp.GenerateSeries):
            continue
        alias = node.args.get("alias")
        columns = list(alias.args.get("columns") or ()) if alias is not None else []
        kind = "range" if series.args.get("is_end_exclusive") else "generate_series"
        name = columns[0] if len(columns) == 1 else exp.to_identifier(kind)
        table = alias.this if alias is not None and alias.this is not None else exp.to_identifier(kind)
        if len(columns) > 1 or (set(node.args) - {"this", "alias"} and any(node.args[k] for k in _others(node))):
            continue
        numbers = whole_numbers(series)
        if numbers:
            rows = [exp.Tuple(expressions=[_number(value)]) for value in numbers]
            node.replace(exp.Values(expressions=rows, alias=exp.TableAlias(this=table, columns=[name])))
        elif is_small_series(series):
            unnested = exp.alias_(exp.Explode(this=series.copy()), name.copy())
            node.replace(exp.Select(expressions=[unnested]).subquery(table))
    return tree


def _others(node: exp.Expr) -> set[str]:
    return set(node.args) - {"this", "alias"}


def _number(value: int) -> exp.Expr:
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def whole_numbers(series: exp.GenerateSeries) -> list[int] | None:
    """Return the numbers of a series with written-out bounds; None when they are not, or too many."""
    start, end = _integer(series.args.get("start")), _integer(series.args.get("end"))
    step = _integer(series.args.get("step")) if series.args.get("step") is not None else 1
    if start is None or end is None or not step:
        return None
    if not series.args.get("is_end_exclusive"):
        end += 1 if step > 0 else -1
    numbers = range(start, end, step)
    return list(numbers) if len(numbers) <= MAX_STEPS else None


def is_small_series(series: exp.GenerateSeries) -> bool:
    """Whether a series has written-out bounds and few steps: whole numbers, or dates by days and longer."""
    if whole_numbers(series) is not None:
        return True
    start, end, step = _year(series.args.get("start")), _year(series.args.get("end")), series.args.get("step")
    if start is None or end is None or not isinstance(step, exp.Interval):
        return False
    unit = step.args.get("unit")
    count = step.this.name if isinstance(step.this, exp.Literal) else ""
    days = _DAYS.get(unit.name.upper().removesuffix("S"), 0) * int(count) if unit and count.isdigit() else 0
    return days > 0 and (abs(end - start) + 1) * 366 / days <= MAX_STEPS * 20


def _integer(node: exp.Expr | None) -> int | None:
    if isinstance(node, exp.Neg):
        inner = _integer(node.this)
        return None if inner is None else -inner
    whole = isinstance(node, exp.Literal) and not node.is_string and node.name.isdigit() and len(node.name) < 10
    return int(node.name) if isinstance(node, exp.Literal) and whole else None


def _year(node: exp.Expr | None) -> int | None:
    text = node.this.name if isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal) else ""
    return int(text[:4]) if text[:4].isdigit() else None
