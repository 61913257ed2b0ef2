"""A syntax tree whose nodes are gathered once, for the many rules that look at some kinds of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeVar

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

Kind = TypeVar("Kind", bound=exp.Expr)


class Tree:
    """One query. What a rule changes in it, later rules do not see: rules only look."""

    def __init__(self, root: exp.Expr) -> None:
        self.root = root
        self.nodes: list[exp.Expr] = list(root.walk(bfs=True))
        self._by_kind: dict[type[exp.Expr], list[exp.Expr]] = defaultdict(list)
        self._of: dict[tuple[type[exp.Expr], ...], list[Any]] = {}
        for node in self.nodes:
            self._by_kind[type(node)].append(node)

    def of(self, *kinds: type[Kind]) -> Iterator[Kind]:
        """Yield the nodes of these kinds and of the kinds below them."""
        if kinds not in self._of:
            self._of[kinds] = [
                node for kind, nodes in self._by_kind.items() if issubclass(kind, kinds) for node in nodes
            ]
        yield from self._of[kinds]

    def of_exactly(self, kind: type[exp.Expr]) -> list[exp.Expr]:
        """Return the nodes of one kind."""
        return self._by_kind.get(kind, [])

    def kinds(self) -> list[type[exp.Expr]]:
        """Return the kinds of nodes there are."""
        return list(self._by_kind)

    @cached_property
    def depth(self) -> int:
        """How deep the nodes stand inside each other: the walk goes level by level, so the last node is a deepest."""
        depth, node = 0, self.nodes[-1]
        while node is not self.root and node.parent is not None:
            depth, node = depth + 1, node.parent
        return depth

    @cached_property
    def scopes(self) -> list[Scope]:
        """The SELECTs with their sources, inner ones first."""
        return traverse_scope(self.root)
