"""One YAML file, read by the core rules of YAML 1.2, with the line and column of every key and value.

Scalars stay the text they are written as (``no``, ``0344``, ``1.10``, ``2024-01-01``): the catalogue's types decide
what a number, a date or true is. Only ``null``, ``~`` and nothing at all are no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assistant.errors import Location, Problem

_NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEFAULT_TAGS = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}
_STANDARD = tuple(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map"))
#: Aliases may make a document this many times larger than it is written, and no more.
_GROWTH = 20
_ROOM = 10_000

Step = str | int


def _base() -> Any:
    # The C loader is some ten times as fast; PyYAML without it reads the same language.
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_base()):  # type: ignore[misc]
    """PyYAML's reader without its YAML 1.1 rules for what a bare word means."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Leave every scalar a text, save an unquoted null."""
        if kind is ScalarNode and implicit[0] and value in _NULLS:
            return _NULL
        return _DEFAULT_TAGS[kind]

    def descend_resolver(self, *_: Any) -> None:
        """No rule depends on where a value stands."""

    def ascend_resolver(self) -> None:
        """No rule depends on where a value stands."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The text of one file and the name it goes by in messages."""

    name: str
    text: str

    def read(self) -> tuple[Any, Node | None, tuple[Problem, ...]]:
        """Return the plain value, the tree with positions, and what is wrong with the file as YAML."""
        try:
            root = yaml.compose(self.text, Loader=_Loader)
        except yaml.YAMLError as error:
            return None, None, (self._not_yaml(error),)
        except RecursionError:
            return None, None, (self._problem("lists and keys stand too deep inside each other", None),)
        if root is None:
            return None, None, (self._problem("the file is empty", None),)
        reader = _Reader(self)
        value = reader.value(root)
        return value, root, tuple(reader.problems)

    def locate(self, path: Sequence[Step], root: Node | None = None, *, key: bool = False) -> Location:
        """Return where ``path`` stands: its value, or its key with ``key``; what is absent, where it belongs."""
        root = root if root is not None else _tree(self)
        if root is None:
            return Location(self.name)
        at: Node = root
        node: Node | None = root
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            at, node = found
        whole = isinstance(node, ScalarNode) and not key
        mark = (node if whole and node is not None else at).start_mark
        return Location(self.name, mark.line + 1, mark.column + 1)

    def at(self, node: Node) -> Location:
        """Return where a node starts."""
        return Location(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def _problem(self, message: str, location: Location | None, suggestion: str | None = None) -> Problem:
        return Problem("yaml", message, location or Location(self.name), suggestion)

    def _not_yaml(self, error: yaml.YAMLError) -> Problem:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")
        if mark is None:
            line = self.text.count("\n", 0, getattr(error, "position", 0)) + 1
            return self._problem(f"this is not YAML: {reason}", Location(self.name, line), next(_hints(reason), None))
        location = Location(self.name, mark.line + 1, mark.column + 1)
        return self._problem(f"this is not YAML: {reason}", location, next(_hints(reason), None))


@lru_cache(maxsize=4)
def _tree(file: YamlFile) -> Node | None:
    """Return the tree of a file again: trees are large and seldom needed, so they are not kept with the catalogue."""
    return file.read()[1]


class _Reader:
    """Turns a tree into plain values; an alias is read once, however often it is used."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.done: dict[int, tuple[Any, int]] = {}
        self.open: set[int] = set()
        self.written = 0

    def value(self, root: Node) -> Any:
        """Return the plain value of the document, or None when its aliases make it too large."""
        value, size = self.read(root)
        if size > _GROWTH * self.written + _ROOM:
            self._complain(root, "the aliases (*name) make this file too large", "write the repeated part out")
            return None
        return value

    def read(self, node: Node) -> tuple[Any, int]:
        """Return the plain value of ``node`` and how many nodes it stands for with its aliases written out."""
        if node.tag not in _STANDARD:
            self._complain(node, f"the tag {node.tag} is not known here", "leave it out")
            return None, 1
        if isinstance(node, ScalarNode):
            self.written += 1
            return (None if node.tag == _NULL else node.value), 1
        if id(node) in self.done:
            return self.done[id(node)]
        if id(node) in self.open:
            self._complain(node, "this part contains itself", "write it out instead of using an alias (*name)")
            return None, 1
        self.open.add(id(node))
        self.written += 1
        result = self._mapping(node) if isinstance(node, MappingNode) else self._sequence(node)
        self.open.discard(id(node))
        self.done[id(node)] = result
        return result

    def _sequence(self, node: Node) -> tuple[list[Any], int]:
        items = [self.read(item) for item in node.value]
        return [item for item, _ in items], 1 + sum(size for _, size in items)

    def _mapping(self, node: Node) -> tuple[dict[str, Any], int]:
        result: dict[str, Any] = {}
        lines: dict[str, int] = {}
        size = 1
        for key, child in node.value:
            if not isinstance(key, ScalarNode):
                self._complain(key, "a key must be a word", "write key: value")
                continue
            name: str = key.value or "null"
            if name in lines:
                self._complain(key, f"the key {name!r} is written twice (first on line {lines[name]})", "keep one")
                continue
            lines[name] = key.start_mark.line + 1
            result[name], inside = self.read(child)
            size += inside
        return result, size

    def _complain(self, node: Node, message: str, suggestion: str) -> None:
        self.problems.append(Problem("yaml", message, self.file.at(node), suggestion))


def _child(node: Node | None, step: Step) -> tuple[Node, Node] | None:
    """Return the node where ``step`` is written and the node of its value; a list is also entered by name or id."""
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if _key(key) == step), None)
    if not isinstance(node, SequenceNode):
        return None
    if isinstance(step, int):
        return (node.value[step], node.value[step]) if 0 <= step < len(node.value) else None
    return next(((item, item) for item in node.value if _called(item) == step), None)


def _key(node: Node) -> str | None:
    return (node.value or "null") if isinstance(node, ScalarNode) else None


def _called(node: Node) -> str | None:
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, MappingNode):
        for wanted in ("name", "id", "value"):
            for key, value in node.value:
                if _key(key) == wanted and isinstance(value, ScalarNode):
                    return str(value.value)
    return None


def _hints(reason: str) -> Iterator[str]:
    for part, hint in _HINTS.items():
        if part in reason:
            yield hint


_HINTS = {
    "cannot start any token": "indent with spaces, and put quotes around text that starts with %, @ or `",
    "tab character": "indent with spaces",
    "maximum nesting": "lists and keys stand too deep inside each other",
    "mapping values are not allowed": "put quotes around text that contains a colon and a space",
    "did not find expected": "check the indentation, the brackets and the quotes here and on the lines before",
    "could not find expected ':'": "write key: value, and check the indentation",
    "undefined alias": "put quotes around text that starts with *",
    "but found another document": "one file holds one dataset; give the other a file of its own",
    "special characters are not allowed": "remove the control character",
    "control characters are not allowed": "remove the control character",
}
