"""The rooms of the house in the order a question walks through them, and who may import which heavy library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: A room imports only rooms named above it. The faces (last line) do not import each other.
ORDER = (
    ("errors",),
    ("stopping",),
    ("spans",),
    ("own_yaml",),
    ("settings",),
    ("catalog",),
    ("language",),
    ("linking",),
    ("plan",),
    ("planning",),
    ("sql",),
    ("validation",),
    ("engines",),
    ("explanation",),
    ("records",),
    ("entrance",),
    ("review",),
    ("workbench",),
    ("conversation",),
    ("answering",),
    ("chat", "web", "cli", "tools"),
)

#: Libraries that stay behind one wall, so that they can be replaced there.
WALLS = {
    "chainlit": ("chat",),
    "duckdb": ("engines", "workbench"),
    "sqlglot": ("sql", "validation", "catalog"),
    "langchain": ("planning",),
    "langchain_core": ("planning", "tools"),
    "mcp": ("tools",),
    "langchain_openai": ("planning",),
    "opentelemetry": ("spans",),
    "alembic": ("records",),
    "sqlalchemy": ("records", "engines", "workbench"),
}

#: The command line starts the chat, the server and the tools, which are faces as well.
STARTS = {("cli", "chat"), ("cli", "web"), ("cli", "tools"), ("web", "chat")}


@dataclass(frozen=True)
class Import:
    """One import: the file and line it stands in, the room that file belongs to, and the module it names."""

    where: str
    room: str
    module: str

    @property
    def target(self) -> str | None:
        """The room that is imported, or None when it is not ours."""
        parts = self.module.split(".")
        return parts[1] if parts[0] == "assistant" and len(parts) > 1 else None


def imports_of(root: Path) -> Iterator[Import]:
    """Yield every import under ``root/assistant``, also those inside functions."""
    for file in sorted((root / "assistant").rglob("*.py")):
        parts = file.relative_to(root).parts
        room = file.stem if len(parts) == 2 else parts[1]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for module in _modules(node, parts[:-1]):
                yield Import(f"{'/'.join(parts)}:{node.lineno}", room, module)  # type: ignore[attr-defined]


def _modules(node: ast.AST, package: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else ()
        module = ".".join((*base, *filter(None, [node.module])))
        # "from assistant import plan" names the room in the second half.
        yield from (f"{module}.{alias.name}" for alias in node.names) if module == "assistant" else (module,)


def rank(room: str) -> int | None:
    """Where a room stands; None for the package's own ``__init__`` and for names that are no room."""
    return next((index for index, rooms in enumerate(ORDER) if room in rooms), None)


def broken_edges(imports: list[Import]) -> list[str]:
    """Say each import that goes down the house instead of up."""
    broken = []
    for item in imports:
        if item.target is None or item.target == item.room or (item.room, item.target) in STARTS:
            continue
        mine, theirs = rank(item.room), rank(item.target)
        if mine is not None and (theirs is None or theirs >= mine):
            broken.append(f"{item.where}: {item.room} → {item.target} ({item.module}) is not above it")
    return broken


def broken_walls(imports: list[Import]) -> list[str]:
    """Say each import of a library outside its rooms."""
    return [
        f"{item.where}: {item.room} imports {library}, which belongs in {' and '.join(WALLS[library])}"
        for item in imports
        if (library := item.module.split(".")[0]) in WALLS and item.room not in WALLS[library]
    ]
