"""The only maker of a validated query: text or compiled plan in, a query that may run or every reason why not out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp, parse
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dialect import DUCKDB, written_out
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.sql.query import CompiledQuery
from assistant.validation import query as sealed
from assistant.validation.grounds import grounds_of
from assistant.validation.lineage import Lineage, outputs_of
from assistant.validation.opinion import Asked, second_opinion
from assistant.validation.plainer import ordered_by_values, plainer, without_by_name
from assistant.validation.query import Binder, Grounds, Issue, Rejection, ValidatedQuery
from assistant.validation.render import finished, headings
from assistant.validation.rowrights import masked
from assistant.validation.rules import RAW, RESOLVED, meaning
from assistant.validation.text import check_text
from assistant.validation.tree import Tree
from assistant.validation.view import View, view_of
from assistant.validation.wording import issue

#: Findings beside which the rest of a query can still be judged, so that all come at once.
_APART = frozenset({"function", "function_size", "limit"})
#: What the parser's library is known to raise on text that is no SQL, its own errors and those of its compiled code.
_UNREADABLE = (SqlglotError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError)
# The parser's library logs the text of a query that it takes for a command: what people paste is not for the log.
logging.getLogger("sqlglot").setLevel(logging.ERROR)
#: What a role is called that nobody logged in for.
DEFAULT_ROLE = "manager"


def validate_text(
    sql: str,
    catalog: Catalog,
    *,
    binder: Binder | None,
    role: str = DEFAULT_ROLE,
    language: Language = "nl",
    limit: int = 10_000,
    profile: DataProfile | None = None,
) -> ValidatedQuery | Rejection:
    """Validate a query as an analyst or a model wrote it; hidden and personal fields do not exist for it.

    With the ``profile`` of the data the rules also know which members, levels and periods there are.
    """
    view = view_of(catalog, role, language, False, profile)
    issues = tuple(check_text(sql, language))
    if issues:
        return Rejection(issues)
    try:
        statements = list(parse(sql, dialect=DUCKDB))
    except _UNREADABLE:
        return Rejection((issue("unreadable", language),))
    statements = (
        statements[:-1] if len(statements) > 1 and statements[-1] is None and sql.rstrip().endswith(";") else statements
    )
    if len(statements) != 1 or statements[0] is None:
        return Rejection((issue("one_statement", language),))
    return _guarded(statements[0], view, binder, limit)


def validate_plan(
    compiled: CompiledQuery,
    catalog: Catalog,
    *,
    binder: Binder | None,
    role: str = DEFAULT_ROLE,
    language: Language = "nl",
    limit: int = 10_000,
) -> ValidatedQuery | Rejection:
    """Validate a compiled plan: the same rules, but its own joins, filters and levels may use hidden fields."""
    view = view_of(catalog, role, language, True)
    key = (limit, *written_out(compiled.tree))
    found = view.plans.get(key, binder)
    if found is not None:
        return found
    made = _guarded(compiled.tree.copy(), view, binder, limit)
    if isinstance(made, ValidatedQuery):
        view.plans.keep(key, binder, made)
    return made


def _guarded(tree: exp.Expr, view: View, binder: Binder | None, limit: int) -> ValidatedQuery | Rejection:
    try:
        return _validate(tree, view, binder, limit)
    except (RecursionError, SqlglotError):
        return Rejection((issue("unreadable", view.language),))


def _validate(tree: exp.Expr, view: View, binder: Binder | None, limit: int) -> ValidatedQuery | Rejection:
    tree = tree if view.internal else plainer(tree)
    found = _run(RAW, Tree(tree), view)
    if any(item.rule not in _APART for item in found):
        return Rejection(tuple(found))
    names = headings(tree)
    paired = without_by_name(tree, lambda one: qualified(one, view))
    resolved_tree = qualified(paired, view) if paired is not None else None
    if resolved_tree is None:
        return Rejection((*found, issue("unresolved", view.language)))
    resolved = Tree(resolved_tree)
    found += [item for item in _run(RESOLVED, resolved, view) if item.rule not in _APART]
    if any(item.rule not in _APART for item in found):
        return Rejection(tuple(found))
    lineage = Lineage(resolved, view)
    if found:
        return Rejection(tuple(sorted([*found, *([] if view.internal else meaning(lineage))], key=_place)))
    written, notes = finished(resolved_tree, view, limit)
    with Asked(written, binder) as asked:
        judged = [] if view.internal else list(meaning(lineage))
        if any(item.severity == "error" for item in judged):
            return Rejection(tuple(sorted(judged, key=_place)))
        return _accepted(_Checked(written, names, (*judged, *notes)), resolved_tree, lineage, asked)


def qualified(tree: exp.Expr, view: View) -> exp.Query | None:
    """Return the tree with a source for every column; None when that cannot be told."""
    try:
        found = qualify(
            tree,
            dialect=DUCKDB,
            schema=view.schema,
            quote_identifiers=False,
            validate_qualify_columns=False,
            expand_alias_refs=True,
        )
    except _UNREADABLE:
        return None
    return ordered_by_values(found) if isinstance(found, exp.Query) else None


@dataclass(frozen=True)
class _Checked:
    """A query as it would run, with the headings that were written and what is doubtful about it."""

    sql: str
    names: tuple[str, ...]
    warnings: tuple[Issue, ...]


def _accepted(checked: _Checked, query: exp.Query, lineage: Lineage, asked: Asked) -> ValidatedQuery | Rejection:
    """Return the query that may run, unless the engine reads it in another way."""
    view = lineage.view
    grounds = Grounds() if view.internal else grounds_of(lineage)
    outputs = tuple(_output_fields(query, lineage) if view.internal else (one.fields for one in grounds.columns))
    used = lineage.fields(query)
    shown = checked.names if len(checked.names) == len(outputs) else tuple(query.named_selects)
    tables = {
        table.name.lower()
        for scope in lineage.scopes
        for table in scope.sources.values()
        if isinstance(table, exp.Table)
    }
    doubt = second_opinion(asked, view, tuple(sorted(tables)))
    if doubt is not None:
        return Rejection((doubt,))
    return ValidatedQuery(
        sql=checked.sql,
        headings=shown,
        datasets=tuple(view.datasets[name].name for name in sorted(tables)),
        fields=tuple(sorted(used)),
        lineage=outputs,
        warnings=checked.warnings,
        grounds=grounds,
        shown=masked(checked.sql, [view.datasets[name] for name in sorted(view.filtered)], view.role),
        seal=sealed._SEAL,
    )


def _run(rules: tuple[Callable[[Tree, View], Iterator[Issue]], ...], tree: Tree, view: View) -> list[Issue]:
    """Run the rules and return all they find, in the order of the text, each once."""
    return sorted(dict.fromkeys(item for rule in rules for item in rule(tree, view)), key=_place)


def _place(item: Issue) -> tuple[int, int]:
    return (item.line or 0, item.column or 0)


def _output_fields(query: exp.Query, lineage: Lineage) -> Iterator[tuple[FieldRef, ...]]:
    scope = lineage.scopes[-1]
    for name in query.named_selects:
        parts = outputs_of(scope, name)
        yield tuple(sorted({ref for part in parts for ref in lineage.fields(part)}))
