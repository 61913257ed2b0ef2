"""Every name is a documented column of this role, or a name that the query itself gives."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import did_you_mean, issue


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield columns whose name exists nowhere in what the role may see; the source is checked when resolved."""
    given = {alias.alias.lower() for alias in tree.of(exp.Alias) if alias.arg_key != "replace"}
    for alias in tree.of(exp.TableAlias):
        given |= {column.name.lower() for column in alias.args.get("columns") or ()}
    known = view.field_names | given
    for column in tree.of(exp.Column):
        if isinstance(column.this, exp.Star):
            continue
        if column.args.get("db") or column.args.get("catalog"):
            yield issue("table_plain", view.language, column)
        elif column.name.lower() not in known or _meant_hidden(column, view):
            near = did_you_mean(column.name, view.field_names, view.language)
            yield issue("column", view.language, column, name=column.name, suggestion=near)
    for star in tree.of(exp.Star):
        named = [*(star.args.get("except_") or ()), *(item.this for item in star.args.get("rename") or ())]
        replaced = [item.args.get("alias") or item for item in star.args.get("replace") or ()]
        for name in (*named, *replaced):
            if name.name.lower() not in known:
                yield issue("column", view.language, name, name=name.name)


def _meant_hidden(column: exp.Column, view: View) -> bool:
    """Whether a name is that of a hidden field, however the query itself uses it: the engine would take the field."""
    term = column.parent if isinstance(column.parent, exp.Ordered) else None
    order = term.parent if term is not None else None
    by_output = order is not None and isinstance(order.parent, exp.Query)
    return not column.table and column.name.lower() in view.hidden_names and not by_output
